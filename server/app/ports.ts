import type { Action, ActionEvent, ActionStatus } from '#domain/action/action.ts'
import type { ArtifactRecord } from '#domain/action/artifact.ts'
import type { Tally } from '#domain/bulk/bulk.ts'
import type { ResponseRuleRecord } from '#domain/detection/response-rule.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import type { AuditEventKind, Json } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'
import type { Records } from '#domain/records.ts'
import type { Settings } from '#domain/settings/settings.ts'
import type { SettingsChangeRecord } from '#domain/settings/settings-change.ts'
import type { WebhookRecord } from '#domain/webhook/webhook.ts'
import type { Allowance } from '#flow/sliding-window.ts'

/** PostgreSQL could not be reached, or the connection was lost. The change may or may not have been committed. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** The rows that a change reads, by id. A row that is missing or belongs to another organization is null. */
export type Reads = { readonly [K in keyof Records]?: readonly string[] } & {
  readonly action?: readonly string[]
  /** Devices whose open actions are counted. */
  readonly openActionsOf?: readonly string[]
  /** Devices whose open actions are loaded, oldest first. */
  readonly everyOpenActionOf?: readonly string[]
  /** Actions of bulks, in the order in which they were submitted. */
  readonly ofBulk?: readonly OfBulk[]
  /** Bulks whose actions are counted as last committed, without earlier changes of the same batch. */
  readonly tallyOf?: readonly string[]
  /** All response rules of the organization. */
  readonly everyRule?: true
  /** All pending settings changes of the organization. */
  readonly pendingSettingsChanges?: true
  /** All webhooks of the organization. */
  readonly everyWebhook?: true
  /** Counts the automatic actions of the last hour. */
  readonly automaticActions?: true
  /** People whose devices are loaded. */
  readonly devicesOf?: readonly string[]
  /** Actions whose artifacts are loaded. */
  readonly artifactsOf?: readonly string[]
  /** Devices whose effects in force are loaded. */
  readonly inForceOn?: readonly string[]
  /** Actions; other actions with an effect or a scheduled verification on the same target are loaded. */
  readonly effectsBeside?: readonly string[]
}

export interface OfBulk {
  readonly bulk: string
  readonly statuses: readonly ActionStatus[]
  /** Only the first so many actions that the rollout holds, in order of submission. */
  readonly heldBack?: number
}

/** The target of an isolation, a block or their inverses: see `effectTarget` in #domain/action/effects.ts. */
export interface EffectPlace {
  readonly device: string
  readonly target: string
}

/** A ledger event outside an action's life cycle. */
export interface OtherEvent {
  readonly kind: Exclude<AuditEventKind, ActionEvent['kind']>
  readonly data: { readonly [key: string]: Json }
  /** The device that it concerns, for filters. */
  readonly device?: string
  /** The action during which it happened. */
  readonly action?: string
}

/** One organization's rows as a change sees them, including earlier changes of the same batch. */
export interface Transaction {
  readonly organization: string
  readonly now: number
  readonly settings: Settings
  action(id: string): Action | null
  /** Null if there is no such row. Throws if `reads` did not declare the row, which is a bug. */
  find<K extends keyof Records>(kind: K, id: string): Records[K] | null
  openActions(device: string): number
  everyOpenAction(device: string): readonly Action[]
  /** The bulk's actions that were loaded or submitted, in order of submission. */
  ofBulk(bulk: string): readonly Action[]
  tally(bulk: string): Tally
  /** The sequence of the ledger's latest event. */
  readonly sequence: number
  /** Oldest first. */
  everyRule(): readonly ResponseRuleRecord[]
  /** Oldest first. */
  pendingSettingsChanges(): readonly SettingsChangeRecord[]
  /** Webhooks that are not deleted. */
  everyWebhook(): readonly WebhookRecord[]
  automaticActions(): number
  devicesOf(person: string): readonly DeviceRecord[]
  artifactsOf(action: string): readonly ArtifactRecord[]
  /** The device's actions whose isolation or block is in force. */
  effectsInForce(device: string): readonly Action[]
  /** Actions with an effect or a scheduled verification on this target. */
  effects(place: EffectPlace): readonly Action[]
  /** Appends the event to the ledger and applies it to the action. Returns the resulting action. */
  apply(action: string, event: ActionEvent, actor: Actor): Action
  append(event: OtherEvent, actor: Actor): void
  put<K extends keyof Records>(kind: K, record: Records[K]): void
  /**
   * Replaces the parts of an action's row that the ledger does not record: verification tries, effect, hold and due
   * time (ms).
   */
  updateUnlogged(action: Action, dueAt: number | null): void
  change(settings: Settings): void
}

export interface Change<T> {
  readonly organization: string
  readonly reads: Reads
  /** Approximate bytes written; default 4 KiB. Keeps batches under 8 MiB. */
  readonly bytes?: number
  /** Must be pure and synchronous; it may run more than once. An exception fails only this change. */
  decide(transaction: Transaction): T
}

export interface Ledger {
  /**
   * Runs `decide` and commits. Resolves with its result once the change is durable. Rejects with `Unavailable` if the
   * database is unreachable, or with the exception of `decide`.
   */
  commit<T>(change: Change<T>): Promise<T>
}

/** A read-only transaction. */
export type Snapshot = Omit<Transaction, 'apply' | 'append' | 'put' | 'updateUnlogged' | 'change'>

export interface Snapshots {
  /** Reads an organization's rows as last committed, without taking the ledger's lock or waiting for it. */
  read<T>(query: SnapshotQuery<T>): Promise<T>
}

export interface SnapshotQuery<T> {
  readonly organization: string
  readonly reads: Reads
  evaluate(snapshot: Snapshot): T
}

/** The content of a commit for notices and wake-ups. Notices may be lost, so subscribers also poll. */
export interface Committed {
  readonly organization: string
  /** The ledger's latest sequence. */
  readonly sequence: number
  /** Devices whose commands may have changed. */
  readonly devices: readonly string[]
  /** Actions queued on devices without other open actions. They can be sent without reading the database again. */
  readonly ready: readonly Action[]
  /** Actions that this commit completed, failed or cancelled. */
  readonly ended: readonly Action[]
  /** Bulks that changed, or whose actions changed. */
  readonly bulks: readonly string[]
  /** Instants (ms) at which work falls due. */
  readonly due: readonly number[]
}

/** Limits each caller's work across all processes. Its promises never reject. */
export interface RateLimit {
  readonly limit: number
  take(caller: string, amount: number): Promise<Allowance>
}
