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
import type { DeliveryState, WebhookAnswer } from '#domain/webhook/delivery.ts'
import type { WebhookRecord } from '#domain/webhook/webhook.ts'
import type { Allowance } from '#flow/sliding-window.ts'

/** PostgreSQL can't be reached or was lost before it answered: nothing is known to be committed. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

// ---- writing ----------------------------------------------------------------------------------------------------

/** The rows that a change reads, by id. A row that is missing or belongs to another organization reads as null. */
export type Reads = { readonly [K in keyof Records]?: readonly string[] } & {
  readonly action?: readonly string[]
  /** Devices whose open actions are counted. */
  readonly openActionsOf?: readonly string[]
  /** Devices whose open actions are loaded, oldest first. */
  readonly everyOpenActionOf?: readonly string[]
  /** Actions of bulks, in the order in which they were submitted. */
  readonly ofBulk?: readonly OfBulk[]
  /** Bulks whose tallies are counted, as last committed: changes earlier in the same batch don't count. */
  readonly tallyOf?: readonly string[]
  /** All response rules of the organization. */
  readonly everyRule?: true
  /** All pending changes of settings of the organization. */
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
  /** Actions; the effects standing on their targets are loaded. */
  readonly effectsBeside?: readonly string[]
}

export interface OfBulk {
  readonly bulk: string
  readonly statuses: readonly ActionStatus[]
  /** Only this many of the actions that the rollout holds, first submitted first. */
  readonly heldBack?: number
}

/** What an action contains or releases on a device: see `effectTarget` in #domain/action/effects.ts. */
export interface EffectPlace {
  readonly device: string
  readonly target: string
}

/** A ledger event that is not a step in an action's life. */
export interface OtherEvent {
  readonly kind: Exclude<AuditEventKind, ActionEvent['kind']>
  readonly data: { readonly [key: string]: Json }
  /** The device that it concerns, for filters. */
  readonly device?: string
  /** The action during which it happened. */
  readonly action?: string
}

/** One organization's rows as a change sees them, including what earlier changes of the same batch did. */
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
  /** Actions whose effect stands there, or whose verification is scheduled. */
  effects(place: EffectPlace): readonly Action[]
  /** Appends the event to the ledger and applies it to the action. Returns the resulting action. */
  apply(action: string, event: ActionEvent, actor: Actor): Action
  append(event: OtherEvent, actor: Actor): void
  put<K extends keyof Records>(kind: K, record: Records[K]): void
  /**
   * Replaces the parts of an action's row that the ledger does not record: verification tries, effect, next due
   * instant.
   */
  updateUnlogged(action: Action, dueAt: number | null): void
  change(settings: Settings): void
}

export interface Change<T> {
  readonly organization: string
  readonly reads: Reads
  /** Approximate bytes written; default 4 KiB. Keeps batches under 8 MiB. */
  readonly bytes?: number
  /** Pure and synchronous; may run more than once. A throw fails only this change. */
  decide(transaction: Transaction): T
}

export interface Ledger {
  /**
   * Decides and commits; resolves with what `decide` returned once that is durable.
   * Rejects with `Unavailable` when the database is away, with what `decide` threw otherwise.
   */
  commit<T>(change: Change<T>): Promise<T>
}

/** A read-only transaction. */
export type Snapshot = Omit<Transaction, 'apply' | 'append' | 'put' | 'updateUnlogged' | 'change'>

export interface Snapshots {
  /** Reads an organization's rows as last committed, without taking the ledger's lock or waiting for it. */
  read<T>(looking: Looking<T>): Promise<T>
}

export interface Looking<T> {
  readonly organization: string
  readonly reads: Reads
  look(snapshot: Snapshot): T
}

/** What is published after a commit: ids only. It may be lost, so subscribers also poll. */
export interface Committed {
  readonly organization: string
  /** The ledger's latest sequence. */
  readonly sequence: number
  /** Devices whose open commands may have changed. */
  readonly devices: readonly string[]
  /** Actions queued on devices with nothing else open: they can be sent without reading the database again. */
  readonly ready: readonly Action[]
  /** Bulks that changed, or whose actions did. */
  readonly bulks: readonly string[]
  /** Instants (ms) at which work falls due. */
  readonly due: readonly number[]
}

// ---- telling ----------------------------------------------------------------------------------------------------

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
  /** Connections made with this account's key must end in every process. */
  | { readonly kind: 'keyRevoked'; readonly account: string }

/**
 * Notices between processes: delivered to this process at once, to others at most once. Receivers read content from
 * the database.
 */
export interface ChangeFeed {
  publish(notice: Notice): void
  subscribe(listener: (notice: Notice) => void): () => void
}

export interface Timers {
  /** Wakes one process soon after each of these instants (ms). Idempotent; a wake-up may be lost. */
  wakeAt(instants: readonly number[]): void
}

// ---- devices ----------------------------------------------------------------------------------------------------

/** One command that a device still has to answer. */
export type OpenCommand = (
  | { readonly kind: 'execute'; readonly action: Action; readonly submitterMayAct: boolean }
  | { readonly kind: 'grant'; readonly action: Action }
  | { readonly kind: 'verify'; readonly action: Action }
) & {
  /** RUN_SCRIPT only: the script that the parameters name. */
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
  /** Null: the device can't tell. */
  readonly blockedAddresses: readonly string[] | null
  readonly quarantinedFiles: readonly { originalPath: string; sha256: string; quarantinedAt: string }[]
}

/** Device facts that are not on the ledger: identity, connection and latest report. */
export interface Devices {
  /** Null if the device is unknown or revoked. */
  identify(device: string): Promise<{ readonly organization: string } | null>
  /**
   * The device has a connection here, known by `epoch`; a later epoch wins whatever order they are written in.
   * Resolves when written.
   */
  connected(device: string, epoch: number): Promise<void>
  /** No-op unless `epoch` is the current connection. */
  disconnected(device: string, epoch: number): Promise<void>
  report(device: string, report: DeviceReport): Promise<void>
  /** The device's actions whose isolation or block is in force. */
  effectsInForce(device: string): Promise<readonly Action[]>
  /** Devices connected to this process that have open commands. Recovers lost notices. */
  withOpenCommands(): Promise<readonly string[]>
  /** The open commands of these devices: the head of each lane, and verifications that have been requested. */
  openCommands(devices: readonly string[]): Promise<ReadonlyMap<string, readonly OpenCommand[]>>
}

/** The server's end of the devices' connections, in this process. */
export interface DeviceGateway {
  /** Sends open commands to those of the devices that are connected to this process. Returns at once. */
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
   * The analysts of the organization who are one person with this one, itself included: a shared e-mail address,
   * present or past, joins two of them, and joins are transitive.
   */
  samePerson(organization: string, analyst: string): Promise<ReadonlySet<string>>
  /** Whether this is an analyst of the organization. */
  isAnalyst(organization: string, analyst: string): Promise<boolean>
  /** Whether two people who are administrators, or more, were seen in the last 90 days. */
  hasSecondAdministrator(organization: string): Promise<boolean>
  enrollmentToken(secretHash: string): Promise<{ readonly organization: string; readonly id: string } | null>
}

// ---- people -----------------------------------------------------------------------------------------------------

/** A message to one person. */
export interface Letter {
  /** UUID of the message. Sending the same id again is a duplicate. */
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

// ---- what is due ------------------------------------------------------------------------------------------------

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
      /** Whether its effect has run out. */
      readonly effectEnds: boolean
      /** The person whose password the server resets, once approved; null for other actions. */
      readonly resets: string | null
      readonly submitterMayAct: boolean
    }[]
  >
}

// ---- how much ---------------------------------------------------------------------------------------------------

/** Counts each caller's work across all processes. Never rejects. */
export interface RateLimit {
  readonly limit: number
  take(caller: string, amount: number): Promise<Allowance>
}

// ---- webhooks ---------------------------------------------------------------------------------------------------

/** Keeps the secrets of webhooks unreadable in the database. */
export interface WebhookSecrets {
  seal(secret: Uint8Array): string
  /** Null where it was sealed with another key. */
  open(sealed: string): Uint8Array | null
}

export interface WebhookMessage {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body: string
}

export interface WebhookSender {
  /** One POST, settled within 15 s; it never rejects. An abort is an error too. */
  send(message: WebhookMessage, signal: AbortSignal): Promise<WebhookAnswer>
}

/** A webhook that this process alone delivers to until it releases it, or until its lease runs out. */
export interface LeasedWebhook extends DeliveryState {
  readonly id: string
  readonly organization: string
  readonly url: string
  /** Sealed. */
  readonly secret: string
  readonly oldSecret: string | null
  /** Milliseconds since 1970. */
  readonly oldSecretUntil: number | null
  readonly generation: number
  /** The sequence of the last event that was delivered or passed over. */
  readonly position: number
  readonly lease: string
}

export interface QueuedEvent {
  readonly sequence: number
  readonly kind: AuditEventKind
  /** ISO 8601. */
  readonly at: string
  readonly canonical: string
  readonly hash: string
}

/** What webhooks still have to be sent, as PostgreSQL has it. Several processes share it. */
export interface WebhookQueue {
  /** Leases at most `limit` webhooks that have something to send at `now`. */
  lease(now: number, limit: number): Promise<readonly LeasedWebhook[]>
  /** The next events that the webhook wants; `upTo`: what was looked through. */
  next(
    webhook: LeasedWebhook,
    position: number,
  ): Promise<{ readonly events: readonly QueuedEvent[]; readonly upTo: number }>
  /** The receiver accepted the event. False: the lease or the webhook is no longer what it was, so stop here. */
  accepted(webhook: LeasedWebhook, sequence: number, attempts: number, status: number): Promise<boolean>
  /** It did not; gives the webhook back. A null `nextAt`: there is no next attempt. */
  failed(
    webhook: LeasedWebhook,
    sequence: number,
    state: DeliveryState,
    answer: WebhookAnswer,
    nextAt: number | null,
  ): Promise<void>
  /** Gives the webhook back; events up to `position` need not be looked through again. */
  release(webhook: LeasedWebhook, position: number): Promise<void>
  /** Forgets deliveries whose last attempt was 30 days ago. */
  forgetOld(): Promise<void>
}
