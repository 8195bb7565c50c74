import type { ActionType, Platform } from './action-types.ts'
import type { Actor, Role } from './actor.ts'
import type { ArtifactKind } from './artifact-kind.ts'
import type { BulkState, Rollout } from './bulk.ts'
import type { DetectedProcess, Severity } from './detection.ts'
import type { Interpreter } from './script.ts'

/** What the committer keeps besides actions: a table each, its fields as they are in the row. Times are ISO 8601. */
export interface Records {
  /** Before the devices that are assigned to them: rows are written in this order. */
  person: PersonRecord
  device: DeviceRecord
  enrollmentToken: EnrollmentTokenRecord
  investigation: InvestigationRecord
  detection: DetectionRecord
  lateralMovement: LateralMovementRecord
  serviceAccount: ServiceAccountRecord
  script: ScriptRecord
  responseRule: ResponseRuleRecord
  resetMail: ResetMailRecord
  artifact: ArtifactRecord
  bulkAction: BulkActionRecord
  idempotencyKey: IdempotencyRecord
}

/** As a directory describes them. Their id derives from `externalId`. */
export interface PersonRecord {
  readonly id: string
  readonly organizationId: string
  readonly externalId: string
  readonly name: string
  /** Empty: they have none. */
  readonly email: string
  readonly createdAt: string
  readonly passwordResetRequiredSince: string | null
  /** When the directory last saw the password changed. */
  readonly passwordResetAt: string | null
}

/** A file that a device uploads for an action: announced, then received, or given up. */
export interface ArtifactRecord {
  readonly id: string
  readonly organizationId: string
  readonly actionId: string
  readonly deviceId: string
  readonly name: string
  readonly kind: ArtifactKind
  /** Bytes. */
  readonly size: number
  readonly sha256: string
  readonly announcedAt: string
  readonly receivedAt: string | null
  readonly givenUpAt: string | null
}

/** The one message that a password reset sends. Its id is the action's. */
export interface ResetMailRecord {
  readonly id: string
  readonly organizationId: string
  readonly attempts: number
  /** When it may be tried again: whoever tries it takes it first, until then. */
  readonly nextAt: string
  /** When a mail server took it. */
  readonly acceptedAt: string | null
}

export interface DeviceRecord {
  readonly id: string
  readonly organizationId: string
  readonly hostname: string
  readonly platform: Platform
  readonly agentVersion: string | null
  readonly enrolledAt: string
  readonly revokedAt: string | null
  readonly certificateExpiresAt: string
  /** Whom it is assigned to. */
  readonly personId: string | null
  /** Milliseconds connected before the present connection; written by presence alone. */
  readonly connectedMs: number
  /** Null while offline; written by presence alone. */
  readonly connectedSince: string | null
}

export interface EnrollmentTokenRecord {
  readonly id: string
  readonly organizationId: string
  /** SHA-256 of the whole token, hex. */
  readonly secretHash: string
  readonly createdBy: Actor
  readonly createdAt: string
  readonly expiresAt: string
  readonly usesLeft: number
  readonly revokedAt: string | null
}

export interface InvestigationRecord {
  readonly id: string
  readonly organizationId: string
  readonly title: string
  readonly openedAt: string
  readonly closedAt: string | null
}

/** Its id is `keyId` of who reported it and their own id for it. */
export interface DetectionRecord {
  readonly id: string
  readonly organizationId: string
  readonly deviceId: string
  readonly investigationId: string | null
  readonly title: string
  readonly severity: Severity
  readonly technique: string | null
  readonly process: DetectedProcess | null
  readonly firedAt: string
  readonly reportedAt: string
  readonly reportedBy: Actor
  readonly externalId: string
  /** Actions that were submitted at once because of it. */
  readonly triggered: readonly string[]
}

/** What many actions have in common; how far they are is counted, not kept. */
export interface BulkActionRecord {
  readonly id: string
  readonly organizationId: string
  readonly type: ActionType
  readonly justification: string
  readonly submittedBy: Actor
  readonly responsibleId: string
  readonly submittedAt: string
  readonly total: number
  readonly digest: string
  readonly approvalsRequired: number
  readonly rollout: Rollout | null
  readonly state: BulkState
  /** The last canary's place among the submissions; 0: there is none. */
  readonly canaryThrough: number
  /** Somebody resumed it although a canary had not ended well. */
  readonly canaryWaived: boolean
  readonly nextReleaseAt: string | null
  /** When somebody looks at it, should nobody have before; null: never again. */
  readonly dueAt: string | null
}

export interface ResponseRuleRecord {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly enabled: boolean
  readonly severities: readonly Severity[]
  readonly techniques: readonly string[]
  readonly titleContains: string | null
  readonly action: ActionType
  /** The analyst who edited it last, or who answers for the account that did. */
  readonly responsibleId: string
  readonly createdAt: string
  /** Kept for what it submitted. */
  readonly deletedAt: string | null
}

export interface LateralMovementRecord {
  readonly id: string
  readonly organizationId: string
  readonly fromDeviceId: string
  readonly toDeviceId: string
  readonly investigationId: string | null
  readonly technique: string | null
  readonly observedAt: string
}

/** A caller that is a machine. When it last called is written beside the ledger. */
export interface ServiceAccountRecord {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly roles: readonly Role[]
  /** The analyst who answers for what it does. */
  readonly ownerId: string
  /** SHA-256 of the whole key, hex. */
  readonly secretHash: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

/** Immutable but for its retirement. */
export interface ScriptRecord {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly interpreter: Interpreter
  /** Of the body in UTF-8, hex. */
  readonly sha256: string
  readonly body: string
  readonly destructive: boolean
  readonly registeredBy: Actor
  /** The analyst who registered it, or who answers for the account that did. */
  readonly responsibleId: string
  readonly registeredAt: string
  readonly retiredAt: string | null
}

/** A submission's key, kept for as long as what it made. Its id is `keyId` of who, what and which. */
export interface IdempotencyRecord {
  readonly id: string
  readonly organizationId: string
  /** SHA-256 of the whole input after normalisation, hex. */
  readonly content: string
  readonly resultId: string
}

/** Milliseconds that a device has been connected in all. */
export const connectedMs = (device: DeviceRecord, now: number): number =>
  device.connectedMs + (device.connectedSince ? Math.max(0, now - Date.parse(device.connectedSince)) : 0)
