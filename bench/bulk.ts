import { setTimeout as delay } from 'node:timers/promises'
import type { Benchmark, Table } from './benchmark.ts'
import { startDevices } from './devices.ts'
import { ms, rounded, wallClock } from './figures.ts'
import { whileOpen } from './opened.ts'
import { globalId, type ServiceUnderLoad, startServiceUnderLoad } from './service-under-load.ts'

/** The service's limit of devices per bulk action. */
const maxDevices = 10_000

/** Times a bulk action from its submission over HTTP to the commit of its last COMPLETED, and one of the maximum size. */
export const bulk: Benchmark = ({ bulkDevices, interrupted }) =>
  whileOpen(interrupted, async keep => {
    const stage = keep(await startServiceUnderLoad(null))
    const { ids: devices } = keep(await startDevices(stage, bulkDevices))
    // Warm up query plans and compiled code.
    await completed(stage, await submit(stage, devices.slice(0, bulkDevices / 10)))
    const connected = await completed(stage, await submit(stage, devices))
    const offline = await submit(stage, await insertOfflineDevices(stage))
    return [
      {
        title: 'One bulk action: ms from the request',
        columns: ['devices', 'response', 'all COMPLETED', 'devices/s'],
        rows: [
          [
            `${rounded(devices.length)} over TLS`,
            ms(connected.answered),
            ms(connected.done),
            rounded((1000 * devices.length) / connected.done),
          ],
          [`${rounded(maxDevices)} offline`, ms(offline.answered), '', ''],
        ],
      } satisfies Table,
    ]
  })

interface Submitted {
  readonly id: string
  readonly began: number
  /** Milliseconds until the response arrived. */
  readonly answered: number
}

const submitBulk = `mutation ($input: SubmitBulkActionInput!) { submitBulkAction(input: $input) {
  ... on SubmitBulkActionPayload { bulkAction { rawId } } ... on UserError { message } } }`

async function submit(stage: ServiceUnderLoad, deviceIds: readonly string[]): Promise<Submitted> {
  const input = {
    deviceIds,
    action: { killProcess: { pid: 4242, processName: 'simulated' } },
    justification: 'A benchmark of a bulk.',
  }
  const began = wallClock()
  const { submitBulkAction } = await stage.as('alice')<{
    submitBulkAction: { bulkAction?: { rawId: string }; message?: string }
  }>(submitBulk, { input })
  const { bulkAction, message } = submitBulkAction
  if (!bulkAction) throw new Error(message)
  return { id: bulkAction.rawId, began, answered: wallClock() - began }
}

const progress = `
SELECT count(*) FILTER (WHERE status IN ('PENDING_APPROVAL', 'QUEUED', 'EXECUTING'))::int AS open,
  count(*) FILTER (WHERE status <> 'COMPLETED')::int AS others
FROM response_action WHERE bulk_action_id = $1`

const lastCommit = `
SELECT max(extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000) AS at FROM audit_event
WHERE kind = 'ACTION_COMPLETED' AND action_id IN (SELECT id FROM response_action WHERE bulk_action_id = $1)`

/** Waits until the ledger records the last action as completed. */
async function completed(
  stage: ServiceUnderLoad,
  submitted: Submitted,
): Promise<Submitted & { done: number }> {
  for (;;) {
    const [row] = await stage.sql<{ open: number; others: number }>(progress, [submitted.id])
    if (row?.open === 0 && row.others > 0)
      throw new Error(`${row.others} actions of the bulk did not complete`)
    if (row?.open === 0) break
    await delay(20)
  }
  const [last] = await stage.sql<{ at: string }>(lastCommit, [submitted.id])
  return { ...submitted, done: Number(last?.at) - submitted.began }
}

const idsOf = async (
  stage: ServiceUnderLoad,
  text: string,
  values: readonly unknown[] = [],
): Promise<string[]> =>
  (await stage.sql<{ id: string }>(text, values)).map(({ id }) => globalId('Device', id))

const insertOfflineDevices = (stage: ServiceUnderLoad) =>
  idsOf(
    stage,
    `INSERT INTO device (id, organization_id, hostname, platform, enrolled_at, certificate_expires_at)
      SELECT gen_random_uuid(), o.id, 'offline-' || n, 'LINUX', now(), now() + interval '90 days'
      FROM (SELECT organization_id AS id FROM device LIMIT 1) o, generate_series(1, $1::int) n RETURNING id`,
    [maxDevices],
  )
