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

/** PAUSED and ABORTED send nothing more; what was sent runs on. ABORTED cancels what had not been sent. */
export type BulkState =
  | 'RUNNING'
  | 'PAUSED'
  | 'ABORTED'
  | 'FINISHED';

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

export type AuditFilter = {
  readonly kinds?: ReadonlyArray<AuditEventKind> | null | undefined;
  readonly actionId?: string | null | undefined;
  readonly deviceId?: string | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
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

export type SubmitBulkActionInput = {
  readonly deviceIds: ReadonlyArray<string>;
  readonly action: ActionInput;
  readonly justification: string;
  readonly detectionId?: string | null | undefined;
  readonly investigationId?: string | null | undefined;
  readonly effectFor?: number | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly rollout?: RolloutInput | null | undefined;
};

export type RolloutInput = {
  /** Devices that go first; the rest waits until all of them have ended well. */
  readonly canary?: number | null | undefined;
  readonly perMinute?: number | null | undefined;
  /** Abort when more than this share of the ended ones failed or did not verify, looked at once `abortAfter` have ended. */
  readonly abortAboveFailurePercent?: number | null | undefined;
  readonly abortAfter?: number | null | undefined;
};

export type DecideActionInput = {
  readonly actionId: string;
  readonly comment?: string | null | undefined;
  /** Refuse unless the action is exactly this. */
  readonly digest?: string | null | undefined;
};

export type DecideBulkActionInput = {
  readonly bulkActionId: string;
  readonly comment?: string | null | undefined;
  /** Refuse unless the bulk is exactly this. */
  readonly digest?: string | null | undefined;
};

export type SubmitActionMutationVariables = Exact<{
  input: SubmitActionInput;
}>;


export type SubmitActionMutation = { readonly outcome:
    | { readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null, readonly current: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } | null }
   };

export type ApproveActionMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type ApproveActionMutation = { readonly outcome:
    | { readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null, readonly current: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } | null }
   };

export type RejectActionMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type RejectActionMutation = { readonly outcome:
    | { readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null, readonly current: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } | null }
   };

export type CancelActionMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type CancelActionMutation = { readonly outcome:
    | { readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null, readonly current: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } | null }
   };

export type HistoryQueryVariables = Exact<{
  filter?: ActionFilter | null | undefined;
  orderBy?: ActionOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HistoryQuery = { readonly list: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type WatchSubscriptionVariables = Exact<{
  filter?: ActionFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type WatchSubscription = { readonly change: { readonly cursor: string, readonly event: { readonly id: string, readonly rawId: string, readonly sequence: number, readonly cursor: string, readonly kind: AuditEventKind, readonly at: string, readonly actor:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }, readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
        | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
        | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
        | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
        | { readonly __typename: 'BlockIpParameters', readonly address: string }
        | { readonly __typename: 'UnblockIpParameters', readonly address: string }
        | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
        | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
        | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
      , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'SystemActor', readonly name: string }
      , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } } };

export type LedgerHeadQueryVariables = Exact<{ [key: string]: never; }>;


export type LedgerHeadQuery = { readonly ledgerHead: string };

export type AuditQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditQuery = { readonly list: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly data: unknown, readonly hash: string, readonly previousHash: string, readonly canonical: string, readonly id: string, readonly rawId: string, readonly sequence: number, readonly cursor: string, readonly kind: AuditEventKind, readonly at: string, readonly action: { readonly id: string, readonly rawId: string } | null, readonly actor:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type SubmitBulkActionMutationVariables = Exact<{
  input: SubmitBulkActionInput;
}>;


export type SubmitBulkActionMutation = { readonly outcome:
    | { readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type ApproveBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type ApproveBulkActionMutation = { readonly outcome:
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RejectBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type RejectBulkActionMutation = { readonly outcome:
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type CancelBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type CancelBulkActionMutation = { readonly outcome:
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type PauseBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type PauseBulkActionMutation = { readonly outcome:
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type ResumeBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type ResumeBulkActionMutation = { readonly outcome:
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type WatchBulkSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchBulkSubscription = { readonly bulk: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'SystemActor', readonly name: string }
    , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } };

type Who_Analyst_Fragment = { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string };

type Who_ServiceAccount_Fragment = { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string };

type Who_ResponseRuleActor_Fragment = { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } };

type Who_SystemActor_Fragment = { readonly __typename: 'SystemActor', readonly name: string };

export type WhoFragment =
  | Who_Analyst_Fragment
  | Who_ServiceAccount_Fragment
  | Who_ResponseRuleActor_Fragment
  | Who_SystemActor_Fragment
;

type Parameters_KillProcessParameters_Fragment = { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null };

type Parameters_IsolateDeviceParameters_Fragment = { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> };

type Parameters_UnisolateDeviceParameters_Fragment = { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null };

type Parameters_QuarantineFileParameters_Fragment = { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null };

type Parameters_BlockIpParameters_Fragment = { readonly __typename: 'BlockIpParameters', readonly address: string };

type Parameters_UnblockIpParameters_Fragment = { readonly __typename: 'UnblockIpParameters', readonly address: string };

type Parameters_ResetUserSessionParameters_Fragment = { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null };

type Parameters_ForcePasswordResetParameters_Fragment = { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } };

type Parameters_CollectForensicsParameters_Fragment = { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null };

type Parameters_RunScriptParameters_Fragment = { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } };

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

export type ActionFragment = { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
    | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
    | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
    | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
    | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
    | { readonly __typename: 'BlockIpParameters', readonly address: string }
    | { readonly __typename: 'UnblockIpParameters', readonly address: string }
    | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
    | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
    | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
  , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'SystemActor', readonly name: string }
  , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } };

export type EventFragment = { readonly id: string, readonly rawId: string, readonly sequence: number, readonly cursor: string, readonly kind: AuditEventKind, readonly at: string, readonly actor:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'SystemActor', readonly name: string }
   };

export type BulkFragment = { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'SystemActor', readonly name: string }
  , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } };

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

import type { TypedText } from '../typed-document.ts'

export const SubmitAction = 'mutation SubmitAction($input:SubmitActionInput!){outcome:submitAction(input:$input){...on SubmitActionPayload{action{...Action}}...Refusal ...on ConflictError{current:action{...Action}}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Refusal on UserError{__typename code message path}' as TypedText<SubmitActionMutation, SubmitActionMutationVariables>

export const ApproveAction = 'mutation ApproveAction($input:DecideActionInput!){outcome:approveAction(input:$input){...on DecideActionPayload{action{...Action}}...Refusal ...on ConflictError{current:action{...Action}}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Refusal on UserError{__typename code message path}' as TypedText<ApproveActionMutation, ApproveActionMutationVariables>

export const RejectAction = 'mutation RejectAction($input:DecideActionInput!){outcome:rejectAction(input:$input){...on DecideActionPayload{action{...Action}}...Refusal ...on ConflictError{current:action{...Action}}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Refusal on UserError{__typename code message path}' as TypedText<RejectActionMutation, RejectActionMutationVariables>

export const CancelAction = 'mutation CancelAction($input:DecideActionInput!){outcome:cancelAction(input:$input){...on DecideActionPayload{action{...Action}}...Refusal ...on ConflictError{current:action{...Action}}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Refusal on UserError{__typename code message path}' as TypedText<CancelActionMutation, CancelActionMutationVariables>

export const History = 'query History($filter:ActionFilter$orderBy:ActionOrder$first:Int$after:String){list:actions(filter:$filter orderBy:$orderBy first:$first after:$after){edges{cursor node{...Action}}pageInfo{hasNextPage endCursor}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}' as TypedText<HistoryQuery, HistoryQueryVariables>

export const Watch = 'subscription Watch($filter:ActionFilter$after:LedgerCursor){change:actionChanged(filter:$filter after:$after){cursor event{...Event}action{...Action}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Event on AuditEvent{id rawId sequence cursor kind at actor{...Who}}' as TypedText<WatchSubscription, WatchSubscriptionVariables>

export const LedgerHead = 'query LedgerHead{ledgerHead}' as TypedText<LedgerHeadQuery, LedgerHeadQueryVariables>

export const Audit = 'query Audit($filter:AuditFilter$first:Int$after:LedgerCursor){list:auditEvents(filter:$filter first:$first after:$after){edges{cursor node{...Event action{id rawId}data hash previousHash canonical}}pageInfo{hasNextPage endCursor}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Event on AuditEvent{id rawId sequence cursor kind at actor{...Who}}' as TypedText<AuditQuery, AuditQueryVariables>

export const SubmitBulkAction = 'mutation SubmitBulkAction($input:SubmitBulkActionInput!){outcome:submitBulkAction(input:$input){...on SubmitBulkActionPayload{bulkAction{...Bulk}}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<SubmitBulkActionMutation, SubmitBulkActionMutationVariables>

export const ApproveBulkAction = 'mutation ApproveBulkAction($input:DecideBulkActionInput!){outcome:approveBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<ApproveBulkActionMutation, ApproveBulkActionMutationVariables>

export const RejectBulkAction = 'mutation RejectBulkAction($input:DecideBulkActionInput!){outcome:rejectBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<RejectBulkActionMutation, RejectBulkActionMutationVariables>

export const CancelBulkAction = 'mutation CancelBulkAction($input:DecideBulkActionInput!){outcome:cancelBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<CancelBulkActionMutation, CancelBulkActionMutationVariables>

export const PauseBulkAction = 'mutation PauseBulkAction($input:DecideBulkActionInput!){outcome:pauseBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<PauseBulkActionMutation, PauseBulkActionMutationVariables>

export const ResumeBulkAction = 'mutation ResumeBulkAction($input:DecideBulkActionInput!){outcome:resumeBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<ResumeBulkActionMutation, ResumeBulkActionMutationVariables>

export const WatchBulk = 'subscription WatchBulk($id:ID!){bulk:bulkActionChanged(id:$id){...Bulk}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}' as TypedText<WatchBulkSubscription, WatchBulkSubscriptionVariables>