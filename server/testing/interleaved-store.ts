import type { OpenCommand } from '#app/device/device-ports.ts'
import type { DueActions } from '#app/due-ports.ts'
import { type Change, type Clock, type Committed, type Ledger, Unavailable } from '#app/ports.ts'
import { type Action, hasEnded, verificationOf } from '#domain/action/action.ts'
import { laneOf } from '#domain/catalog/action-types.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import { emptyLedger, type LedgerHead } from '#domain/ledger/ledger.ts'
import { defaultSettings, type Settings } from '#domain/settings/settings.ts'
import { createTurns } from '#flow/turns.ts'
import {
  type BatchState,
  type BatchWrites,
  indexAction,
  type LedgerLine,
  noActions,
  type StoredAction,
} from '../postgres/commit/batch-state.ts'
import { openChangeTrace } from '../postgres/commit/change-trace.ts'
import { decideOn } from '../postgres/commit/staged.ts'
import { recordKinds } from '../postgres/commit/tables.ts'

export const organization = '00000000-0000-4000-8000-000000000001'

/** Resolves when the test's scheduler lets the labelled step happen. */
export type Step = (label: string) => Promise<void>

/** A process of the service. It does nothing more once it has died. */
export interface Life {
  isAlive: boolean
}

/**
 * One organization's rows in memory, with the committer's own decisions. As in PostgreSQL, a change holds the ledger's
 * head from its reads to its commit, and a change of a process that dies before its commit has no effect.
 */
export function createInterleavedStore(step: Step, clock: Clock, settings: Settings = defaultSettings) {
  const actions = new Map<string, StoredAction>()
  const records: BatchState['records'] = new Map(recordKinds.map(kind => [kind, new Map()]))
  const lines: LedgerLine[] = []
  const heads = createTurns()
  let head: LedgerHead = emptyLedger

  function load(): BatchState {
    const loaded = noActions()
    const openActions = new Map<string, number>()
    for (const stored of actions.values()) {
      indexAction(loaded, stored)
      const { device } = stored.action
      if (device !== null && !hasEnded(stored.action))
        openActions.set(device, (openActions.get(device) ?? 0) + 1)
    }
    return {
      organizations: new Map([[organization, { head, settings }]]),
      actions: loaded,
      tallies: new Map(),
      records: new Map([...records].map(([kind, rows]) => [kind, new Map(rows)])),
      openActions,
      automaticActions: new Map(),
    }
  }

  function save(state: BatchState, written: BatchWrites): void {
    for (const [id, stored] of written.actions) actions.set(id, stored)
    for (const [kind, rows] of written.records)
      for (const [id, row] of rows) records.get(kind)?.set(id, row as never)
    lines.push(...written.lines)
    head = state.organizations.get(organization)?.head ?? head
  }

  const ledgerOf = (life: Life, onCommitted: (committed: Committed) => void): Ledger => ({
    async commit<T>(change: Change<T>): Promise<T> {
      const answer = await heads.run('', async () => {
        await step('read')
        const state = load()
        const written: BatchWrites = {
          lines: [],
          actions: new Map(),
          records: new Map(recordKinds.map(kind => [kind, new Map()])),
          settings: new Map(),
          committed: new Map(),
        }
        const outcome = decideOn(state, written, change, clock.now(), openChangeTrace(organization))
        await step('commit')
        if (!life.isAlive) throw new Unavailable('the process died before its commit')
        save(state, written)
        return { outcome, committed: [...written.committed.values()] }
      })
      await step('answer')
      if (!life.isAlive) throw new Unavailable('the process died after its commit')
      for (const committed of answer.committed) onCommitted({ ...committed, bulks: [...committed.bulks] })
      return answer.outcome
    },
  })

  const dueActions: DueActions = {
    async due(now) {
      await step('find due work')
      return [...actions.values()].flatMap(({ action, dueAt }) =>
        dueAt === null || dueAt > now
          ? []
          : [
              {
                organization,
                action: action.id,
                device: action.device,
                effectEnds: false,
                resets: null,
                submitterMayAct: true,
              },
            ],
      )
    },
  }

  return {
    lines,
    ledgerOf,
    dueActions,
    actions: (): readonly Action[] => [...actions.values()].map(({ action }) => action),
    device: (id: string) => records.get('device')?.get(id) as DeviceRecord | undefined,
    putDevice: (device: DeviceRecord) => void records.get('device')?.set(device.id, device),
    async openCommands(devices: readonly string[]): Promise<ReadonlyMap<string, readonly OpenCommand[]>> {
      await step('read open commands')
      const found = [...actions.values()].map(({ action }) => action)
      return new Map(
        devices.map(device => [device, commandsFor(found.filter(action => action.device === device))]),
      )
    },
  }
}

/** The first open action of each lane, and the verifications that have been requested. */
function commandsFor(actions: readonly Action[]): readonly OpenCommand[] {
  const firsts = new Map<string | null, OpenCommand>()
  const inOrder = [...actions].sort((a, b) => placeOf(a) - placeOf(b))
  for (const action of inOrder) {
    const { status } = action.life
    const lane = laneOf(action.requested.type)
    if (firsts.has(lane)) continue
    if (status === 'EXECUTING') firsts.set(lane, { kind: 'grant', action })
    if (status === 'QUEUED') firsts.set(lane, { kind: 'execute', action, submitterMayAct: true })
  }
  const verifies = actions.flatMap((action): OpenCommand[] => {
    const verification = verificationOf(action)
    return verification?.status === 'SCHEDULED' && verification.tries.attempts > 0
      ? [{ kind: 'verify', action }]
      : []
  })
  return [...firsts.values(), ...verifies]
}

/** What executes comes before what is queued. */
const placeOf = ({ life }: Action): number =>
  life.status === 'EXECUTING' ? 0 : 'queued' in life && life.queued ? life.queued.sequence : 0
