import type { Change, Committed, OtherEvent, Transaction } from '#app/ports.ts'
import type { Action, ActionEvent } from '#domain/action.ts'
import { hasEnded } from '#domain/action.ts'
import type { Actor } from '#domain/actor.ts'
import type { Tally } from '#domain/bulk.ts'
import { effectTarget, isStanding } from '#domain/effects.ts'
import { evolve } from '#domain/evolve.ts'
import { type LedgerHead, type SealedEvent, seal } from '#domain/ledger.ts'
import { ledgerData } from '#domain/ledger-data.ts'
import { dueAt } from '#domain/passing-time.ts'
import type { BulkActionRecord, Records, ResponseRuleRecord } from '#domain/records.ts'
import type { Settings } from '#domain/settings.ts'
import type { RecordKind } from './tables.ts'

/** An action as its row is, or will be. */
export interface KeptAction {
  readonly action: Action
  readonly dueAt: number | null
}

export interface LedgerLine extends SealedEvent {
  readonly device: string | null
}

export interface Organization {
  readonly head: LedgerHead
  readonly settings: Settings
}

/** What was loaded for a batch, and what its changes have made of it so far. */
export interface World {
  readonly organizations: Map<string, Organization>
  readonly actions: Map<string, KeptAction>
  /** Ids of those actions by device and by bulk: with thousands, looking through all for each would take minutes. */
  readonly onDevice: Map<string, Set<string>>
  readonly inBulk: Map<string, Set<string>>
  readonly tallies: Map<string, Tally>
  readonly records: ReadonlyMap<RecordKind, Map<string, Records[RecordKind]>>
  readonly openActions: Map<string, number>
  /** Of the last hour, by organization. */
  readonly automaticActions: Map<string, number>
}

export function remember(
  { actions, onDevice, inBulk }: Pick<World, 'actions' | 'onDevice' | 'inBulk'>,
  kept: KeptAction,
): void {
  const { id, device, bulk } = kept.action
  actions.set(id, kept)
  if (device !== null) addTo(onDevice, device, id)
  if (bulk !== null) addTo(inBulk, bulk, id)
}

function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key)
  if (ids) ids.add(id)
  else index.set(key, new Set([id]))
}

/** What a commit will tell of one organization, while its batch is being decided. */
interface Told extends Committed {
  sequence: number
  readonly devices: string[]
  readonly ready: Action[]
  bulks: readonly string[]
  readonly due: number[]
}

/** What a batch will write. */
export interface Written {
  readonly lines: LedgerLine[]
  readonly actions: Map<string, KeptAction>
  readonly records: ReadonlyMap<RecordKind, Map<string, Records[RecordKind]>>
  readonly settings: Map<string, Settings>
  readonly committed: Map<string, Told>
}

/** What undoes the effect of one was not asked for by a detection. */
const isAutomatic = ({ origin, undoes }: Action): boolean => origin === 'AUTO_RESPONSE' && undoes === null

/** After these, what a device has to do next may be something else. */
const movesTheLane = new Set<ActionEvent['kind']>([
  'ACTION_QUEUED',
  'ACTION_COMPLETED',
  'ACTION_FAILED',
  'ACTION_CANCELLED',
])

/**
 * Decides one change on the world. What it does is staged and joins the world only when `decide` returns,
 * so that a change that throws leaves nothing to those after it in the batch.
 */
export function decideOn<T>(world: World, written: Written, change: Change<T>, clock: number): T {
  const { organization } = change
  const before = world.organizations.get(organization)
  if (!before) throw new Error(`organization ${organization} is not loaded`)
  const now = Math.max(clock, before.head.at)
  let head = before.head
  let settings = before.settings
  const lines: LedgerLine[] = []
  const staged = {
    actions: new Map<string, KeptAction>(),
    onDevice: new Map<string, Set<string>>(),
    inBulk: new Map<string, Set<string>>(),
  }
  const records: [RecordKind, Records[RecordKind]][] = []
  const opened = new Map<string, number>()
  let automatic = 0
  const devices: string[] = []
  const bulks = new Set<string>()

  const own = <V extends { readonly organizationId: string }>(value: V | undefined): V | null =>
    value?.organizationId === organization ? value : null
  const action = (id: string): Action | null => {
    const kept = staged.actions.get(id) ?? world.actions.get(id)
    return kept?.action.organization === organization ? kept.action : null
  }
  const among = (index: 'onDevice' | 'inBulk', key: string): Action[] =>
    [...new Set([...(world[index].get(key) ?? []), ...(staged[index].get(key) ?? [])])].flatMap(
      id => action(id) ?? [],
    )
  const chain = (
    entry: { kind: OtherEvent['kind'] | ActionEvent['kind']; data: OtherEvent['data'] },
    actor: Actor,
    id: string | null,
    device: string | null,
  ) => {
    const sequence = head.sequence + 1
    const at = new Date(now).toISOString()
    const sealed = seal({ ...entry, action: id, actor, at, organization, previousHash: head.hash, sequence })
    head = { sequence, hash: sealed.hash, at: now }
    lines.push({ ...sealed, device })
  }
  const count = (device: string | null, by: 1 | -1) => {
    if (device) opened.set(device, (opened.get(device) ?? 0) + by)
  }

  /** All of a kind that were loaded or have been put. */
  const every = <K extends RecordKind>(kind: K): Records[K][] => {
    const put = records.filter(([other]) => other === kind).map(([, { id }]) => id)
    const ids = new Set([...(world.records.get(kind)?.keys() ?? []), ...put])
    return [...ids].flatMap(id => transaction.find(kind, id) ?? [])
  }

  const transaction: Transaction = {
    organization,
    now,
    get settings() {
      return settings
    },
    action,
    find: <K extends RecordKind>(kind: K, id: string) => {
      const staged = records.findLast(([k, record]) => k === kind && record.id === id)?.[1]
      return own((staged ?? world.records.get(kind)?.get(id)) as Records[K] | undefined) as Records[K] | null
    },
    openActions: device => (world.openActions.get(device) ?? 0) + (opened.get(device) ?? 0),
    everyOpenAction: device =>
      among('onDevice', device)
        .filter(found => !hasEnded(found))
        .sort((a, b) => (a.submittedAt < b.submittedAt ? -1 : 1)),
    ofBulk: bulk => among('inBulk', bulk).sort((a, b) => a.sequence - b.sequence),
    tally: bulk => world.tallies.get(bulk) ?? [],
    get sequence() {
      return head.sequence
    },
    everyRule: () => {
      const rules = new Map<string, ResponseRuleRecord>()
      for (const record of world.records.get('responseRule')?.values() ?? [])
        rules.set(record.id, record as ResponseRuleRecord)
      for (const [kind, record] of records)
        if (kind === 'responseRule') rules.set(record.id, record as ResponseRuleRecord)
      return [...rules.values()]
        .filter(rule => rule.organizationId === organization && rule.deletedAt === null)
        .sort((a, b) => (a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1))
    },
    automaticActions: () => (world.automaticActions.get(organization) ?? 0) + automatic,
    devicesOf: person => every('device').filter(device => device.personId === person),
    artifactsOf: id => every('artifact').filter(artifact => artifact.actionId === id),
    effects: ({ device, target }) =>
      among('onDevice', device).filter(
        found => effectTarget(found.requested) === target && isStanding(found),
      ),
    apply: (id, event, actor) => {
      const previous = action(id)
      const device = previous?.device ?? (event.kind === 'ACTION_SUBMITTED' ? event.submission.device : null)
      chain({ kind: event.kind, data: ledgerData(event) }, actor, id, device)
      const next = evolve(previous, {
        sequence: head.sequence,
        at: new Date(now).toISOString(),
        actor,
        event,
      })
      remember(staged, { action: next, dueAt: dueAt(next) })
      if (!previous) {
        count(device, 1)
        if (isAutomatic(next)) automatic++
      } else if (hasEnded(next) && !hasEnded(previous)) count(device, -1)
      if (device && movesTheLane.has(event.kind)) devices.push(device)
      if (next.bulk) bulks.add(next.bulk)
      return next
    },
    append: ({ kind, data, device, action: about }, actor) =>
      chain({ kind, data }, actor, about ?? null, device ?? null),
    put: (kind, record) => records.push([kind, record]),
    keep: (kept, due) => {
      remember(staged, { action: kept, dueAt: due })
      if (kept.device) devices.push(kept.device)
      if (kept.bulk) bulks.add(kept.bulk)
    },
    change: next => {
      settings = next
    },
  }
  const outcome = change.decide(transaction)
  const counted = new Set(change.reads.openActionsOf)
  const { openActions } = transaction
  const waits = (device: string) => !counted.has(device) || openActions(device) > 0
  const isReady = ({ id, device, life, requested }: Action) =>
    life.status === 'QUEUED' &&
    life.queued.hold === null &&
    !world.actions.has(id) &&
    device !== null &&
    counted.has(device) &&
    openActions(device) === 1 &&
    // A script's body is read with the other open commands.
    requested.type !== 'RUN_SCRIPT'
  const ready = [...staged.actions.values()].flatMap(({ action }) => (isReady(action) ? [action] : []))

  world.organizations.set(organization, { head, settings })
  if (settings !== before.settings) written.settings.set(organization, settings)
  for (const [id, kept] of staged.actions) {
    remember(world, kept)
    written.actions.set(id, kept)
  }
  for (const [kind, record] of records) {
    world.records.get(kind)?.set(record.id, record)
    written.records.get(kind)?.set(record.id, record)
  }
  for (const [device, by] of opened) world.openActions.set(device, (world.openActions.get(device) ?? 0) + by)
  world.automaticActions.set(organization, (world.automaticActions.get(organization) ?? 0) + automatic)
  written.lines.push(...lines)
  const due = [...staged.actions.values()].flatMap(kept => kept.dueAt ?? [])
  for (const [kind, record] of records) {
    if (kind !== 'bulkAction') continue
    const { id, dueAt } = record as BulkActionRecord
    bulks.add(id)
    if (dueAt !== null) due.push(Date.parse(dueAt))
  }
  const told = written.committed.get(organization)
  if (!told) {
    written.committed.set(organization, {
      organization,
      sequence: head.sequence,
      devices: devices.filter(waits),
      ready,
      bulks: [...bulks],
      due,
    })
    return outcome
  }
  told.sequence = head.sequence
  told.devices.push(...devices.filter(waits))
  told.ready.push(...ready)
  told.bulks = [...new Set([...told.bulks, ...bulks])]
  told.due.push(...due)
  return outcome
}
