import type { Action, ActionEvent, ActionStatus } from '#domain/action/action.ts'
import type { ArtifactRecord } from '#domain/action/artifact.ts'
import type { Delivery } from '#domain/action/password-reset.ts'
import type { Tally } from '#domain/bulk/bulk.ts'
import type { Platform } from '#domain/catalog/action-types.ts'
import type { Interpreter } from '#domain/catalog/script.ts'
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

// ---- writing ----------------------------------------------------------------------------------------------------

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

// ---- notices ----------------------------------------------------------------------------------------------------

export type Notice =
  | {
      readonly kind: 'grown'
      readonly organization: string
      readonly sequence: number
      readonly devices: readonly string[]
      readonly bulks: readonly string[]
    }
  | { readonly kind: 'presence'; readonly organization: string; readonly device: string }
  /** The device has a new connection: connections with an earlier epoch must end in every process. */
  | { readonly kind: 'connected'; readonly device: string; readonly epoch: number }
  /** The device's connection must end in every process. */
  | { readonly kind: 'revoked'; readonly device: string }
  /** Connections authenticated with this account's key must end in every process. */
  | { readonly kind: 'keyRevoked'; readonly account: string }

/**
 * Notices between processes: delivered to this process immediately, and to others at most once. They contain only ids;
 * receivers read the content from the database.
 */
export interface ChangeFeed {
  publish(notice: Notice): void
  subscribe(listener: (notice: Notice) => void): () => void
}

export interface Timers {
  /** Wakes one process soon after each of these times (ms). Idempotent; a wake-up may be lost. */
  wakeAt(instants: readonly number[]): void
}

// ---- devices ----------------------------------------------------------------------------------------------------

/** A command that its device has not answered yet. */
export type OpenCommand = (
  | { readonly kind: 'execute'; readonly action: Action; readonly submitterMayAct: boolean }
  | { readonly kind: 'grant'; readonly action: Action }
  | { readonly kind: 'verify'; readonly action: Action }
) & {
  /** RUN_SCRIPT only: the script to run. */
  readonly script?: ScriptContent
}

export interface ScriptContent {
  readonly name: string
  readonly interpreter: Interpreter
  readonly body: string
}

export interface DeviceReport {
  /** When the report was made, by the device's clock. */
  readonly at: string | null
  readonly hostname: string | null
  readonly platform: Platform | null
  readonly agentVersion: string | null
  readonly ipAddresses: readonly string[] | null
  readonly containment: ReportedContainment | null
}
export interface ReportedContainment {
  readonly isolated: boolean
  readonly isolatedSince: string | null
  /** Null: the device does not know. */
  readonly blockedAddresses: readonly string[] | null
  readonly quarantinedFiles: readonly { originalPath: string; sha256: string; quarantinedAt: string }[]
}

/** Device data that is not on the ledger: identity, connection and latest report. */
export interface Devices {
  /** Null if the device is unknown or revoked. */
  identify(device: string): Promise<{ readonly organization: string } | null>
  /**
   * Records that the device has a connection to this process, identified by `epoch`. The highest epoch wins, in
   * whatever order the calls are written. Resolves when written.
   */
  connected(device: string, epoch: number): Promise<void>
  /** No-op unless `epoch` is the current connection. */
  disconnected(device: string, epoch: number): Promise<void>
  report(device: string, report: DeviceReport): Promise<void>
  /** The device's actions whose isolation or block is in force. */
  effectsInForce(device: string): Promise<readonly Action[]>
  /** Devices connected to this process that have open commands. Makes up for lost notices. */
  withOpenCommands(): Promise<readonly string[]>
  /** The open commands of these devices: the head of each lane, and verifications that have been requested. */
  openCommands(devices: readonly string[]): Promise<ReadonlyMap<string, readonly OpenCommand[]>>
}

/** The connections of devices to this process. */
export interface DeviceGateway {
  /** Sends open commands to those of the devices that are connected to this process. Returns without waiting. */
  deliver(devices: readonly string[]): void
  /** Sends an action known to be the head of its lane. False if its device is not connected to this process. */
  offer(action: Action): boolean
  /** Ends a device's connection within a second. */
  drop(device: string): void
}

/** Signs commands and certificates. */
export interface Authority {
  /** Issues a client certificate for the CSR's public key. Null if the CSR is unacceptable. */
  issue(
    csr: string,
    subject: { readonly organization: string; readonly device: string },
  ): Promise<IssuedCertificate | null>
  /** PEM bundle. */
  readonly caCertificates: string
  /** JWKS of the keys that sign commands. */
  readonly commandKeys: { readonly keys: readonly Record<string, unknown>[] }
  /** base64url SHA-256 of the device CA's SubjectPublicKeyInfo: the last part of an enrolment token. */
  readonly pin: string
}
export interface IssuedCertificate {
  readonly certificate: string
  readonly expiresAt: string
}

/** Lookups of people, and of enrolment tokens in any organization. */
export interface Directory {
  /**
   * The analysts of the organization who count as the same person as this one, including itself: two analysts who
   * share an e-mail address, or once did, are the same person. The relation is transitive.
   */
  samePerson(organization: string, analyst: string): Promise<ReadonlySet<string>>
  /** Whether this is an analyst of the organization. */
  isAnalyst(organization: string, analyst: string): Promise<boolean>
  /** Whether at least two different people who are administrators were seen in the last 90 days. */
  hasSecondAdministrator(organization: string): Promise<boolean>
  enrollmentToken(secretHash: string): Promise<{ readonly organization: string; readonly id: string } | null>
}

// ---- people -----------------------------------------------------------------------------------------------------

/** An e-mail to one person. */
export interface Letter {
  /** A UUID for the Message-ID header. Sending a message again with the same id creates a recognisable duplicate. */
  readonly id: string
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Settles within 45 s. `away` does not rule out that the message was sent. */
  send(letter: Letter): Promise<Delivery>
  close(): Promise<void>
}

// ---- due work ---------------------------------------------------------------------------------------------------

export interface DueBulks {
  /** Bulks that are due for review, at most `limit`. */
  due(
    now: number,
    limit: number,
  ): Promise<readonly { readonly organization: string; readonly bulk: string }[]>
}

export interface DueSettingsChanges {
  /** Pending settings changes that have expired, at most `limit`. */
  due(
    now: number,
    limit: number,
  ): Promise<readonly { readonly organization: string; readonly change: string }[]>
}

export interface DueActions {
  /** Actions that are due, oldest first, at most `limit`. */
  due(
    now: number,
    limit: number,
  ): Promise<
    readonly {
      readonly organization: string
      readonly action: string
      readonly device: string | null
      /** Whether its effect has expired. */
      readonly effectEnds: boolean
      /** The person whose password the server must reset; null for other actions. */
      readonly resets: string | null
      readonly submitterMayAct: boolean
    }[]
  >
}

// ---- rate limits ------------------------------------------------------------------------------------------------

/** Limits each caller's work across all processes. Its promises never reject. */
export interface RateLimit {
  readonly limit: number
  take(caller: string, amount: number): Promise<Allowance>
}
