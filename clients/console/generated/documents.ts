/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type UserErrorCode =
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'SELF_APPROVAL'
  | 'ALREADY_DECIDED'
  | 'DIGEST_MISMATCH'
  | 'ILLEGAL_TRANSITION'
  | 'IDEMPOTENCY_CONFLICT'
  | 'PROTECTED_TARGET'
  | 'UNSUPPORTED_PLATFORM'
  | 'LIMIT_EXCEEDED';

export type ActionType =
  | 'KILL_PROCESS'
  | 'ISOLATE_DEVICE'
  | 'UNISOLATE_DEVICE'
  | 'QUARANTINE_FILE'
  | 'BLOCK_IP'
  | 'UNBLOCK_IP'
  | 'RESET_USER_SESSION'
  | 'FORCE_PASSWORD_RESET'
  | 'COLLECT_FORENSICS'
  | 'RUN_SCRIPT';

export type ActionStatus =
  | 'PENDING_APPROVAL'
  | 'QUEUED'
  | 'EXECUTING'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELLED';

export type ActionOrigin =
  | 'MANUAL'
  | 'BULK'
  | 'AUTO_RESPONSE'
  | 'RESPONSE_RULE';

export type VerificationStatus =
  | 'NOT_SCHEDULED'
  | 'SCHEDULED'
  | 'PASSED'
  | 'FAILED'
  | 'INCONCLUSIVE';

export type FailureCode =
  | 'AGENT_OFFLINE'
  | 'PERMISSION_DENIED'
  | 'PROTECTED_TARGET'
  | 'TARGET_NOT_FOUND'
  | 'TARGET_MISMATCH'
  | 'NO_SPACE'
  | 'TIMED_OUT'
  | 'UNSUPPORTED'
  | 'VERIFICATION_FAILED'
  | 'AGENT_ERROR'
  | 'INTEGRATION_ERROR';

export type CancellationReason =
  | 'BY_ANALYST'
  | 'REJECTED'
  | 'APPROVAL_EXPIRED'
  | 'DEVICE_REVOKED'
  | 'SUBMITTER_LOST_RIGHT'
  | 'BULK_ABORTED';

export type Severity =
  | 'CRITICAL'
  | 'HIGH'
  | 'MEDIUM'
  | 'LOW'
  | 'INFORMATIONAL';

export type Role =
  | 'VIEWER'
  | 'ANALYST'
  | 'ADMIN'
  | 'AUDITOR'
  | 'INTEGRATION';

export type ScriptInterpreter =
  | 'POWERSHELL'
  | 'BASH'
  | 'PYTHON';

export type KillProcessInput = {
  readonly pid: number;
  /** Guards against a recycled pid: the agent refuses when the process started at another instant. */
  readonly startedAt?: string | null | undefined;
  /** Guards against a recycled pid: the agent refuses when the executable has another name. */
  readonly processName?: string | null | undefined;
};

export type IsolateDeviceInput = {
  /** Addresses that stay reachable besides the management channel. */
  readonly allowAddresses?: ReadonlyArray<string> | null | undefined;
};

export type UnisolateDeviceInput = {
  readonly note?: string | null | undefined;
};

export type QuarantineFileInput = {
  /** Absolute, in the device's own notation. */
  readonly path: string;
  /** Refuse unless the file's SHA-256 is this. */
  readonly sha256?: string | null | undefined;
};

export type BlockIpInput = {
  /** An IPv4 or IPv6 address, or a CIDR block. */
  readonly address: string;
};

export type UnblockIpInput = {
  readonly address: string;
};

export type ResetUserSessionInput = {
  /** Defaults to the active session's user. */
  readonly username?: string | null | undefined;
};

export type ForcePasswordResetInput = {
  /** Defaults to the person the device is assigned to. */
  readonly personId?: string | null | undefined;
};

export type CollectForensicsInput = {
  /** All three by default. */
  readonly include?: ReadonlyArray<ForensicArtifact> | null | undefined;
  /** Whose memory; the detection's process by default, else the whole machine's where the system allows. */
  readonly pid?: number | null | undefined;
};

export type ForensicArtifact =
  | 'MEMORY_DUMP'
  | 'EVENT_LOGS'
  | 'PREFETCH';

export type RunScriptInput = {
  readonly scriptId: string;
  /** At most 64, together 32 KiB. */
  readonly arguments?: ReadonlyArray<string> | null | undefined;
  /** Seconds, 1 to 86400; 600 by default. */
  readonly timeout?: number | null | undefined;
};

export type ActionInput =
  {   readonly killProcess: KillProcessInput; readonly isolateDevice?: never; readonly unisolateDevice?: never; readonly quarantineFile?: never; readonly blockIp?: never; readonly unblockIp?: never; readonly resetUserSession?: never; readonly forcePasswordReset?: never; readonly collectForensics?: never; readonly runScript?: never; }
  |  { readonly killProcess?: never;   readonly isolateDevice: IsolateDeviceInput; readonly unisolateDevice?: never; readonly quarantineFile?: never; readonly blockIp?: never; readonly unblockIp?: never; readonly resetUserSession?: never; readonly forcePasswordReset?: never; readonly collectForensics?: never; readonly runScript?: never; }
  |  { readonly killProcess?: never; readonly isolateDevice?: never;   readonly unisolateDevice: UnisolateDeviceInput; readonly quarantineFile?: never; readonly blockIp?: never; readonly unblockIp?: never; readonly resetUserSession?: never; readonly forcePasswordReset?: never; readonly collectForensics?: never; readonly runScript?: never; }
  |  { readonly killProcess?: never; readonly isolateDevice?: never; readonly unisolateDevice?: never;   readonly quarantineFile: QuarantineFileInput; readonly blockIp?: never; readonly unblockIp?: never; readonly resetUserSession?: never; readonly forcePasswordReset?: never; readonly collectForensics?: never; readonly runScript?: never; }
  |  { readonly killProcess?: never; readonly isolateDevice?: never; readonly unisolateDevice?: never; readonly quarantineFile?: never;   readonly blockIp: BlockIpInput; readonly unblockIp?: never; readonly resetUserSession?: never; readonly forcePasswordReset?: never; readonly collectForensics?: never; readonly runScript?: never; }
  |  { readonly killProcess?: never; readonly isolateDevice?: never; readonly unisolateDevice?: never; readonly quarantineFile?: never; readonly blockIp?: never;   readonly unblockIp: UnblockIpInput; readonly resetUserSession?: never; readonly forcePasswordReset?: never; readonly collectForensics?: never; readonly runScript?: never; }
  |  { readonly killProcess?: never; readonly isolateDevice?: never; readonly unisolateDevice?: never; readonly quarantineFile?: never; readonly blockIp?: never; readonly unblockIp?: never;   readonly resetUserSession: ResetUserSessionInput; readonly forcePasswordReset?: never; readonly collectForensics?: never; readonly runScript?: never; }
  |  { readonly killProcess?: never; readonly isolateDevice?: never; readonly unisolateDevice?: never; readonly quarantineFile?: never; readonly blockIp?: never; readonly unblockIp?: never; readonly resetUserSession?: never;   readonly forcePasswordReset: ForcePasswordResetInput; readonly collectForensics?: never; readonly runScript?: never; }
  |  { readonly killProcess?: never; readonly isolateDevice?: never; readonly unisolateDevice?: never; readonly quarantineFile?: never; readonly blockIp?: never; readonly unblockIp?: never; readonly resetUserSession?: never; readonly forcePasswordReset?: never;   readonly collectForensics: CollectForensicsInput; readonly runScript?: never; }
  |  { readonly killProcess?: never; readonly isolateDevice?: never; readonly unisolateDevice?: never; readonly quarantineFile?: never; readonly blockIp?: never; readonly unblockIp?: never; readonly resetUserSession?: never; readonly forcePasswordReset?: never; readonly collectForensics?: never;   readonly runScript: RunScriptInput; };

export type ArtifactKind =
  | 'MEMORY_DUMP'
  | 'EVENT_LOGS'
  | 'PREFETCH'
  | 'OTHER';

export type Decision =
  | 'APPROVED'
  | 'REJECTED';

export type Platform =
  | 'WINDOWS'
  | 'LINUX'
  | 'MACOS';

export type AuditEventKind =
  | 'ACTION_SUBMITTED'
  | 'ACTION_APPROVED'
  | 'ACTION_REJECTED'
  | 'ACTION_QUEUED'
  | 'ACTION_STARTED'
  | 'ACTION_COMPLETED'
  | 'ACTION_FAILED'
  | 'ACTION_CANCELLED'
  | 'VERIFICATION_SCHEDULED'
  | 'VERIFICATION_PASSED'
  | 'VERIFICATION_FAILED'
  | 'VERIFICATION_INCONCLUSIVE'
  | 'BULK_SUBMITTED'
  | 'BULK_PAUSED'
  | 'BULK_RESUMED'
  | 'BULK_ABORTED'
  | 'SETTINGS_CHANGED'
  | 'RULE_CHANGED'
  | 'SCRIPT_REGISTERED'
  | 'SCRIPT_RETIRED'
  | 'DETECTION_REPORTED'
  | 'INVESTIGATION_CHANGED'
  | 'PERSON_CHANGED'
  | 'ENROLLMENT_TOKEN_CREATED'
  | 'ENROLLMENT_TOKEN_REVOKED'
  | 'DEVICE_ENROLLED'
  | 'DEVICE_REVOKED'
  | 'CERTIFICATE_RENEWED'
  | 'API_KEY_CREATED'
  | 'API_KEY_REVOKED'
  | 'ARTIFACT_RECEIVED'
  | 'ARTIFACT_READ'
  | 'HISTORY_EXPORTED'
  | 'LATE_RESULT'
  | 'REFUSED_RESULT';

export type Weekday =
  | 'MONDAY'
  | 'TUESDAY'
  | 'WEDNESDAY'
  | 'THURSDAY'
  | 'FRIDAY'
  | 'SATURDAY'
  | 'SUNDAY';

export type ActionFilter = {
  readonly statuses?: ReadonlyArray<ActionStatus> | null | undefined;
  readonly types?: ReadonlyArray<ActionType> | null | undefined;
  readonly origins?: ReadonlyArray<ActionOrigin> | null | undefined;
  readonly verification?: ReadonlyArray<VerificationStatus> | null | undefined;
  readonly deviceId?: string | null | undefined;
  readonly detectionId?: string | null | undefined;
  readonly investigationId?: string | null | undefined;
  readonly bulkActionId?: string | null | undefined;
  readonly submittedById?: string | null | undefined;
  readonly approvedById?: string | null | undefined;
  readonly submittedAfter?: string | null | undefined;
  readonly submittedBefore?: string | null | undefined;
  /** Actions that the viewer may approve now. */
  readonly awaitingMyApproval?: boolean | null | undefined;
  /** Every word of three letters or more, as a part of justification, hostname, output or failure message, case aside. */
  readonly search?: string | null | undefined;
};

export type ActionOrderField =
  | 'SUBMITTED_AT'
  | 'COMPLETED_AT';

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type ActionOrder = {
  readonly field: ActionOrderField;
  readonly direction: OrderDirection;
};

export type DeviceFilter = {
  readonly online?: boolean | null | undefined;
  /** Contained now, whatever actions say. */
  readonly isolated?: boolean | null | undefined;
  readonly platform?: Platform | null | undefined;
  readonly hostnameContains?: string | null | undefined;
};

export type SubmitActionInput = {
  /** Required, except that forcePasswordReset with a personId may go without. */
  readonly deviceId?: string | null | undefined;
  readonly action: ActionInput;
  readonly justification: string;
  readonly detectionId?: string | null | undefined;
  readonly investigationId?: string | null | undefined;
  /** Only for isolateDevice and blockIp: undo it by itself after so many seconds, 60 to 31536000. */
  readonly effectFor?: number | null | undefined;
  /** Repeating a submission with the same key returns the first one's action; with other content it is a ConflictError. */
  readonly idempotencyKey?: string | null | undefined;
};

export type DecideActionInput = {
  readonly actionId: string;
  readonly comment?: string | null | undefined;
  /** Refuse unless the action is exactly this. */
  readonly digest?: string | null | undefined;
};

export type ApprovalRequirementInput = {
  readonly type: ActionType;
  readonly required: boolean;
  readonly approvals?: number | null | undefined;
};

export type UpdateApprovalRequirementsInput = {
  readonly requirements: ReadonlyArray<ApprovalRequirementInput>;
};

export type ActiveHoursInput = {
  readonly timeZone: string;
  readonly days: ReadonlyArray<Weekday>;
  readonly from: string;
  readonly to: string;
};

export type UpdateAutoResponseInput = {
  readonly enabled?: boolean | null | undefined;
  readonly isolateOnCritical?: boolean | null | undefined;
  readonly killOnHigh?: boolean | null | undefined;
  /** Null clears them, leaving it out keeps them. */
  readonly activeHours?: ActiveHoursInput | null | undefined;
  readonly requireApprovalFor?: ReadonlyArray<ActionType> | null | undefined;
  readonly maxPerHour?: number | null | undefined;
};

export type UpdateResponseSettingsInput = {
  /** 1 to 3600. */
  readonly verificationDelay?: number | null | undefined;
  /** 10 to 2592000. */
  readonly queueTimeout?: number | null | undefined;
  /** 60 to 2592000. */
  readonly approvalTimeout?: number | null | undefined;
};

export type CreateEnrollmentTokenInput = {
  /** Seconds; 3600 by default. */
  readonly lifetime?: number | null | undefined;
  /** How many devices may enrol with it; 1 by default. */
  readonly uses?: number | null | undefined;
};

export type ApprovalsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ApprovalsQuery = { readonly actions: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> } };

export type ApprovalBriefQueryVariables = Exact<{
  id: string;
}>;


export type ApprovalBriefQuery = { readonly action: { readonly __typename: 'ResponseAction', readonly rawId: string, readonly digest: string, readonly effectFor: number | null, readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly approvals: ReadonlyArray<{ readonly comment: string | null, readonly decision: Decision, readonly at: string, readonly by:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }>, readonly device: { readonly rawId: string, readonly platform: Platform, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly id: string, readonly hostname: string, readonly online: boolean, readonly person: { readonly id: string, readonly name: string, readonly email: string } | null, readonly containment: { readonly isolated: boolean, readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null }, readonly queue: ReadonlyArray<{ readonly id: string, readonly type: ActionType, readonly status: ActionStatus }>, readonly actions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly submittedAt: string, readonly justification: string, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null } } }> } } | null, readonly detection: { readonly technique: string | null, readonly firedAt: string, readonly id: string, readonly title: string, readonly severity: Severity, readonly process: { readonly pid: number, readonly name: string, readonly path: string | null, readonly sha256: string | null, readonly startedAt: string | null } | null } | null, readonly investigation: { readonly id: string, readonly title: string } | null, readonly bulkAction: { readonly total: number, readonly digest: string, readonly justification: string, readonly id: string } | null, readonly parameters:
      | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
      | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
      | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
      | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
      | { readonly __typename: 'BlockIpParameters', readonly address: string }
      | { readonly __typename: 'UnblockIpParameters', readonly address: string }
      | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
      | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
      | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
      | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
    , readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'SystemActor', readonly name: string }
    , readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null } } | null };

export type ActionQueryVariables = Exact<{
  id: string;
}>;


export type ActionQuery = { readonly action: { readonly __typename: 'ResponseAction', readonly rawId: string, readonly digest: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly output: unknown, readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly approvals: ReadonlyArray<{ readonly comment: string | null, readonly decision: Decision, readonly at: string, readonly by:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }>, readonly failure: { readonly message: string, readonly code: FailureCode } | null, readonly cancellation: { readonly at: string, readonly comment: string | null, readonly reason: CancellationReason, readonly by:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'SystemActor', readonly name: string }
       | null } | null, readonly device: { readonly platform: Platform, readonly lastSeenAt: string | null, readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly verification: { readonly attempts: number, readonly verifiedAt: string | null, readonly evidence: unknown, readonly status: VerificationStatus, readonly dueAt: string | null }, readonly undoes: { readonly id: string, readonly type: ActionType, readonly submittedAt: string } | null, readonly undoneBy: { readonly id: string, readonly type: ActionType, readonly submittedAt: string } | null, readonly investigation: { readonly id: string, readonly title: string } | null, readonly bulkAction: { readonly total: number, readonly id: string } | null, readonly artifacts: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: ArtifactKind, readonly size: number, readonly sha256: string, readonly receivedAt: string }>, readonly auditTrail: ReadonlyArray<{ readonly id: string, readonly sequence: number, readonly kind: AuditEventKind, readonly at: string, readonly data: unknown, readonly hash: string, readonly previousHash: string, readonly canonical: string, readonly actor:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }>, readonly parameters:
      | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
      | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
      | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
      | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
      | { readonly __typename: 'BlockIpParameters', readonly address: string }
      | { readonly __typename: 'UnblockIpParameters', readonly address: string }
      | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
      | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
      | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
      | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
    , readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'SystemActor', readonly name: string }
    , readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null } | null };

export type ArtifactLinkQueryVariables = Exact<{
  id: string;
}>;


export type ArtifactLinkQuery = { readonly node:
    | { readonly id: string, readonly url: string | null }
    | Record<PropertyKey, never>
   | null };

export type HistoryQueryVariables = Exact<{
  filter?: ActionFilter | null | undefined;
  orderBy?: ActionOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HistoryQuery = { readonly actions: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> } };

export type ApproveMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type ApproveMutation = { readonly outcome:
    | { readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RejectMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type RejectMutation = { readonly outcome:
    | { readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type CancelMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type CancelMutation = { readonly outcome:
    | { readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type AwaitingQueryVariables = Exact<{ [key: string]: never; }>;


export type AwaitingQuery = { readonly actions: { readonly totalCount: number } };

export type DevicesQueryVariables = Exact<{
  filter?: DeviceFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DevicesQuery = { readonly devices: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly revokedAt: string | null, readonly containment: { readonly isolated: boolean, readonly blockedAddresses: ReadonlyArray<string> } } }> } };

export type DeviceQueryVariables = Exact<{
  id: string;
}>;


export type DeviceQuery = { readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly enrolledAt: string, readonly revokedAt: string | null, readonly certificateExpiresAt: string | null, readonly person: { readonly id: string, readonly name: string, readonly email: string } | null, readonly containment: { readonly isolated: boolean, readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null, readonly quarantinedFiles: ReadonlyArray<{ readonly originalPath: string, readonly sha256: string, readonly quarantinedAt: string }> }, readonly queue: ReadonlyArray<{ readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
        | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
        | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
        | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
        | { readonly __typename: 'BlockIpParameters', readonly address: string }
        | { readonly __typename: 'UnblockIpParameters', readonly address: string }
        | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
        | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
        | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
        | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
      , readonly submittedBy:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'SystemActor', readonly name: string }
      , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null }>, readonly intended: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: ActionType, readonly completedAt: string | null, readonly effectUntil: string | null, readonly undoneBy: { readonly id: string } | null, readonly parameters:
            | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
            | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
            | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
            | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
            | { readonly __typename: 'BlockIpParameters', readonly address: string }
            | { readonly __typename: 'UnblockIpParameters', readonly address: string }
            | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
            | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
            | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
            | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
           } }> }, readonly actions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
            | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
            | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
            | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
            | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
            | { readonly __typename: 'BlockIpParameters', readonly address: string }
            | { readonly __typename: 'UnblockIpParameters', readonly address: string }
            | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
            | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
            | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
            | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          , readonly submittedBy:
            | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
            | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
            | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
            | { readonly __typename: 'SystemActor', readonly name: string }
          , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> }, readonly detections: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string } }> } } | null };

export type RevokeDeviceMutationVariables = Exact<{
  deviceId: string;
}>;


export type RevokeDeviceMutation = { readonly outcome:
    | { readonly device: { readonly id: string, readonly revokedAt: string | null, readonly online: boolean } }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type PresenceSubscriptionVariables = Exact<{
  deviceId?: string | null | undefined;
}>;


export type PresenceSubscription = { readonly devicePresenceChanged: { readonly id: string, readonly hostname: string, readonly online: boolean, readonly lastSeenAt: string | null } };

type ActorName_Analyst_Fragment = { readonly __typename: 'Analyst', readonly id: string, readonly name: string };

type ActorName_ServiceAccount_Fragment = { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string };

type ActorName_ResponseRuleActor_Fragment = { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } };

type ActorName_SystemActor_Fragment = { readonly __typename: 'SystemActor', readonly name: string };

export type ActorNameFragment =
  | ActorName_Analyst_Fragment
  | ActorName_ServiceAccount_Fragment
  | ActorName_ResponseRuleActor_Fragment
  | ActorName_SystemActor_Fragment
;

type Parameters_KillProcessParameters_Fragment = { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null };

type Parameters_IsolateDeviceParameters_Fragment = { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> };

type Parameters_UnisolateDeviceParameters_Fragment = { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null };

type Parameters_QuarantineFileParameters_Fragment = { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null };

type Parameters_BlockIpParameters_Fragment = { readonly __typename: 'BlockIpParameters', readonly address: string };

type Parameters_UnblockIpParameters_Fragment = { readonly __typename: 'UnblockIpParameters', readonly address: string };

type Parameters_ResetUserSessionParameters_Fragment = { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null };

type Parameters_ForcePasswordResetParameters_Fragment = { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } };

type Parameters_CollectForensicsParameters_Fragment = { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null };

type Parameters_RunScriptParameters_Fragment = { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } };

export type ParametersFragment =
  | Parameters_KillProcessParameters_Fragment
  | Parameters_IsolateDeviceParameters_Fragment
  | Parameters_UnisolateDeviceParameters_Fragment
  | Parameters_QuarantineFileParameters_Fragment
  | Parameters_BlockIpParameters_Fragment
  | Parameters_UnblockIpParameters_Fragment
  | Parameters_ResetUserSessionParameters_Fragment
  | Parameters_ForcePasswordResetParameters_Fragment
  | Parameters_CollectForensicsParameters_Fragment
  | Parameters_RunScriptParameters_Fragment
;

export type ActionRowFragment = { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
    | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
    | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
    | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
    | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
    | { readonly __typename: 'BlockIpParameters', readonly address: string }
    | { readonly __typename: 'UnblockIpParameters', readonly address: string }
    | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
    | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
    | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
    | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
  , readonly submittedBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'SystemActor', readonly name: string }
  , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null };

type Refusal_InvalidInputError_Fragment = { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null };

type Refusal_NotFoundError_Fragment = { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null };

type Refusal_ForbiddenError_Fragment = { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null };

type Refusal_ConflictError_Fragment = { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null };

export type RefusalFragment =
  | Refusal_InvalidInputError_Fragment
  | Refusal_NotFoundError_Fragment
  | Refusal_ForbiddenError_Fragment
  | Refusal_ConflictError_Fragment
;

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer:
    | { readonly __typename: 'Analyst', readonly email: string, readonly roles: ReadonlyArray<Role>, readonly id: string, readonly name: string }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'SystemActor', readonly name: string }
   };

export type LedgerHeadQueryVariables = Exact<{ [key: string]: never; }>;


export type LedgerHeadQuery = { readonly ledgerHead: string };

export type LiveListsQueryVariables = Exact<{ [key: string]: never; }>;


export type LiveListsQuery = { readonly open: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> }, readonly ended: { readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> }, readonly withdrawn: { readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> } };

export type LiveCountsQueryVariables = Exact<{
  since: string;
}>;


export type LiveCountsQuery = { readonly mine: { readonly totalCount: number }, readonly pending: { readonly totalCount: number }, readonly queued: { readonly totalCount: number }, readonly executing: { readonly totalCount: number }, readonly failed: { readonly totalCount: number }, readonly completed: { readonly totalCount: number }, readonly online: { readonly totalCount: number }, readonly isolated: { readonly totalCount: number } };

export type ChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ChangesSubscription = { readonly actionChanged: { readonly cursor: string, readonly event: { readonly id: string, readonly kind: AuditEventKind, readonly at: string, readonly sequence: number }, readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
        | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
        | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
        | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
        | { readonly __typename: 'BlockIpParameters', readonly address: string }
        | { readonly __typename: 'UnblockIpParameters', readonly address: string }
        | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
        | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
        | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
        | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
      , readonly submittedBy:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'SystemActor', readonly name: string }
      , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } } };

export type SettingsFragment = { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } };

export type SettingsPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsPageQuery = { readonly responseSettings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } }, readonly actionTypes: ReadonlyArray<{ readonly type: ActionType, readonly title: string, readonly destructive: boolean }> };

export type UpdateApprovalsMutationVariables = Exact<{
  input: UpdateApprovalRequirementsInput;
}>;


export type UpdateApprovalsMutation = { readonly outcome:
    | { readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type UpdateTimesMutationVariables = Exact<{
  input: UpdateResponseSettingsInput;
}>;


export type UpdateTimesMutation = { readonly outcome:
    | { readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type UpdateAutoResponseMutationVariables = Exact<{
  input: UpdateAutoResponseInput;
}>;


export type UpdateAutoResponseMutation = { readonly outcome:
    | { readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type EnrollmentTokensQueryVariables = Exact<{ [key: string]: never; }>;


export type EnrollmentTokensQuery = { readonly enrollmentTokens: ReadonlyArray<{ readonly id: string, readonly createdAt: string, readonly expiresAt: string, readonly usesLeft: number, readonly revokedAt: string | null, readonly createdBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'SystemActor', readonly name: string }
     }> };

export type CreateEnrollmentTokenMutationVariables = Exact<{
  input: CreateEnrollmentTokenInput;
}>;


export type CreateEnrollmentTokenMutation = { readonly outcome:
    | { readonly token: string, readonly expiresAt: string }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RevokeEnrollmentTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeEnrollmentTokenMutation = { readonly outcome:
    | { readonly enrollmentToken: { readonly id: string, readonly revokedAt: string | null } }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type ActionTypesQueryVariables = Exact<{ [key: string]: never; }>;


export type ActionTypesQuery = { readonly actionTypes: ReadonlyArray<{ readonly type: ActionType, readonly title: string, readonly description: string, readonly destructive: boolean, readonly requiresApproval: boolean, readonly approvalsRequired: number, readonly verifies: string }> };

export type PreviewQueryVariables = Exact<{
  input: SubmitActionInput;
}>;


export type PreviewQuery = { readonly previewAction: { readonly digest: string | null, readonly destructive: boolean, readonly approvalsRequired: number, readonly deviceOnline: boolean | null, readonly warnings: ReadonlyArray<string>, readonly refusal:
      | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
     | null } };

export type SubmitMutationVariables = Exact<{
  input: SubmitActionInput;
}>;


export type SubmitMutation = { readonly outcome:
    | { readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type FindDevicesQueryVariables = Exact<{
  hostname: string;
}>;


export type FindDevicesQuery = { readonly devices: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean } }> } };

export type DeviceNamesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type DeviceNamesQuery = { readonly nodes: ReadonlyArray<
    | { readonly id: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean }
    | Record<PropertyKey, never>
   | null> };

import type { TypedText } from '../../sdk/typed-document.ts'

export const ApprovalsDocument = 'query Approvals($first:Int!$after:String){actions(filter:{awaitingMyApproval:true}orderBy:{field:SUBMITTED_AT direction:ASC}first:$first after:$after){totalCount pageInfo{hasNextPage endCursor}edges{node{...ActionRow}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<ApprovalsQuery, ApprovalsQueryVariables>

export const ApprovalBriefDocument = 'query ApprovalBrief($id:ID!){action(id:$id){...ActionRow rawId digest effectFor approvals{comment by{...ActorName}}device{rawId platform lastSeenAt ipAddresses agentVersion person{id name email}containment{isolated isolatedSince blockedAddresses reportedAt}queue{id type status}actions(first:6){totalCount edges{node{id type status submittedAt justification failure{code}cancellation{reason}verification{status dueAt}}}}}detection{technique firedAt process{pid name path sha256 startedAt}}investigation{id title}bulkAction{total digest justification}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<ApprovalBriefQuery, ApprovalBriefQueryVariables>

export const ActionDocument = 'query Action($id:ID!){action(id:$id){...ActionRow rawId digest effectFor effectUntil output approvals{comment by{...ActorName}}failure{message}cancellation{at comment by{...ActorName}}device{platform lastSeenAt}verification{attempts verifiedAt evidence}undoes{id type submittedAt}undoneBy{id type submittedAt}investigation{id title}bulkAction{total}artifacts{id name kind size sha256 receivedAt}auditTrail{id sequence kind at actor{...ActorName}data hash previousHash canonical}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<ActionQuery, ActionQueryVariables>

export const ArtifactLinkDocument = 'query ArtifactLink($id:ID!){node(id:$id){...on Artifact{id url}}}' as TypedText<ArtifactLinkQuery, ArtifactLinkQueryVariables>

export const HistoryDocument = 'query History($filter:ActionFilter$orderBy:ActionOrder$first:Int!$after:String){actions(filter:$filter orderBy:$orderBy first:$first after:$after){totalCount pageInfo{hasNextPage endCursor}edges{node{...ActionRow}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<HistoryQuery, HistoryQueryVariables>

export const ApproveDocument = 'mutation Approve($input:DecideActionInput!){outcome:approveAction(input:$input){...on DecideActionPayload{action{...ActionRow}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}fragment Refusal on UserError{__typename code message path}' as TypedText<ApproveMutation, ApproveMutationVariables>

export const RejectDocument = 'mutation Reject($input:DecideActionInput!){outcome:rejectAction(input:$input){...on DecideActionPayload{action{...ActionRow}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}fragment Refusal on UserError{__typename code message path}' as TypedText<RejectMutation, RejectMutationVariables>

export const CancelDocument = 'mutation Cancel($input:DecideActionInput!){outcome:cancelAction(input:$input){...on DecideActionPayload{action{...ActionRow}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}fragment Refusal on UserError{__typename code message path}' as TypedText<CancelMutation, CancelMutationVariables>

export const AwaitingDocument = 'query Awaiting{actions(filter:{awaitingMyApproval:true}first:1){totalCount}}' as TypedText<AwaitingQuery, AwaitingQueryVariables>

export const DevicesDocument = 'query Devices($filter:DeviceFilter$first:Int!$after:String){devices(filter:$filter first:$first after:$after){totalCount pageInfo{hasNextPage endCursor}edges{node{id hostname platform online lastSeenAt ipAddresses agentVersion revokedAt containment{isolated blockedAddresses}}}}}' as TypedText<DevicesQuery, DevicesQueryVariables>

export const DeviceDocument = 'query Device($id:ID!){device(id:$id){id rawId hostname platform online lastSeenAt ipAddresses agentVersion enrolledAt revokedAt certificateExpiresAt person{id name email}containment{isolated isolatedSince blockedAddresses reportedAt quarantinedFiles{originalPath sha256 quarantinedAt}}queue{...ActionRow}intended:actions(filter:{types:[ISOLATE_DEVICE UNISOLATE_DEVICE BLOCK_IP UNBLOCK_IP]statuses:[COMPLETED]}first:100){edges{node{id type completedAt effectUntil undoneBy{id}parameters{...Parameters}}}}actions(first:50){totalCount edges{node{...ActionRow}}}detections(first:20){edges{node{id title severity technique firedAt}}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<DeviceQuery, DeviceQueryVariables>

export const RevokeDeviceDocument = 'mutation RevokeDevice($deviceId:ID!){outcome:revokeDevice(deviceId:$deviceId){...on RevokeDevicePayload{device{id revokedAt online}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<RevokeDeviceMutation, RevokeDeviceMutationVariables>

export const PresenceDocument = 'subscription Presence($deviceId:ID){devicePresenceChanged(deviceId:$deviceId){id hostname online lastSeenAt}}' as TypedText<PresenceSubscription, PresenceSubscriptionVariables>

export const ViewerDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}query Viewer{viewer{...ActorName ...on Analyst{email roles}}}' as TypedText<ViewerQuery, ViewerQueryVariables>

export const LedgerHeadDocument = 'query LedgerHead{ledgerHead}' as TypedText<LedgerHeadQuery, LedgerHeadQueryVariables>

export const LiveListsDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}query LiveLists{open:actions(filter:{statuses:[PENDING_APPROVAL QUEUED EXECUTING]}first:100){totalCount edges{node{...ActionRow}}}ended:actions(orderBy:{field:COMPLETED_AT direction:DESC}first:50){edges{node{...ActionRow}}}withdrawn:actions(filter:{statuses:[CANCELLED]}first:20){edges{node{...ActionRow}}}}' as TypedText<LiveListsQuery, LiveListsQueryVariables>

export const LiveCountsDocument = 'query LiveCounts($since:DateTime!){mine:actions(filter:{awaitingMyApproval:true}first:1){totalCount}pending:actions(filter:{statuses:[PENDING_APPROVAL]}first:1){totalCount}queued:actions(filter:{statuses:[QUEUED]}first:1){totalCount}executing:actions(filter:{statuses:[EXECUTING]}first:1){totalCount}failed:actions(filter:{statuses:[FAILED]submittedAfter:$since}first:1){totalCount}completed:actions(filter:{statuses:[COMPLETED]submittedAfter:$since}first:1){totalCount}online:devices(filter:{online:true}first:1){totalCount}isolated:devices(filter:{isolated:true}first:1){totalCount}}' as TypedText<LiveCountsQuery, LiveCountsQueryVariables>

export const ChangesDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}subscription Changes($after:LedgerCursor){actionChanged(after:$after){cursor event{id kind at sequence}action{...ActionRow}}}' as TypedText<ChangesSubscription, ChangesSubscriptionVariables>

export const SettingsPageDocument = 'fragment Settings on ResponseSettings{verificationDelay queueTimeout approvalTimeout approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh requireApprovalFor maxPerHour activeHours{timeZone days from to}}}query SettingsPage{responseSettings{...Settings}actionTypes{type title destructive}}' as TypedText<SettingsPageQuery, SettingsPageQueryVariables>

export const UpdateApprovalsDocument = 'fragment Refusal on UserError{__typename code message path}fragment Settings on ResponseSettings{verificationDelay queueTimeout approvalTimeout approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh requireApprovalFor maxPerHour activeHours{timeZone days from to}}}mutation UpdateApprovals($input:UpdateApprovalRequirementsInput!){outcome:updateApprovalRequirements(input:$input){...on UpdateSettingsPayload{settings{...Settings}}...Refusal}}' as TypedText<UpdateApprovalsMutation, UpdateApprovalsMutationVariables>

export const UpdateTimesDocument = 'fragment Refusal on UserError{__typename code message path}fragment Settings on ResponseSettings{verificationDelay queueTimeout approvalTimeout approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh requireApprovalFor maxPerHour activeHours{timeZone days from to}}}mutation UpdateTimes($input:UpdateResponseSettingsInput!){outcome:updateResponseSettings(input:$input){...on UpdateSettingsPayload{settings{...Settings}}...Refusal}}' as TypedText<UpdateTimesMutation, UpdateTimesMutationVariables>

export const UpdateAutoResponseDocument = 'fragment Refusal on UserError{__typename code message path}fragment Settings on ResponseSettings{verificationDelay queueTimeout approvalTimeout approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh requireApprovalFor maxPerHour activeHours{timeZone days from to}}}mutation UpdateAutoResponse($input:UpdateAutoResponseInput!){outcome:updateAutoResponse(input:$input){...on UpdateSettingsPayload{settings{...Settings}}...Refusal}}' as TypedText<UpdateAutoResponseMutation, UpdateAutoResponseMutationVariables>

export const EnrollmentTokensDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}query EnrollmentTokens{enrollmentTokens{id createdAt expiresAt usesLeft revokedAt createdBy{...ActorName}}}' as TypedText<EnrollmentTokensQuery, EnrollmentTokensQueryVariables>

export const CreateEnrollmentTokenDocument = 'fragment Refusal on UserError{__typename code message path}mutation CreateEnrollmentToken($input:CreateEnrollmentTokenInput!){outcome:createEnrollmentToken(input:$input){...on CreateEnrollmentTokenPayload{token expiresAt}...Refusal}}' as TypedText<CreateEnrollmentTokenMutation, CreateEnrollmentTokenMutationVariables>

export const RevokeEnrollmentTokenDocument = 'fragment Refusal on UserError{__typename code message path}mutation RevokeEnrollmentToken($id:ID!){outcome:revokeEnrollmentToken(id:$id){...on RevokeEnrollmentTokenPayload{enrollmentToken{id revokedAt}}...Refusal}}' as TypedText<RevokeEnrollmentTokenMutation, RevokeEnrollmentTokenMutationVariables>

export const ActionTypesDocument = 'query ActionTypes{actionTypes{type title description destructive requiresApproval approvalsRequired verifies}}' as TypedText<ActionTypesQuery, ActionTypesQueryVariables>

export const PreviewDocument = 'fragment Refusal on UserError{__typename code message path}query Preview($input:SubmitActionInput!){previewAction(input:$input){digest destructive approvalsRequired deviceOnline warnings refusal{...Refusal}}}' as TypedText<PreviewQuery, PreviewQueryVariables>

export const SubmitDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}fragment Refusal on UserError{__typename code message path}mutation Submit($input:SubmitActionInput!){outcome:submitAction(input:$input){...on SubmitActionPayload{action{...ActionRow}}...Refusal}}' as TypedText<SubmitMutation, SubmitMutationVariables>

export const FindDevicesDocument = 'query FindDevices($hostname:String!){devices(filter:{hostnameContains:$hostname}first:20){edges{node{id hostname platform online}}}}' as TypedText<FindDevicesQuery, FindDevicesQueryVariables>

export const DeviceNamesDocument = 'query DeviceNames($ids:[ID!]!){nodes(ids:$ids){...on Device{id hostname platform online}}}' as TypedText<DeviceNamesQuery, DeviceNamesQueryVariables>