import type { DeviceReport, IssuedCertificate } from '#app/device/device-ports.ts'
import type { Action } from '#domain/action/action.ts'
import type { Announcement, AnnouncementRefusal, ArtifactRecord } from '#domain/action/artifact.ts'
import type { DeviceResult } from '#domain/action/execution.ts'
import type { BulkActionRecord } from '#domain/bulk/bulk.ts'
import type { RolloutInput } from '#domain/bulk/rollout.ts'
import type { ActionInput } from '#domain/catalog/parameters.ts'
import type { ScriptRecord, ScriptRequest } from '#domain/catalog/script.ts'
import type { DetectionInput, DetectionRecord, DetectionStatus } from '#domain/detection/detection.ts'
import type { InvestigationRecord } from '#domain/detection/investigation.ts'
import type { LateralMovementRecord } from '#domain/detection/lateral-movement.ts'
import type { ResponseRuleRecord, RuleFacts } from '#domain/detection/response-rule.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import type { EnrollmentTokenRecord } from '#domain/device/enrollment-token.ts'
import type { AuditEventKind } from '#domain/ledger/ledger.ts'
import type { Caller, Role } from '#domain/people/actor.ts'
import type { KeyRequest, ServiceAccountRecord } from '#domain/people/api-key.ts'
import type { PersonRecord } from '#domain/people/person.ts'
import type { Refusal, Refused } from '#domain/refusal.ts'
import type { AutoResponse } from '#domain/settings/auto-response.ts'
import type { RequirementChange, Settings, Times } from '#domain/settings/settings.ts'
import type { SettingsChangeRecord } from '#domain/settings/settings-change.ts'
import type { WebhookAnswer } from '#domain/webhook/delivery.ts'
import type { WebhookRecord } from '#domain/webhook/webhook.ts'
import type { PersonSync } from './people/sync-person.ts'

type Optional<T> = T | null | undefined

/** A submission without its target device. */
export interface Intent {
  readonly action: ActionInput
  readonly justification: string
  /** Raw ids; null if the caller's id is invalid. */
  readonly detection?: string | null
  readonly investigation?: string | null
  /** Seconds after which an isolation or a block is undone automatically. */
  readonly effectFor?: Optional<number>
  readonly idempotencyKey?: Optional<string>
}

export interface SubmitInput extends Intent {
  /** Raw id; null if the caller's id is invalid, undefined if absent. */
  readonly device: string | null | undefined
}

export interface BulkInput extends Intent {
  /** Raw ids (null if the caller's id is invalid), with the ids as the caller sent them. */
  readonly devices: readonly { readonly id: string | null; readonly globalId: string }[]
  readonly rollout?: Optional<RolloutInput>
}

/** A bulk after a decision, with the number of actions that the decision changed. */
export interface DecidedBulk {
  readonly bulk: BulkActionRecord
  readonly decided: number
}

/** A decision on an action or on a bulk. */
export interface DecideInput {
  /** Raw id of the action or bulk; null if the caller's id is invalid. */
  readonly id: string | null
  readonly comment?: Optional<string>
  readonly digest?: Optional<string>
}

/** The expected outcome of a submission. */
export interface Preview {
  readonly digest: string | null
  readonly destructive: boolean
  readonly approvalsRequired: number
  readonly deviceOnline: boolean | null
  readonly warnings: readonly string[]
  readonly refusal: Refusal | null
}

/** The settings in force after an update, and the change that awaits approval if the update lowers protection. */
export interface SettingsUpdate {
  readonly settings: Settings
  readonly pendingChange: SettingsChangeRecord | null
}

export interface DecideSettingsChangeInput {
  /** Raw id; null if the caller's id is invalid. */
  readonly change: string | null
  readonly decision: 'APPROVED' | 'REJECTED'
  readonly comment?: Optional<string>
}

export interface CreatedToken {
  /** `dfe_<secret>_<pin>`, shown once. */
  readonly token: string
  readonly record: EnrollmentTokenRecord
}

export interface DetectionReport extends DetectionInput {
  /** Raw id; null if the caller's id is invalid. */
  readonly device: string | null
  /** Raw id; null if the caller's id is invalid, undefined if absent. */
  readonly investigation?: string | null
  readonly externalId: string
}

export interface DetectionChange {
  readonly status?: Optional<DetectionStatus>
  /** Raw id; null clears it, undefined keeps it. */
  readonly assignee?: Optional<string>
  readonly comment?: Optional<string>
}

export interface LabelChange {
  /** Raw ids; null if the caller's id is invalid. */
  readonly devices: readonly (string | null)[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

export interface InvestigationChange {
  readonly title?: Optional<string>
  /** Raw ids; null if the caller's id is invalid. */
  readonly addDetections: readonly (string | null)[]
  readonly closed?: Optional<boolean>
}

export interface MovementReport {
  /** Raw ids; null if the caller's id is invalid. */
  readonly from: string | null
  readonly to: string | null
  readonly technique?: Optional<string>
  readonly observedAt?: Optional<Date>
  /** Raw id; null if the caller's id is invalid, undefined if absent. */
  readonly investigation?: string | null
}

export interface CreatedKey {
  /** `dfk_…`, shown once. */
  readonly key: string
  readonly account: ServiceAccountRecord
}

export interface WebhookRequest {
  readonly name: string
  readonly url: string
  /** Null, undefined or empty: all kinds. */
  readonly kinds?: Optional<readonly AuditEventKind[]>
  /** A ledger sequence; null if the caller's cursor is invalid, undefined if absent. */
  readonly after?: number | null
}

/** Null and undefined fields stay unchanged. */
export interface WebhookChange {
  readonly name?: Optional<string>
  readonly url?: Optional<string>
  readonly kinds?: Optional<readonly AuditEventKind[]>
  readonly enabled?: Optional<boolean>
  /** A ledger sequence; null if the caller's cursor is invalid, undefined if absent. */
  readonly replayAfter?: number | null
  readonly rotateSecret?: Optional<boolean>
}

export interface CreatedWebhook {
  readonly webhook: WebhookRecord
  /** `whsec_…`, shown once; null unless it is new. */
  readonly secret: string | null
}

export interface WebhookTest {
  readonly answer: WebhookAnswer
  readonly milliseconds: number
}

/** The use cases of the API. Expected failures are returned; a promise rejects only with `Unavailable` or on a bug. */
export interface Application {
  submitAction(caller: Caller, input: SubmitInput): Promise<Action | Refused>
  previewAction(caller: Caller, input: SubmitInput): Promise<Preview>
  approveAction(caller: Caller, input: DecideInput): Promise<Action | Refused>
  rejectAction(caller: Caller, input: DecideInput): Promise<Action | Refused>
  cancelAction(caller: Caller, input: DecideInput): Promise<Action | Refused>
  submitBulkAction(caller: Caller, input: BulkInput): Promise<BulkActionRecord | Refused>
  approveBulkAction(caller: Caller, input: DecideInput): Promise<DecidedBulk | Refused>
  rejectBulkAction(caller: Caller, input: DecideInput): Promise<DecidedBulk | Refused>
  cancelBulkAction(caller: Caller, input: DecideInput): Promise<DecidedBulk | Refused>
  pauseBulkAction(caller: Caller, input: DecideInput): Promise<DecidedBulk | Refused>
  resumeBulkAction(caller: Caller, input: DecideInput): Promise<DecidedBulk | Refused>
  reportDetection(caller: Caller, report: DetectionReport): Promise<DetectionRecord | Refused>
  updateDetection(
    caller: Caller,
    detection: string | null,
    change: DetectionChange,
  ): Promise<DetectionRecord | Refused>
  openInvestigation(
    caller: Caller,
    input: { readonly title: string; readonly detections: readonly (string | null)[] },
  ): Promise<InvestigationRecord | Refused>
  updateInvestigation(
    caller: Caller,
    investigation: string | null,
    change: InvestigationChange,
  ): Promise<InvestigationRecord | Refused>
  reportLateralMovement(caller: Caller, report: MovementReport): Promise<LateralMovementRecord | Refused>
  updateApprovalRequirements(
    caller: Caller,
    changes: readonly RequirementChange[],
  ): Promise<SettingsUpdate | Refused>
  updateResponseSettings(
    caller: Caller,
    times: { readonly [K in keyof Times]?: Optional<number> },
  ): Promise<SettingsUpdate | Refused>
  updateAutoResponse(
    caller: Caller,
    changes: { readonly [K in keyof AutoResponse]?: AutoResponse[K] | null | undefined },
  ): Promise<SettingsUpdate | Refused>
  decideSettingsChange(caller: Caller, input: DecideSettingsChangeInput): Promise<Settings | Refused>
  createResponseRule(caller: Caller, facts: RuleFacts): Promise<ResponseRuleRecord | Refused>
  updateResponseRule(
    caller: Caller,
    rule: string | null,
    facts: RuleFacts,
  ): Promise<ResponseRuleRecord | Refused>
  deleteResponseRule(caller: Caller, rule: string | null): Promise<ResponseRuleRecord | Refused>
  createEnrollmentToken(
    caller: Caller,
    input: { lifetime?: Optional<number>; uses?: Optional<number> },
  ): Promise<CreatedToken | Refused>
  revokeEnrollmentToken(caller: Caller, token: string | null): Promise<EnrollmentTokenRecord | Refused>
  revokeDevice(caller: Caller, device: string | null): Promise<DeviceRecord | Refused>
  labelDevices(caller: Caller, change: LabelChange): Promise<{ readonly changed: number } | Refused>
  createApiKey(caller: Caller, request: KeyRequest): Promise<CreatedKey | Refused>
  revokeApiKey(caller: Caller, account: string | null): Promise<ServiceAccountRecord | Refused>
  createWebhook(caller: Caller, request: WebhookRequest): Promise<CreatedWebhook | Refused>
  updateWebhook(
    caller: Caller,
    webhook: string | null,
    change: WebhookChange,
  ): Promise<CreatedWebhook | Refused>
  deleteWebhook(caller: Caller, webhook: string | null): Promise<WebhookRecord | Refused>
  testWebhook(caller: Caller, webhook: string | null): Promise<WebhookTest | Refused>
  syncPerson(caller: Caller, sync: PersonSync): Promise<PersonRecord | Refused>
  registerScript(caller: Caller, request: ScriptRequest): Promise<ScriptRecord | Refused>
  retireScript(caller: Caller, script: string | null): Promise<ScriptRecord | Refused>
}

// ---- the device port --------------------------------------------------------------------------------------------

export interface EnrollRequest {
  readonly token: string
  readonly csr: string
  readonly hostname: string
  readonly platform: 'WINDOWS' | 'LINUX' | 'MACOS'
  readonly agentVersion: string
}
export interface Enrolled extends IssuedCertificate {
  readonly device: string
}
/**
 * `token`: unknown, malformed, used up, revoked or expired; one code for all, so that it reveals nothing about tokens.
 * `csr`: the certificate signing request is unacceptable.
 */
export type EnrollmentRefusal = { readonly refused: 'token' | 'csr' }

/** The device behind a connection, by its certificate. */
export interface DeviceIdentity {
  readonly organization: string
  readonly device: string
}

/** The server's answer to a result; `send: null`: no answer. */
export type ResultAnswer =
  | { readonly send: 'grant'; readonly action: Action }
  | { readonly send: 'withdraw'; readonly commandId: string; readonly actionId: string }
  | { readonly send: null }

export interface ReceivedResult {
  readonly commandId: string
  readonly actionId: string
  readonly result: DeviceResult
  /** The message as received, because the ledger shows the first bytes of a refused result. */
  readonly payload: Uint8Array
}

/** The device port's use cases for artifacts. They resolve after the commit. */
export interface ArtifactApplication {
  announce(
    who: DeviceIdentity,
    id: string,
    announced: Announcement,
  ): Promise<ArtifactRecord | { readonly refused: AnnouncementRefusal }>
  /** Null if the artifact is unknown or was given up. The caller must check that it belongs to the device. */
  find(id: string): Promise<{ readonly artifact: ArtifactRecord; readonly isExecuting: boolean } | null>
  /** False if it arrived after its action had ended. */
  receive(artifact: ArtifactRecord): Promise<boolean>
  giveUp(artifact: ArtifactRecord): Promise<void>
  /** Some unfinished uploads whose actions have ended. */
  unfinished(): Promise<readonly ArtifactRecord[]>
}

/** The device port's use cases. They resolve after the commit. */
export interface DeviceApplication {
  enroll(request: EnrollRequest): Promise<Enrolled | EnrollmentRefusal>
  renew(who: DeviceIdentity, csr: string): Promise<IssuedCertificate | EnrollmentRefusal>
  /** Null if the device is unknown or revoked. */
  identify(device: string): Promise<DeviceIdentity | null>
  receiveResult(who: DeviceIdentity, received: ReceivedResult): Promise<ResultAnswer>
  /** Stores a device's state report. */
  receiveState(who: DeviceIdentity, report: DeviceReport): Promise<void>
  /** Records an invalid result as REFUSED_RESULT. At most 10 of these and LATE_RESULT per minute and device. */
  refuseResult(who: DeviceIdentity, reason: string, payload: Uint8Array): Promise<void>
}

// ---- reading ----------------------------------------------------------------------------------------------------

/** The claims of a token. */
export interface Claims {
  readonly issuer: string
  readonly subject: string
  readonly email: string
  readonly name: string
  readonly externalOrganization: string
  readonly roles: ReadonlySet<Role>
}

export interface KeyHolder {
  readonly caller: Caller
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null
}

export interface Callers {
  /** The analyst with these claims. Creates the analyst and the organization if they are new. */
  see(claims: Claims): Promise<Caller>
  /**
   * The service account of an API key, with its current roles. Null if the key is malformed, unknown or expired, and
   * as soon as its revocation is committed.
   */
  holderOf(key: string): Promise<KeyHolder | null>
}
