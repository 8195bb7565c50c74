import { randomUUID } from 'node:crypto'
import { limitRemarks, receiveResult } from '#app/action/receive-result.ts'
import type { Application } from '#app/application.ts'
import type { Notice } from '#app/change-feed.ts'
import type { ReportedContainment } from '#app/device/device-ports.ts'
import { receiveState } from '#app/device/receive-state.ts'
import type { Mailer } from '#app/people/people-ports.ts'
import type { Committed } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { commandIds } from '#domain/action/command-ids.ts'
import type { DeviceResult } from '#domain/action/execution.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused, type Refused } from '#domain/refusal.ts'
import { openCore } from '../composition/core.ts'
import { createParts } from '../composition/parts.ts'
import { type ActionRow, fromRow } from '../postgres/commit/action-row.ts'
import { openCommitter } from '../postgres/commit/group-commit.ts'
import { openDevices } from '../postgres/devices/devices.ts'
import { openBulkReading } from '../postgres/lists/bulk-reading.ts'
import { createDatabase } from './database.ts'
import { seedDevice, seedOrganization } from './seed.ts'
import { createTestWebhooks } from './test-webhooks.ts'

/** The outcome of a use case; throws if it is a refusal. */
export function done<T>(outcome: T | Refused): T {
  if (isRefused(outcome)) throw new Error(JSON.stringify(outcome))
  return outcome
}

const takesAll = { send: async () => ({ accepted: 'OK' }) }

/** The use cases over a real database. The test moves the clock and reports results for the devices. */
export async function openScene({ mailer = takesAll }: { readonly mailer?: Pick<Mailer, 'send'> } = {}) {
  const onError = () => (error: unknown) => {
    throw error
  }
  const { keep, close } = createParts(onError())
  const database = keep(await createDatabase())
  let now = Date.parse('2026-11-24T09:30:00.000Z')
  const clock = { now: () => now }
  const notices: Notice[] = []
  const feed = {
    publish: (notice: Notice) => void notices.push(notice),
    subscribe: () => () => {},
  }
  const core = openCore({
    databaseUrl: database.appUrl,
    clock,
    feed,
    mailer,
    authority: { pin: 'pin' },
    webhooks: createTestWebhooks(),
    serverAddresses: () => [],
    callersFresh: 0,
    keep,
    onError,
  })
  const { app, pool, ports, resets, reviewBulk } = core
  const { ledger } = ports
  const commits: Committed[] = []
  const onCommitted = (committed: Committed) => void commits.push(committed)
  core.commits.add(onCommitted)
  const dueNow = async () => {
    for (const task of core.dueTasks) await task()
  }
  const devices = openDevices({ pool, process: randomUUID(), feed })
  const receiveReport = receiveState({ devices, ledger, feed, clock })
  const receive = receiveResult({ ledger, remarks: limitRemarks(clock) })

  const action = async (id: string): Promise<Action> => {
    const text = 'SELECT to_json(a) AS row FROM response_action a WHERE id = $1'
    const [found] = await pool.query<{ row: ActionRow }>(text, [id])
    if (!found) throw new Error(`no action ${id}`)
    return fromRow(found.row)
  }
  const reports = async ({ organization, id, device }: Action, result: DeviceResult) => {
    const ids = commandIds(id)
    const commandId = result.kind === 'verified' ? ids.verify : ids.execute
    const received = { commandId, actionId: id, result, payload: Buffer.from('{}') }
    await receive({ organization, device: device ?? '' }, received)
    return action(id)
  }

  return {
    pool,
    clock,
    ledger,
    ports,
    notices,
    /** Every commit of this scene so far. */
    commits,
    /** The committer of another process. */
    openLedger: () => openCommitter({ url: database.appUrl, clock, onCommitted }),
    /** Advances the clock and runs the due work. */
    async wait(seconds: number) {
      now += 1000 * seconds
      await dueNow()
    },
    dueNow,
    /** Takes a bulk's next rollout step. */
    reviewBulk,
    bulks: openBulkReading(pool),
    /** Resolves when the outcomes of all messages in progress are recorded. */
    mailed: () => resets.close(),
    action,
    actions: async (organization: string, condition = 'true'): Promise<Action[]> => {
      const text = `SELECT to_json(a) AS row FROM response_action a
        WHERE organization_id = $1 AND ${condition} ORDER BY submitted_at, id`
      return (await pool.query<{ row: ActionRow }>(text, [organization])).map(({ row }) => fromRow(row))
    },
    kinds: async ({ organization, id }: Action): Promise<string[]> => {
      const text =
        'SELECT kind FROM audit_event WHERE organization_id = $1 AND action_id = $2 ORDER BY sequence'
      return (await pool.query<{ kind: string }>(text, [organization, id])).map(({ kind }) => kind)
    },
    events: async (organization: string, kind: string): Promise<Record<string, unknown>[]> => {
      const text =
        'SELECT canonical FROM audit_event WHERE organization_id = $1 AND kind = $2 ORDER BY sequence'
      const rows = await pool.query<{ canonical: string }>(text, [organization, kind])
      return rows.map(({ canonical }) => JSON.parse(canonical))
    },
    /** The device claims the action and reports it completed. */
    async runs(action: Action, output: null | { readonly [key: string]: string } = null) {
      await reports(action, { kind: 'claim' })
      return reports(action, { kind: 'completed', output, at: null })
    },
    /** The device reports this containment state. */
    states: (
      organization: string,
      device: string,
      containment: Partial<ReportedContainment>,
      at = null as string | null,
    ) =>
      receiveReport(
        { organization, device },
        {
          at,
          hostname: null,
          platform: null,
          agentVersion: null,
          ipAddresses: null,
          containment: {
            isolated: false,
            isolatedSince: null,
            blockedAddresses: [],
            quarantinedFiles: [],
            ...containment,
          },
        },
      ),
    reports,
    claims: (action: Action) => reports(action, { kind: 'claim' }),
    fails: (action: Action) =>
      reports(action, { kind: 'failed', code: 'AGENT_ERROR', message: 'no', output: null }),
    verifies: (action: Action, passed: boolean | null = true) =>
      reports(action, { kind: 'verified', passed, evidence: { seen: passed } }),
    async organization() {
      const seeded = await seedOrganization(pool)
      const alice = await seeded.person('alice', 'ANALYST')
      const bob = await seeded.person('bob', 'ANALYST')
      return {
        id: seeded.id,
        person: seeded.person,
        alice,
        bob,
        ada: await seeded.person('ada', 'ADMIN'),
        ines: await seeded.person('ines', 'INTEGRATION'),
        device: async (about = {}) => (await seedDevice(ledger, seeded.id, about)).id,
        submit: async (
          device: string | undefined,
          wanted: Parameters<Application['submitAction']>[1]['action'],
          extra: object = {},
          by: Caller = alice,
        ) =>
          done(
            await app.submitAction(by, {
              device,
              action: wanted,
              justification: 'It beacons to a known address.',
              ...extra,
            }),
          ),
        approve: async ({ id }: Action, by: Caller = bob) => done(await app.approveAction(by, { id })),
        reject: async ({ id }: Action, by: Caller = bob) => done(await app.rejectAction(by, { id })),
        cancel: async ({ id }: Action, by: Caller = alice) => done(await app.cancelAction(by, { id })),
      }
    },
    close,
  }
}
export type Scene = Awaited<ReturnType<typeof openScene>>
