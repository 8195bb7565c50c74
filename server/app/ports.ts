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

/** The rows that a change needs, by id. What is missing or another organization's reads as null. */
export type Reads = { readonly [K in keyof Records]?: readonly string[] } & {
  readonly action?: readonly string[]
  /** Devices whose open actions are counted. */
  readonly openActionsOf?: readonly string[]
  /** Devices whose open actions are all needed, oldest first. */
  readonly everyOpenActionOf?: readonly string[]
  /** Actions of bulks, in the order in which they were submitted. */
  readonly ofBulk?: readonly OfBulk[]
  /** Bulks of which it is needed how many actions are how far: as committed, what the batch does aside. */
  readonly tallyOf?: readonly string[]
  /** All response rules of the organization. */
  readonly everyRule?: true
  /** All pending changes of settings of the organization. */
  readonly pendingSettingsChanges?: true
  /** All webhooks of the organization. */
  readonly everyWebhook?: true
  /** How many automatic actions the last hour has seen. */
  readonly automaticActions?: true
  /** People whose devices are all needed. */
  readonly devicesOf?: readonly string[]
  /** Actions whose artifacts are all needed. */
  readonly artifactsOf?: readonly string[]
  /** Devices of which it is needed what actions left in force. */
  readonly inForceOn?: readonly string[]
  /** Actions beside whose target it is needed what was left standing there. */
  readonly effectsBeside?: readonly string[]
}

export interface OfBulk {
  readonly bulk: string
  readonly statuses: readonly ActionStatus[]
  /** Only the first so many that its rollout holds back. */
  readonly heldBack?: number
}

/** Something of a device that actions leave standing or take back: see #domain/effects.ts `effectTarget`. */
export interface EffectPlace {
  readonly device: string
  readonly target: string
}

/** What the ledger says of something that is no action. */
export interface OtherEvent {
  readonly kind: Exclude<AuditEventKind, ActionEvent['kind']>
  readonly data: { readonly [key: string]: Json }
  /** The device that it concerns, for filters. */
  readonly device?: string
  /** The action in whose course it happened. */
  readonly action?: string
}

/** One organization's rows as a change sees them: those before it in its batch have already had their effect. */
export interface Transaction {
  readonly organization: string
  readonly now: number
  readonly settings: Settings
  action(id: string): Action | null
  /** Null where there is no such row. Throws for a row that the reads did not declare: that is a bug. */
  find<K extends keyof Records>(kind: K, id: string): Records[K] | null
  openActions(device: string): number
  everyOpenAction(device: string): readonly Action[]
  /** Those of the bulk that were loaded or submitted, in the order of their submission. */
  ofBulk(bulk: string): readonly Action[]
  tally(bulk: string): Tally
  /** The sequence that the ledger has grown to. */
  readonly sequence: number
  /** Oldest first. */
  everyRule(): readonly ResponseRuleRecord[]
  /** Oldest first. */
  pendingSettingsChanges(): readonly SettingsChangeRecord[]
  /** Those that are not deleted. */
  everyWebhook(): readonly WebhookRecord[]
  automaticActions(): number
  devicesOf(person: string): readonly DeviceRecord[]
  artifactsOf(action: string): readonly ArtifactRecord[]
  /** Actions of the device that left an isolation or a block in force. */
  effectsInForce(device: string): readonly Action[]
  /** Actions that left something standing there, or whose verification waits. */
  effects(place: EffectPlace): readonly Action[]
  /** Appends to the ledger and applies it to the action; returns the action as it then is. */
  apply(action: string, event: ActionEvent, actor: Actor): Action
  append(event: OtherEvent, actor: Actor): void
  put<K extends keyof Records>(kind: K, record: Records[K]): void
  /** Replaces what an action's row keeps beside the ledger (a verification's tries, its effect, the next due instant). */
  updateUnlogged(action: Action, dueAt: number | null): void
  change(settings: Settings): void
}

export interface Change<T> {
  readonly organization: string
  readonly reads: Reads
  /** Roughly how many bytes it writes, where that is more than 4 KiB: batches stay under 8 MiB. */
  readonly bytes?: number
  /** Pure and synchronous; it may run more than once. A throw fails this change alone. */
  decide(transaction: Transaction): T
}

export interface Ledger {
  /**
   * Decides and commits; resolves with what `decide` returned once that is durable.
   * Rejects with `Unavailable` when the database is away, with what `decide` threw otherwise.
   */
  commit<T>(change: Change<T>): Promise<T>
}

/** What a transaction shows; one that only looks. */
export type Snapshot = Omit<Transaction, 'apply' | 'append' | 'put' | 'updateUnlogged' | 'change'>

export interface Snapshots {
  /** Looks at an organization's rows as last committed. Neither takes the ledger's lock nor waits for it. */
  read<T>(looking: Looking<T>): Promise<T>
}

export interface Looking<T> {
  readonly organization: string
  readonly reads: Reads
  look(snapshot: Snapshot): T
}

/** What a commit tells everybody, ids only. It may be lost: whoever needs it also looks by itself. */
export interface Committed {
  readonly organization: string
  /** The ledger has grown to this sequence. */
  readonly sequence: number
  /** Devices whose open commands may have changed. */
  readonly devices: readonly string[]
  /** Just submitted and queued, and nothing else is open on their devices: these can be sent without another look. */
  readonly ready: readonly Action[]
  /** Bulks whose actions, or that themselves, have changed. */
  readonly bulks: readonly string[]
  /** Instants (ms) at which something falls due. */
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
  /** It has a new connection: any other of an earlier epoch must end, wherever it is. */
  | { readonly kind: 'connected'; readonly device: string; readonly epoch: number }
  /** Its connection must end, wherever it is. */
  | { readonly kind: 'revoked'; readonly device: string }
  /** Whoever is connected with this account's key must be cut off, wherever they are. */
  | { readonly kind: 'keyRevoked'; readonly account: string }

/** Between processes; delivers to this process at once, to others at most once. Never trusted for content. */
export interface ChangeFeed {
  publish(notice: Notice): void
  subscribe(listener: (notice: Notice) => void): () => void
}

export interface Timers {
  /** Wakes some process up soon after each of these instants (ms). Asking twice is asking once; it may be lost. */
  wakeAt(instants: readonly number[]): void
}

// ---- devices ----------------------------------------------------------------------------------------------------

/** One command that a device still has to answer. */
export type OpenCommand = (
  | { readonly kind: 'execute'; readonly action: Action; readonly submitterMayAct: boolean }
  | { readonly kind: 'grant'; readonly action: Action }
  | { readonly kind: 'verify'; readonly action: Action }
) & {
  /** With RUN_SCRIPT: what the parameters name. */
  readonly script?: ScriptContent
}

export interface ScriptContent {
  readonly name: string
  readonly interpreter: Interpreter
  readonly body: string
}

export interface DeviceReport {
  /** When it was made, by the device's clock. */
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

/** What is known of devices beside the ledger: who they are, where they are connected, what they say. */
export interface Devices {
  /** Null for a device that is unknown or revoked. */
  identify(device: string): Promise<{ readonly organization: string } | null>
  /**
   * The device has a connection here, known by `epoch`; a later epoch wins whatever order they are written in.
   * Resolves when written.
   */
  connected(device: string, epoch: number): Promise<void>
  /** Changes nothing unless that epoch is the present connection. */
  disconnected(device: string, epoch: number): Promise<void>
  report(device: string, report: DeviceReport): Promise<void>
  /** Actions of the device that left an isolation or a block in force. */
  effectsInForce(device: string): Promise<readonly Action[]>
  /** Devices connected to this process that have something to answer: what a lost notice would have told of. */
  withOpenCommands(): Promise<readonly string[]>
  /** What these devices still have to answer: the head of each lane, and verifications whose try has begun. */
  openCommands(devices: readonly string[]): Promise<ReadonlyMap<string, readonly OpenCommand[]>>
}

/** The server's end of the devices' connections, in this process. */
export interface DeviceGateway {
  /** Sends what is open to those of the devices that are connected here; returns at once. */
  deliver(devices: readonly string[]): void
  /** Sends an action that is known to be the first of its lane; false where its device is not connected here. */
  offer(action: Action): boolean
  /** Ends a device's connection within a second. */
  drop(device: string): void
}

/** Signs commands and certificates. */
export interface Authority {
  /** A client certificate for the public key of this CSR; null where the CSR is not acceptable. */
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

/** Lookups that no organization bounds. */
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
  /** UUID of what it is about: the same again is the same message. */
  readonly id: string
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Settles within 45 s. It may be sent although this says `away`. */
  send(letter: Letter): Promise<Delivery>
  close(): Promise<void>
}

// ---- what is due ------------------------------------------------------------------------------------------------

export interface DueBulks {
  /** Bulks that somebody should look at, at most `limit`. */
  due(
    now: number,
    limit: number,
  ): Promise<readonly { readonly organization: string; readonly bulk: string }[]>
}

export interface DueSettingsChanges {
  /** Pending changes of settings whose time is over, at most `limit`. */
  due(
    now: number,
    limit: number,
  ): Promise<readonly { readonly organization: string; readonly change: string }[]>
}

export interface DueActions {
  /** Actions whose time has come, oldest first, at most `limit`. */
  due(
    now: number,
    limit: number,
  ): Promise<
    readonly {
      readonly organization: string
      readonly action: string
      readonly device: string | null
      /** Whether the time of its effect is over. */
      readonly effectEnds: boolean
      /** The person of what the server executes itself, once it is approved; else null. */
      readonly resets: string | null
      readonly submitterMayAct: boolean
    }[]
  >
}

// ---- how much ---------------------------------------------------------------------------------------------------

/** How much each caller does, over all processes; never rejects. */
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
