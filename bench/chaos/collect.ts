import type pg from 'pg'
import type { Acknowledged, ActionFact, EventFact, Facts, WebhookFact } from './facts.ts'
import { type ExecutionStep, readRecord, stateOf, unheldAddress } from './recording-host.ts'
import type { World } from './world.ts'

const milliseconds = (column: string, name: string) =>
  `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

const actions = `SELECT id, type, status, device_id AS device, parameters->>'address' AS target, justification,
  bulk_action_id AS bulk, detection_id AS detection, ${milliseconds('queued_at', 'queuedAt')},
  ${milliseconds('started_at', 'startedAt')}, ${milliseconds('completed_at', 'completedAt')},
  failure_code AS "failureCode", cancellation->>'reason' AS cancellation, verification, effect,
  ${milliseconds('drifted_at', 'driftedAt')}, undoes_id AS undoes, undone_by_id AS "undoneBy"
  FROM response_action ORDER BY submitted_sequence`
const events = 'SELECT sequence::int, canonical, hash FROM audit_event ORDER BY sequence'
const bulks = 'SELECT id, state, total FROM bulk_action'
const detections = 'SELECT id, external_id AS "externalId", triggered FROM detection'
const artifacts = 'SELECT action_id AS action, sha256 FROM artifact WHERE received_at IS NOT NULL'

type Others = Pick<Facts, 'followers' | 'crashes' | 'internalErrors' | 'unrecovered'>

/** Reads everything that the checker needs from the database and from the records of the devices. */
export async function collectFacts(
  world: World,
  acknowledged: Acknowledged,
  webhook: WebhookFact,
  others: Others,
): Promise<Facts> {
  const rows = async <Row>(text: string): Promise<Row[]> => (await queryAgain(world.database, text)) as Row[]
  const records = world.agents.flatMap(({ records }) => records.map(readRecord))
  return {
    acknowledged,
    actions: await rows<ActionFact>(actions),
    events: await rows<EventFact>(events),
    bulks: await rows(bulks),
    detections: await rows(detections),
    artifacts: await rows(artifacts),
    devices: world.deviceIds.map((id, index) => ({ id, ...shown(records[index] ?? []) })),
    executions: records.flat(),
    webhook,
    ...others,
  }
}

function shown(record: readonly ExecutionStep[]) {
  const { isolated, blocked } = stateOf(record)
  return { isolated, blocked: [...blocked].filter(address => address !== unheldAddress) }
}

/** Queries as the database's owner, past all links. Repeats the query while PostgreSQL restarts. */
export async function queryAgain(pool: pg.Pool, text: string, values: unknown[] = []): Promise<object[]> {
  for (let attempts = 1; ; attempts++) {
    try {
      return (await pool.query(text, values)).rows
    } catch (error) {
      if (attempts === 200) throw error
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}
