import type { Change, EffectPlace, OtherEvent, SnapshotQuery, Transaction } from '#app/ports.ts'
import { type Action, type ActionEvent, hasEnded, type Submission } from '#domain/action/action.ts'
import type { ArtifactRecord } from '#domain/action/artifact.ts'
import { canStillChange, effectTarget } from '#domain/action/effects.ts'
import { evolve } from '#domain/action/evolve.ts'
import { ledgerData } from '#domain/action/ledger-data.ts'
import { dueAt } from '#domain/action/passing-time.ts'
import type { BulkActionRecord, Tally } from '#domain/bulk/bulk.ts'
import type { ResponseRuleRecord } from '#domain/detection/response-rule.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import { type LedgerHead, seal } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'
import type { Records } from '#domain/records.ts'
import type { Settings } from '#domain/settings/settings.ts'
import type { SettingsChangeRecord } from '#domain/settings/settings-change.ts'
import type { WebhookRecord } from '#domain/webhook/webhook.ts'
import {
  type Actions,
  type BatchState,
  type BatchWrites,
  indexAction,
  type LedgerLine,
  noActions,
  type Organization,
} from './batch-state.ts'
import type { ChangeTrace } from './change-trace.ts'
import { StagedRecords } from './staged-records.ts'
import type { RecordKind } from './tables.ts'

type Entry = {
  readonly kind: OtherEvent['kind'] | ActionEvent['kind']
  readonly data: OtherEvent['data']
}

/** Whether auto-response submitted it in response to a detection, which excludes the server's inverses. */
const isAutomatic = ({ origin, requested: { type } }: Action): boolean =>
  origin === 'AUTO_RESPONSE' && type !== 'UNISOLATE_DEVICE' && type !== 'UNBLOCK_IP'

/** Events after which the device's commands may differ. */
const changesCommands = new Set<ActionEvent['kind']>([
  'ACTION_QUEUED',
  'ACTION_COMPLETED',
  'ACTION_FAILED',
  'ACTION_CANCELLED',
])

const endings = new Set<ActionEvent['kind']>(['ACTION_COMPLETED', 'ACTION_FAILED', 'ACTION_CANCELLED'])

const byCreation = (a: ResponseRuleRecord, b: ResponseRuleRecord): number =>
  a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1

/**
 * Decides one change. Its effects are staged and merged into the batch state only when `decide` returns, so a change that
 * throws does not affect later ones of the batch.
 */
export function decideOn<T>(
  batch: BatchState,
  written: BatchWrites,
  change: Change<T>,
  clock: number,
  trace: ChangeTrace,
): T {
  const organization = batch.organizations.get(change.organization)
  if (!organization) throw new Error(`organization ${change.organization} is not loaded`)
  const staged = new Staged(batch, change, organization, clock, trace)
  const outcome = change.decide(staged)
  staged.join(written)
  trace.decided(() => staged.kinds)
  return outcome
}

/** Evaluates a query on the loaded rows. */
export function evaluateOn<T>(
  batch: BatchState,
  { organization: id, reads, evaluate }: SnapshotQuery<T>,
  clock: number,
): T {
  const organization = batch.organizations.get(id)
  if (!organization) throw new Error(`organization ${id} is not loaded`)
  return evaluate(new Staged(batch, { organization: id, reads }, organization, clock))
}

/** A class instead of closures, because one is created for each change, and a dozen closures would dominate the cost. */
class Staged implements Transaction {
  readonly organization: string
  readonly now: number
  /** ISO 8601 in UTC with milliseconds. */
  readonly #at: string
  readonly #batch: BatchState
  readonly #counted: ReadonlySet<string>
  readonly #trace: ChangeTrace | null
  readonly #before: Settings
  #settings: Settings
  #head: LedgerHead
  readonly #actions: Actions = noActions()
  readonly #lines: LedgerLine[] = []
  readonly #records: StagedRecords
  readonly #opened = new Map<string, number>()
  readonly #devices: string[] = []
  readonly #ended: Action[] = []
  readonly #bulks = new Set<string>()
  #automatic = 0

  constructor(
    batch: BatchState,
    { organization, reads }: Pick<Change<unknown>, 'organization' | 'reads'>,
    { head, settings }: Organization,
    clock: number,
    trace: ChangeTrace | null = null,
  ) {
    this.organization = organization
    this.#trace = trace
    this.now = Math.max(clock, head.at)
    this.#at = new Date(this.now).toISOString()
    this.#batch = batch
    this.#counted = new Set(reads.openActionsOf)
    this.#records = new StagedRecords(batch, organization, reads)
    this.#before = settings
    this.#settings = settings
    this.#head = head
  }

  get settings(): Settings {
    return this.#settings
  }

  get sequence(): number {
    return this.#head.sequence
  }

  /** The kinds of the ledger events so far. */
  get kinds(): readonly string[] {
    return this.#lines.map(({ entry }) => entry.kind)
  }

  action(id: string): Action | null {
    const kept = this.#actions.byId.get(id) ?? this.#batch.actions.byId.get(id)
    return kept?.action.organization === this.organization ? kept.action : null
  }

  find<K extends RecordKind>(kind: K, id: string): Records[K] | null {
    return this.#records.find(kind, id)
  }

  openActions(device: string): number {
    return (this.#batch.openActions.get(device) ?? 0) + (this.#opened.get(device) ?? 0)
  }

  everyOpenAction(device: string): readonly Action[] {
    return this.#among('onDevice', device)
      .filter(found => !hasEnded(found))
      .sort((a, b) => (a.submittedAt < b.submittedAt ? -1 : 1))
  }

  ofBulk(bulk: string): readonly Action[] {
    return this.#among('inBulk', bulk).sort((a, b) => a.sequence - b.sequence)
  }

  tally(bulk: string): Tally {
    return this.#batch.tallies.get(bulk) ?? []
  }

  everyRule(): readonly ResponseRuleRecord[] {
    return this.#records
      .every('responseRule')
      .filter(rule => rule.deletedAt === null)
      .sort(byCreation)
  }

  everyWebhook(): readonly WebhookRecord[] {
    return this.#records.every('webhook').filter(webhook => webhook.deletedAt === null)
  }

  pendingSettingsChanges(): readonly SettingsChangeRecord[] {
    return this.#records
      .every('settingsChange')
      .filter(({ state }) => state === 'PENDING')
      .sort((a, b) =>
        a.proposedAt < b.proposedAt || (a.proposedAt === b.proposedAt && a.id < b.id) ? -1 : 1,
      )
  }

  automaticActions(): number {
    return (this.#batch.automaticActions.get(this.organization) ?? 0) + this.#automatic
  }

  devicesOf(person: string): readonly DeviceRecord[] {
    return this.#records.every('device').filter(device => device.personId === person)
  }

  artifactsOf(action: string): readonly ArtifactRecord[] {
    return this.#records.every('artifact').filter(artifact => artifact.actionId === action)
  }

  effectsInForce(device: string): readonly Action[] {
    return this.#among('onDevice', device).filter(({ effect }) => effect?.status === 'IN_FORCE')
  }

  effects({ device, target }: EffectPlace): readonly Action[] {
    return this.#among('onDevice', device).filter(
      found => effectTarget(found.requested) === target && canStillChange(found),
    )
  }

  apply(id: string, event: ActionEvent, actor: Actor): Action {
    const previous = this.action(id)
    const device = previous?.device ?? (event.kind === 'ACTION_SUBMITTED' ? event.submission.device : null)
    this.#chain({ kind: event.kind, data: ledgerData(event) }, actor, id, device)
    const before = previous ?? (event.kind === 'ACTION_SUBMITTED' ? this.#undone(event.submission) : null)
    const evolved = evolve(previous, { sequence: this.sequence, at: this.#at, actor, event })
    const next = this.#traced(evolved, before)
    indexAction(this.#actions, { action: next, dueAt: dueAt(next) })
    if (!previous) {
      this.#count(device, 1)
      if (isAutomatic(next)) this.#automatic++
    } else if (hasEnded(next) && !hasEnded(previous)) this.#count(device, -1)
    if (endings.has(event.kind)) this.#ended.push(next)
    if (device && changesCommands.has(event.kind)) this.#devices.push(device)
    if (next.bulk) this.#bulks.add(next.bulk)
    return next
  }

  append({ kind, data, device, action }: OtherEvent, actor: Actor): void {
    this.#chain({ kind, data }, actor, action ?? null, device ?? null)
  }

  put<K extends RecordKind>(kind: K, record: Records[K]): void {
    this.#records.put(kind, record)
  }

  updateUnlogged(action: Action, dueAt: number | null): void {
    indexAction(this.#actions, { action: this.#traced(action, action), dueAt })
    if (action.device) this.#devices.push(action.device)
    if (action.bulk) this.#bulks.add(action.bulk)
  }

  change(settings: Settings): void {
    this.#settings = settings
  }

  /** Merges the staged effects into the batch state and the batch's writes. */
  join(written: BatchWrites): void {
    this.#tell(written)
    const { organization } = this
    const batch = this.#batch
    batch.organizations.set(organization, { head: this.#head, settings: this.#settings })
    if (this.#settings !== this.#before) written.settings.set(organization, this.#settings)
    for (const [id, kept] of this.#actions.byId) {
      indexAction(batch.actions, kept)
      written.actions.set(id, kept)
    }
    for (const [kind, record] of this.#records.written) {
      batch.records.get(kind)?.set(record.id, record)
      written.records.get(kind)?.set(record.id, record)
    }
    for (const [device, by] of this.#opened)
      batch.openActions.set(device, (batch.openActions.get(device) ?? 0) + by)
    if (this.#automatic > 0) batch.automaticActions.set(organization, this.automaticActions())
    for (const line of this.#lines) written.lines.push(line)
  }

  #tell({ committed }: BatchWrites): void {
    const { organization } = this
    const growth = committed.get(organization) ?? {
      organization,
      sequence: 0,
      devices: [],
      ready: [],
      ended: [],
      bulks: new Set(),
      due: [],
    }
    committed.set(organization, growth)
    growth.sequence = this.sequence
    growth.ended.push(...this.#ended)
    for (const device of this.#devices) if (this.#waits(device)) growth.devices.push(device)
    for (const bulk of this.#bulks) growth.bulks.add(bulk)
    for (const { action, dueAt } of this.#actions.byId.values()) {
      if (this.#isReady(action)) growth.ready.push(action)
      if (dueAt !== null) growth.due.push(dueAt)
    }
    for (const [kind, record] of this.#records.written) {
      if (kind === 'settingsChange') {
        const { state, expiresAt } = record as SettingsChangeRecord
        if (state === 'PENDING') growth.due.push(Date.parse(expiresAt))
      }
      if (kind !== 'bulkAction') continue
      const { id, dueAt } = record as BulkActionRecord
      growth.bulks.add(id)
      if (dueAt !== null) growth.due.push(Date.parse(dueAt))
    }
  }

  /** @param before the action's previous state, or the action whose effect it undoes */
  #traced(action: Action, before: Action | null): Action {
    const traceparent = this.#trace?.follow(before?.traceparent ?? null) ?? null
    return traceparent === action.traceparent ? action : { ...action, traceparent }
  }

  #undone({ undoes }: Submission): Action | null {
    return undoes === null ? null : this.action(undoes)
  }

  #among(index: 'onDevice' | 'inBulk', key: string): Action[] {
    const ids = [...(this.#batch.actions[index].get(key) ?? []), ...(this.#actions[index].get(key) ?? [])]
    return [...new Set(ids)].flatMap(id => this.action(id) ?? [])
  }

  #chain(entry: Entry, actor: Actor, action: string | null, device: string | null): void {
    const { organization } = this
    const sequence = this.#head.sequence + 1
    const previousHash = this.#head.hash
    const sealed = seal({ ...entry, action, actor, at: this.#at, organization, previousHash, sequence })
    this.#head = { sequence, hash: sealed.hash, at: this.now }
    this.#lines.push({ ...sealed, device })
  }

  #count(device: string | null, by: 1 | -1): void {
    if (device) this.#opened.set(device, (this.#opened.get(device) ?? 0) + by)
  }

  /** Whether a device may have open actions. True if they were not counted. */
  #waits(device: string): boolean {
    return !this.#counted.has(device) || this.openActions(device) > 0
  }

  #isReady({ id, device, life, requested }: Action): boolean {
    return (
      life.status === 'QUEUED' &&
      life.queued.hold === null &&
      !this.#batch.actions.byId.has(id) &&
      device !== null &&
      this.#counted.has(device) &&
      this.openActions(device) === 1 &&
      // RUN_SCRIPT needs the script's body, which only the query of open commands loads.
      requested.type !== 'RUN_SCRIPT'
    )
  }
}
