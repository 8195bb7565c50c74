import { randomUUID } from 'node:crypto'
import { approveAction, cancelAction, rejectAction } from '#app/action/decide-action.ts'
import { runDueWork } from '#app/action/due-work.ts'
import { limitRemarks, receiveResult } from '#app/action/receive-result.ts'
import { submitAction } from '#app/action/submit-action.ts'
import { reviewBulk } from '#app/bulk/review-bulk.ts'
import { lookAtDueBulks } from '#app/bulk/watch-bulks.ts'
import { receiveState } from '#app/device/receive-state.ts'
import { openPasswordResets } from '#app/people/reset-passwords.ts'
import type { Committed, Mailer, Notice, ReportedContainment } from '#app/ports.ts'
import { expireSettingsChanges } from '#app/settings/decide-settings-change.ts'
import type { Action } from '#domain/action/action.ts'
import { commandIds } from '#domain/action/command-ids.ts'
import type { DeviceResult } from '#domain/action/execution.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused, type Refused } from '#domain/refusal.ts'
import { openCallers } from '../postgres/callers/callers.ts'
import { openDirectory } from '../postgres/callers/directory.ts'
import { type ActionRow, fromRow } from '../postgres/commit/action-row.ts'
import { openCommitter } from '../postgres/commit/group-commit.ts'
import { openDevices } from '../postgres/devices/devices.ts'
import { openDueActions, openDueBulks, openDueSettingsChanges } from '../postgres/devices/due-actions.ts'
import { openBulkReading } from '../postgres/lists/bulk-reading.ts'
import { openPool } from '../postgres/pool/pool.ts'
import { createDatabase } from './database.ts'
import { seedDevice, seedOrganization } from './seed.ts'

/** What was done, or a failed test that says what was refused. */
export function done<T>(outcome: T | Refused): T {
  if (isRefused(outcome)) throw new Error(JSON.stringify(outcome))
  return outcome
}

const takesAll = { send: async () => ({ accepted: 'OK' }) }

/** The use cases over a real database, with a clock that the test moves and devices that it speaks for. */
export async function openScene({ mailer = takesAll }: { readonly mailer?: Pick<Mailer, 'send'> } = {}) {
  const database = await createDatabase()
  const pool = openPool(database.appUrl)
  let now = Date.parse('2026-11-24T09:30:00.000Z')
  const clock = { now: () => now }
  const told: Committed[] = []
  const onCommitted = (committed: Committed) => void told.push(committed)
  const openLedger = () => openCommitter({ url: database.appUrl, clock, onCommitted })
  const ledger = openLedger()
  const callers = openCallers({ pool, newId: randomUUID, fresh: 0 })
  const directory = { ...openDirectory(pool), samePerson: callers.samePerson }
  const ports = { ledger, directory, newId: randomUUID, serverAddresses: () => [], clock }
  const onError = (error: unknown) => {
    throw error
  }
  const resets = openPasswordResets({ ledger, mailer, onError })
  const look = reviewBulk({ ledger })
  const dueOfActions = runDueWork({ ...ports, since: now, dueActions: openDueActions(pool), resets })
  const dueOfBulks = lookAtDueBulks({ clock, look, dueBulks: openDueBulks(pool) })
  const dueOfSettings = expireSettingsChanges({
    ledger,
    clock,
    dueSettingsChanges: openDueSettingsChanges(pool),
  })
  const dueNow = async () => {
    await dueOfActions()
    await dueOfBulks()
    await dueOfSettings()
  }
  const notices: Notice[] = []
  const feed = { publish: (notice: Notice) => void notices.push(notice) }
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
    told,
    /** Another process's. */
    openLedger,
    /** Time passes and what falls due meanwhile is done at its end. */
    async wait(seconds: number) {
      now += 1000 * seconds
      await dueNow()
    },
    dueNow,
    /** What a change of a bulk's actions leads to. */
    look,
    bulks: openBulkReading(pool),
    /** What became of the messages under way is written down. */
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
    /** The device claims the action and says that it is done. */
    async runs(given: Action, output: null | { readonly [key: string]: string } = null) {
      await reports(given, { kind: 'claim' })
      return reports(given, { kind: 'completed', output, at: null })
    },
    reports,
    /** A device says how it is contained. */
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
    notices,
    claims: (given: Action) => reports(given, { kind: 'claim' }),
    fails: (given: Action) =>
      reports(given, { kind: 'failed', code: 'AGENT_ERROR', message: 'no', output: null }),
    verifies: (given: Action, passed: boolean | null = true) =>
      reports(given, { kind: 'verified', passed, evidence: { seen: passed } }),
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
          wanted: Parameters<ReturnType<typeof submitAction>>[1]['action'],
          extra: object = {},
          by: Caller = alice,
        ) =>
          done(
            await submitAction(ports)(by, {
              device,
              action: wanted,
              justification: 'It beacons to a known address.',
              ...extra,
            }),
          ),
        approve: async ({ id }: Action, by: Caller = bob) =>
          done(await approveAction(ports)(by, { action: id })),
        reject: async ({ id }: Action, by: Caller = bob) =>
          done(await rejectAction(ports)(by, { action: id })),
        cancel: async ({ id }: Action, by: Caller = alice) =>
          done(await cancelAction(ports)(by, { action: id })),
      }
    },
    async close() {
      await ledger.close()
      await pool.close()
      await database.close()
    },
  }
}
export type Scene = Awaited<ReturnType<typeof openScene>>
