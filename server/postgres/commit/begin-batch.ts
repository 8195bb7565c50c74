import type { Client, QueryResult } from 'pg'
import type { Change } from '#app/ports.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import type { Records } from '#domain/records.ts'
import { defaultSettings, type Settings } from '#domain/settings/settings.ts'
import type { Pool } from '../pool/pool.ts'
import { type ActionRow, fromRow } from './action-row.ts'
import { type BatchState, indexAction, noActions, type Organization } from './batch-state.ts'
import { type RecordKind, recordKinds, tables, toRecord } from './tables.ts'

type Pending = Pick<Change<unknown>, 'organization' | 'reads' | 'bytes'>

const open = `status IN ('PENDING_APPROVAL', 'QUEUED', 'EXECUTING')`

const hasEffect = `(t.effect IN ('IN_FORCE', 'OVER') OR t.verification = 'SCHEDULED')`

/** The condition of the index of effects in force. */
export const inForce = `effect_target IS NOT NULL AND effect = 'IN_FORCE'`

const lockHeads = (wait: 'SKIP LOCKED' | '') => ({
  name: `lock heads ${wait}`,
  text: `SELECT h.organization_id, h.sequence, h.hash, h.at, o.settings
    FROM ledger_head h JOIN organization o ON o.id = h.organization_id
    WHERE h.organization_id = ANY($1::uuid[]) ORDER BY h.organization_id FOR UPDATE OF h ${wait}`,
})

/** A source of rows: a SELECT of `kind` and `row` with one parameter, which is null if no change reads the source. */
interface RowSource {
  readonly name: string
  readonly text: (parameter: string) => string
  readonly value: (pending: readonly Pending[], now: number) => unknown
}

const distinct = (
  pending: readonly Pending[],
  ids: (reads: Pending['reads']) => readonly string[] | undefined,
) => [...new Set(pending.flatMap(({ reads }) => ids(reads) ?? []))]

const organizationsWhere = (
  pending: readonly Pending[],
  asks: (reads: Pending['reads']) => true | undefined,
) => [...new Set(pending.filter(({ reads }) => asks(reads)).map(({ organization }) => organization))]

const anHour = 3_600_000

/** Null for an empty list, which omits the source from the statement. */
const some = <T>(values: readonly T[]): readonly T[] | null => (values.length > 0 ? values : null)

const branches: readonly RowSource[] = [
  {
    name: 'action',
    text: ids =>
      `SELECT 'action' AS kind, to_json(t) AS row FROM response_action t WHERE id = ANY(${ids}::uuid[])`,
    value: pending => some(distinct(pending, reads => reads.action)),
  },
  {
    name: 'everyOpen',
    text: devices => `SELECT 'action' AS kind, to_json(t) AS row FROM response_action t
      WHERE device_id = ANY(${devices}::uuid[]) AND ${open}`,
    value: pending => some(distinct(pending, reads => reads.everyOpenActionOf)),
  },
  {
    name: 'inForceOn',
    text: devices => `SELECT 'action' AS kind, to_json(t) AS row FROM response_action t
      WHERE device_id = ANY(${devices}::uuid[]) AND ${inForce}`,
    value: pending => some(distinct(pending, reads => reads.inForceOn)),
  },
  {
    // OFFSET 0 forces one index lookup per target; as a join, the planner might hash all scheduled verifications.
    name: 'effectsBeside',
    text: ids => `SELECT 'action' AS kind, to_json(t) AS row FROM response_action a
      CROSS JOIN LATERAL (SELECT * FROM response_action t
        WHERE t.device_id = a.device_id AND t.effect_target = a.effect_target AND ${hasEffect} OFFSET 0) t
      WHERE a.id = ANY(${ids}::uuid[])`,
    value: pending => some(distinct(pending, reads => reads.effectsBeside)),
  },
  {
    name: 'everyRule',
    text: organizations => `SELECT 'responseRule' AS kind, to_json(t) AS row FROM response_rule t
      WHERE organization_id = ANY(${organizations}::uuid[]) AND deleted_at IS NULL`,
    value: pending => some(organizationsWhere(pending, reads => reads.everyRule)),
  },
  {
    name: 'everyWebhook',
    text: organizations => `SELECT 'webhook' AS kind, to_json(t) AS row
      FROM (SELECT ${tables.webhook.columns.join(', ')} FROM webhook
        WHERE organization_id = ANY(${organizations}::uuid[]) AND deleted_at IS NULL) t`,
    value: pending => some(organizationsWhere(pending, reads => reads.everyWebhook)),
  },
  {
    name: 'pendingSettingsChanges',
    text: organizations => `SELECT 'settingsChange' AS kind, to_json(t) AS row FROM settings_change t
      WHERE organization_id = ANY(${organizations}::uuid[]) AND state = 'PENDING'`,
    value: pending => some(organizationsWhere(pending, reads => reads.pendingSettingsChanges)),
  },
  {
    name: 'automatic',
    text: parameter => `SELECT 'automatic' AS kind, json_build_object('organization', organization_id, 'count', count(*)) AS row
      FROM response_action, json_to_record(${parameter}::json) p(organizations uuid[], since timestamptz)
      WHERE organization_id = ANY(p.organizations) AND origin = 'AUTO_RESPONSE' AND type NOT IN ('UNISOLATE_DEVICE', 'UNBLOCK_IP')
        AND submitted_at > p.since GROUP BY organization_id`,
    value: (pending, now) => {
      const organizations = some(organizationsWhere(pending, reads => reads.automaticActions))
      return organizations && JSON.stringify({ organizations, since: new Date(now - anHour) })
    },
  },
  {
    name: 'ofBulk',
    text: parameter => `SELECT 'action' AS kind, to_json(t) AS row
      FROM json_to_recordset(${parameter}::json) p(bulk uuid, statuses text[], "heldBack" integer)
      CROSS JOIN LATERAL (SELECT * FROM response_action a
        WHERE a.bulk_action_id = p.bulk AND a.status = ANY(p.statuses) AND (p."heldBack" IS NULL OR a.hold = 'ROLLOUT')
        ORDER BY a.submitted_sequence LIMIT p."heldBack") t`,
    value: pending => {
      const wanted = some(pending.flatMap(({ reads }) => reads.ofBulk ?? []))
      return wanted && JSON.stringify(wanted)
    },
  },
  {
    name: 'tally',
    text: bulks => `SELECT 'tally' AS kind, to_json(t) AS row FROM (
      SELECT b.id AS bulk, a.status, a.verification, a.status = 'QUEUED' AND a.hold IS NOT DISTINCT FROM 'ROLLOUT' AS held,
        a.submitted_sequence <= b.canary_through AS canary, count(*)::int AS count
      FROM bulk_action b JOIN response_action a ON a.bulk_action_id = b.id
      WHERE b.id = ANY(${bulks}::uuid[]) GROUP BY 1, 2, 3, 4, 5) t`,
    value: pending => some(distinct(pending, reads => reads.tallyOf)),
  },
  {
    name: 'open',
    text: devices => `SELECT 'open' AS kind, json_build_object('device', device_id, 'count', count(*)) AS row
      FROM response_action WHERE device_id = ANY(${devices}::uuid[]) AND ${open} GROUP BY device_id`,
    value: pending => some(distinct(pending, reads => reads.openActionsOf)),
  },
  {
    name: 'devicesOf',
    text: people => `SELECT 'device' AS kind, to_json(t) AS row
      FROM (SELECT ${tables.device.columns.join(', ')} FROM device WHERE person_id = ANY(${people}::uuid[])) t`,
    value: pending => some(distinct(pending, reads => reads.devicesOf)),
  },
  {
    name: 'artifactsOf',
    text: actions => `SELECT 'artifact' AS kind, to_json(t) AS row
      FROM (SELECT ${tables.artifact.columns.join(', ')} FROM artifact WHERE action_id = ANY(${actions}::uuid[])) t`,
    value: pending => some(distinct(pending, reads => reads.artifactsOf)),
  },
  ...recordKinds.map(
    (kind): RowSource => ({
      name: kind,
      text: ids => `SELECT '${kind}' AS kind, to_json(t) AS row
        FROM (SELECT ${tables[kind].columns.join(', ')} FROM ${tables[kind].name} WHERE id = ANY(${ids}::uuid[])) t`,
      value: pending => some(distinct(pending, reads => reads[kind])),
    }),
  ),
]

/** The statement that loads the rows of these changes. Batches that read the same kinds share a prepared statement. */
function loadStatement(pending: readonly Pending[], now: number) {
  const read = branches.flatMap(branch => {
    const value = branch.value(pending, now)
    return value === null ? [] : [{ ...branch, value }]
  })
  if (read.length === 0) return null
  return {
    // PostgreSQL truncates statement names to 63 bytes.
    name: `load ${sha256Hex(read.map(({ name }) => name).join(' ')).slice(0, 16)}`,
    text: read.map(({ text }, i) => text(`$${i + 1}`)).join('\nUNION ALL\n'),
    values: read.map(({ value }) => value),
  }
}

/** Whether the change would delay others too long. */
export const isLarge = ({ bytes = 0 }: Pending): boolean => bytes > 1024 * 1024
/** The settings are local to the transaction, because a pooler shares sessions between transactions. */
const begin = "BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '5s'"
/** Large changes: deciding ten thousand actions takes longer than the normal timeout. */
const longerTimeout = "SET LOCAL idle_in_transaction_session_timeout = '30s'"

/** Begins the transaction, locks the ledger heads in order, and loads the rows of the changes, in one round trip. */
export async function beginBatch(
  client: Client,
  pending: readonly Pending[],
  wait: boolean,
  now: number,
): Promise<BatchState> {
  const organizations = [...new Set(pending.map(({ organization }) => organization))].sort()
  const load = loadStatement(pending, now)
  const [, heads, rows] = await Promise.all([
    client.query(begin),
    client.query({ ...lockHeads(wait ? '' : 'SKIP LOCKED'), values: [organizations] }),
    load && client.query(load),
    pending.some(isLarge) && client.query(longerTimeout),
  ])
  return batchStateOf(heads.rows, rows?.rows ?? [])
}

const readHeads = `
SELECT h.organization_id, h.sequence, h.hash, h.at, o.settings
FROM ledger_head h JOIN organization o ON o.id = h.organization_id WHERE h.organization_id = $1`

/** Loads the rows for one organization without its lock. */
export async function loadSnapshot(pool: Pool, query: Pending, now: number): Promise<BatchState> {
  const load = loadStatement([query], now)
  const [heads, rows] = await Promise.all([
    pool.query<Record<string, unknown>>(readHeads, [query.organization]),
    load ? pool.query<{ kind: string; row: never }>(load.text, load.values) : [],
  ])
  return batchStateOf(heads, rows)
}

function batchStateOf(heads: QueryResult['rows'], rows: QueryResult['rows']): BatchState {
  const batch: BatchState = {
    organizations: new Map(heads.map(row => [row.organization_id as string, organizationOf(row)])),
    actions: noActions(),
    records: new Map(recordKinds.map(kind => [kind, new Map<string, Records[RecordKind]>()])),
    openActions: new Map(),
    automaticActions: new Map(),
    tallies: new Map(),
  }
  for (const { kind, row } of rows) {
    if (kind === 'action') {
      const due = (row as ActionRow).due_at
      const action = fromRow(row)
      indexAction(batch.actions, { action, dueAt: due === null ? null : Date.parse(due) })
    } else if (kind === 'open') batch.openActions.set(row.device, Number(row.count))
    else if (kind === 'tally') batch.tallies.set(row.bulk, [...(batch.tallies.get(row.bulk) ?? []), row])
    else if (kind === 'automatic') batch.automaticActions.set(row.organization, Number(row.count))
    else batch.records.get(kind)?.set(row.id, toRecord(kind, row))
  }
  return batch
}

const organizationOf = (row: {
  sequence: string
  hash: string
  at: Date
  settings: Partial<Settings>
}): Organization => ({
  head: { sequence: Number(row.sequence), hash: row.hash, at: row.at.getTime() },
  settings: { ...defaultSettings, ...row.settings },
})
