/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Which actions; what is left out restricts nothing. */
export type ActionFilter = {
  /** Approved by this analyst. */
  readonly approvedById?: string | null | undefined;
  /** Actions that the viewer may approve now. */
  readonly awaitingMyApproval?: boolean | null | undefined;
  /** Submitted with this bulk. */
  readonly bulkActionId?: string | null | undefined;
  /** Submitted because of this detection. */
  readonly detectionId?: string | null | undefined;
  /** On this device. */
  readonly deviceId?: string | null | undefined;
  /** Submitted for this investigation. */
  readonly investigationId?: string | null | undefined;
  /** Submitted in one of these ways. */
  readonly origins?: ReadonlyArray<ActionOrigin> | null | undefined;
  /** Every word of three letters or more, as a part of justification, hostname, output or failure message, case aside. */
  readonly search?: string | null | undefined;
  /** In one of these states. */
  readonly statuses?: ReadonlyArray<ActionStatus> | null | undefined;
  /** Submitted later than this. */
  readonly submittedAfter?: string | null | undefined;
  /** Submitted earlier than this. */
  readonly submittedBefore?: string | null | undefined;
  /** Submitted by this actor. */
  readonly submittedById?: string | null | undefined;
  /** Of one of these types. */
  readonly types?: ReadonlyArray<ActionType> | null | undefined;
  /** Verified so far. */
  readonly verification?: ReadonlyArray<VerificationStatus> | null | undefined;
};

/** What to do: exactly one of these. */
export type ActionInput =
  {   /** Drop traffic to an address. */
  readonly blockIp: BlockIpInput; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never;   /** Collect evidence. */
  readonly collectForensics: CollectForensicsInput; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never;   /** Demand a new password. */
  readonly forcePasswordReset: ForcePasswordResetInput; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never; readonly forcePasswordReset?: never;   /** Cut the device off the network. */
  readonly isolateDevice: IsolateDeviceInput; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never;   /** End a process. */
  readonly killProcess: KillProcessInput; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never;   /** Move a file into the vault. */
  readonly quarantineFile: QuarantineFileInput; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never;   /** End a user's sessions. */
  readonly resetUserSession: ResetUserSessionInput; readonly runScript?: never; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never;   /** Run a registered script. */
  readonly runScript: RunScriptInput; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never;   /** Take a block back. */
  readonly unblockIp: UnblockIpInput; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never;   /** Take an isolation back. */
  readonly unisolateDevice: UnisolateDeviceInput; };

/** In which order; ties by id. */
export type ActionOrder = {
  /** Which end first. */
  readonly direction: OrderDirection;
  /** By what. */
  readonly field: ActionOrderField;
};

/** What actions are ordered by. */
export type ActionOrderField =
  /** When their execution ended; lists only those that have ended so. */
  | 'COMPLETED_AT'
  /** When they were submitted. */
  | 'SUBMITTED_AT';

/** What submitted an action. */
export type ActionOrigin =
  /** The automatic response to a detection. */
  | 'AUTO_RESPONSE'
  /** A bulk action. */
  | 'BULK'
  /** Somebody, one by one. */
  | 'MANUAL'
  /** A response rule. */
  | 'RESPONSE_RULE';

/** Where an action is in its life. */
export type ActionStatus =
  /** It was withdrawn before it ran. */
  | 'CANCELLED'
  /** The device reported success. */
  | 'COMPLETED'
  /** The device has claimed it. */
  | 'EXECUTING'
  /** It was not done, or it did not hold. */
  | 'FAILED'
  /** Waits for approvals. */
  | 'PENDING_APPROVAL'
  /** Waits for its device. */
  | 'QUEUED';

/** What can be done to a device. */
export type ActionType =
  /** Drop traffic to an address or a CIDR block. */
  | 'BLOCK_IP'
  /** Collect memory, event logs and prefetch data. */
  | 'COLLECT_FORENSICS'
  /** Demand a new password of a person. */
  | 'FORCE_PASSWORD_RESET'
  /** Cut the device off the network. */
  | 'ISOLATE_DEVICE'
  /** End one process. */
  | 'KILL_PROCESS'
  /** Move a file into the vault. */
  | 'QUARANTINE_FILE'
  /** End a user's sessions. */
  | 'RESET_USER_SESSION'
  /** Run a registered script. */
  | 'RUN_SCRIPT'
  /** Take a block back. */
  | 'UNBLOCK_IP'
  /** Take an isolation back. */
  | 'UNISOLATE_DEVICE';

/** What a line of the ledger says. */
export type AuditEventKind =
  /** Somebody approved an action. */
  | 'ACTION_APPROVED'
  /** An action was cancelled. */
  | 'ACTION_CANCELLED'
  /** A device did an action. */
  | 'ACTION_COMPLETED'
  /** An action failed. */
  | 'ACTION_FAILED'
  /** An action may be done now. */
  | 'ACTION_QUEUED'
  /** Somebody rejected an action. */
  | 'ACTION_REJECTED'
  /** A device claimed an action. */
  | 'ACTION_STARTED'
  /** An action was submitted. */
  | 'ACTION_SUBMITTED'
  /** An API key was created. */
  | 'API_KEY_CREATED'
  /** An API key was revoked. */
  | 'API_KEY_REVOKED'
  /** Somebody read a file of a device. */
  | 'ARTIFACT_READ'
  /** A device delivered a file. */
  | 'ARTIFACT_RECEIVED'
  /** A bulk action was aborted. */
  | 'BULK_ABORTED'
  /** A bulk action was paused. */
  | 'BULK_PAUSED'
  /** A bulk action was resumed. */
  | 'BULK_RESUMED'
  /** A bulk action was submitted. */
  | 'BULK_SUBMITTED'
  /** A device renewed its certificate. */
  | 'CERTIFICATE_RENEWED'
  /** A detection was reported. */
  | 'DETECTION_REPORTED'
  /** A device was enrolled. */
  | 'DEVICE_ENROLLED'
  /** A device was revoked. */
  | 'DEVICE_REVOKED'
  /** An enrolment token was created. */
  | 'ENROLLMENT_TOKEN_CREATED'
  /** An enrolment token was revoked. */
  | 'ENROLLMENT_TOKEN_REVOKED'
  /** Somebody exported the history. */
  | 'HISTORY_EXPORTED'
  /** An investigation was changed. */
  | 'INVESTIGATION_CHANGED'
  /** A result came too late to change anything. */
  | 'LATE_RESULT'
  /** A person was changed. */
  | 'PERSON_CHANGED'
  /** What a device sent was no valid result. */
  | 'REFUSED_RESULT'
  /** A response rule was changed. */
  | 'RULE_CHANGED'
  /** A script was registered. */
  | 'SCRIPT_REGISTERED'
  /** A script was retired. */
  | 'SCRIPT_RETIRED'
  /** Settings were changed. */
  | 'SETTINGS_CHANGED'
  /** An action did not hold. */
  | 'VERIFICATION_FAILED'
  /** It can't be told whether an action held. */
  | 'VERIFICATION_INCONCLUSIVE'
  /** An action held. */
  | 'VERIFICATION_PASSED'
  /** A verification will be asked for. */
  | 'VERIFICATION_SCHEDULED'
  /** A webhook was created, changed, disabled or deleted. */
  | 'WEBHOOK_CHANGED';

/** Which lines of the ledger; what is left out restricts nothing. */
export type AuditFilter = {
  /** About this action. */
  readonly actionId?: string | null | undefined;
  /** Caused by this actor. */
  readonly actorId?: string | null | undefined;
  /** About this device. */
  readonly deviceId?: string | null | undefined;
  /** At this instant or later. */
  readonly from?: string | null | undefined;
  /** Of one of these kinds. */
  readonly kinds?: ReadonlyArray<AuditEventKind> | null | undefined;
  /** Earlier than this instant. */
  readonly to?: string | null | undefined;
};

/** What to block. */
export type BlockIpInput = {
  /** An IPv4 or IPv6 address, or a CIDR block. */
  readonly address: string;
};

/** PAUSED and ABORTED send nothing more; what was sent runs on. ABORTED cancels what had not been sent. */
export type BulkState =
  /** Too many failed. */
  | 'ABORTED'
  /** Each of its actions has ended. */
  | 'FINISHED'
  /** It sends nothing until somebody resumes it. */
  | 'PAUSED'
  /** It goes ahead. */
  | 'RUNNING';

/** Why an action was cancelled. */
export type CancellationReason =
  /** Nobody decided in time. */
  | 'APPROVAL_EXPIRED'
  /** Its bulk was aborted. */
  | 'BULK_ABORTED'
  /** Somebody cancelled it. */
  | 'BY_ANALYST'
  /** Its device was revoked. */
  | 'DEVICE_REVOKED'
  /** Somebody rejected it. */
  | 'REJECTED'
  /** Who submitted it may not any more. */
  | 'SUBMITTER_LOST_RIGHT';

/** What to collect. */
export type CollectForensicsInput = {
  /** All three by default. */
  readonly include?: ReadonlyArray<ForensicArtifact> | null | undefined;
  /** Whose memory; the detection's process by default, else the whole machine's where the system allows. */
  readonly pid?: number | null | undefined;
};

/** Which action is meant. */
export type DecideActionInput = {
  /** The action, by its raw or global id. */
  readonly actionId: string;
  /** For people, 1 to 500 characters. */
  readonly comment?: string | null | undefined;
  /** Refuse unless the action is exactly this. */
  readonly digest?: string | null | undefined;
};

/** Which bulk is meant. */
export type DecideBulkActionInput = {
  /** The bulk, by its raw or global id. */
  readonly bulkActionId: string;
  /** For people, 1 to 500 characters. */
  readonly comment?: string | null | undefined;
  /** Refuse unless the bulk is exactly this. */
  readonly digest?: string | null | undefined;
};

/** Why an action failed. */
export type FailureCode =
  /** The agent had an error of its own. */
  | 'AGENT_ERROR'
  /** The device did not pick it up in time, or is gone. */
  | 'AGENT_OFFLINE'
  /** Another system had an error. */
  | 'INTEGRATION_ERROR'
  /** The device has no room for it. */
  | 'NO_SPACE'
  /** The agent was not allowed to. */
  | 'PERMISSION_DENIED'
  /** The agent never touches that. */
  | 'PROTECTED_TARGET'
  /** The target is another than was meant. */
  | 'TARGET_MISMATCH'
  /** There is no such process, file or session. */
  | 'TARGET_NOT_FOUND'
  /** There was no result in time; it may have run. */
  | 'TIMED_OUT'
  /** The agent can't do that here. */
  | 'UNSUPPORTED'
  /** It was done and did not hold. */
  | 'VERIFICATION_FAILED';

/** Of whom to demand a new password. */
export type ForcePasswordResetInput = {
  /** Defaults to the person the device is assigned to. */
  readonly personId?: string | null | undefined;
};

/** What forensics can collect. */
export type ForensicArtifact =
  /** The system's event logs. */
  | 'EVENT_LOGS'
  /** Memory of a process or of the machine. */
  | 'MEMORY_DUMP'
  /** What was started, and when. */
  | 'PREFETCH';

/** What an isolation leaves open. */
export type IsolateDeviceInput = {
  /** Addresses that stay reachable besides the management channel. */
  readonly allowAddresses?: ReadonlyArray<string> | null | undefined;
};

/** Which process to end. */
export type KillProcessInput = {
  /** Its id, 1 or more. */
  readonly pid: number;
  /** Guards against a recycled pid: the agent refuses when the executable has another name. */
  readonly processName?: string | null | undefined;
  /** Guards against a recycled pid: the agent refuses when the process started at another instant. */
  readonly startedAt?: string | null | undefined;
};

/** Which end comes first. */
export type OrderDirection =
  /** Oldest first. */
  | 'ASC'
  /** Newest first. */
  | 'DESC';

/** Which file to put away. */
export type QuarantineFileInput = {
  /** Absolute, in the device's own notation. */
  readonly path: string;
  /** Refuse unless the file's SHA-256 is this. */
  readonly sha256?: string | null | undefined;
};

/** Whose sessions to end. */
export type ResetUserSessionInput = {
  /** Defaults to the active session's user. */
  readonly username?: string | null | undefined;
};

/** How the bulk goes out; what is left out does not bound it. */
export type RolloutInput = {
  /** Abort when more than this share of the ended ones failed or did not verify, looked at once `abortAfter` have ended. */
  readonly abortAboveFailurePercent?: number | null | undefined;
  /** How many must have ended before that share is looked at; 1 by default. */
  readonly abortAfter?: number | null | undefined;
  /** Devices that go first; the rest waits until all of them have ended well. */
  readonly canary?: number | null | undefined;
  /** How many go a minute after that. */
  readonly perMinute?: number | null | undefined;
};

/** Which registered script to run, and how. */
export type RunScriptInput = {
  /** At most 64, together 32 KiB. */
  readonly arguments?: ReadonlyArray<string> | null | undefined;
  /** The script, by its raw or global id. */
  readonly scriptId: string;
  /** Seconds, 1 to 86400; 600 by default. */
  readonly timeout?: number | null | undefined;
};

/** What to do, where, and why. */
export type SubmitActionInput = {
  /** What to do. */
  readonly action: ActionInput;
  /** The detection because of which it is submitted. */
  readonly detectionId?: string | null | undefined;
  /** Required, except that forcePasswordReset with a personId may go without. */
  readonly deviceId?: string | null | undefined;
  /** Only for isolateDevice and blockIp: undo it by itself after so many seconds, 60 to 31536000. */
  readonly effectFor?: number | null | undefined;
  /** Repeating a submission with the same key returns the first one's action; with other content it is a ConflictError. */
  readonly idempotencyKey?: string | null | undefined;
  /** The investigation that it is for; the detection's by default. */
  readonly investigationId?: string | null | undefined;
  /** Why, 10 to 2,000 characters after trimming. */
  readonly justification: string;
};

/** What to do, on which devices, and why. */
export type SubmitBulkActionInput = {
  /** What to do. */
  readonly action: ActionInput;
  /** The detection because of which it is submitted. */
  readonly detectionId?: string | null | undefined;
  /** Up to 10,000; the first go first. */
  readonly deviceIds: ReadonlyArray<string>;
  /** Only for isolateDevice and blockIp: undo it by itself after so many seconds, 60 to 31536000. */
  readonly effectFor?: number | null | undefined;
  /** Repeating a submission with the same key returns the first one's action; with other content it is a ConflictError. */
  readonly idempotencyKey?: string | null | undefined;
  /** The investigation that it is for; the detection's by default. */
  readonly investigationId?: string | null | undefined;
  /** Why, 10 to 2,000 characters after trimming. */
  readonly justification: string;
  /** How it goes out; left out: everything at once. */
  readonly rollout?: RolloutInput | null | undefined;
};

/** What to block no longer. */
export type UnblockIpInput = {
  /** An IPv4 or IPv6 address, or a CIDR block. */
  readonly address: string;
};

/** Takes an isolation back. */
export type UnisolateDeviceInput = {
  /** For people. */
  readonly note?: string | null | undefined;
};

/** Why a mutation was refused, for programs. */
export type UserErrorCode =
  /** It has been decided already. */
  | 'ALREADY_DECIDED'
  /** The action is another than the one that was meant. */
  | 'DIGEST_MISMATCH'
  /** The caller's roles do not allow it. */
  | 'FORBIDDEN'
  /** The key was used for other content. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The action's state does not allow it. */
  | 'ILLEGAL_TRANSITION'
  /** The input is well typed and still wrong. */
  | 'INVALID_INPUT'
  /** There are too many already. */
  | 'LIMIT_EXCEEDED'
  /** No such thing in the organization. */
  | 'NOT_FOUND'
  /** That is never touched. */
  | 'PROTECTED_TARGET'
  /** Nobody decides on what they submitted. */
  | 'SELF_APPROVAL'
  /** The device's platform can't do that. */
  | 'UNSUPPORTED_PLATFORM';

/** How far the post-action verification is. */
export type VerificationStatus =
  /** The action did not hold. */
  | 'FAILED'
  /** It can't be told. */
  | 'INCONCLUSIVE'
  /** There is nothing to verify yet. */
  | 'NOT_SCHEDULED'
  /** The action held. */
  | 'PASSED'
  /** It will be asked for, or was and has no answer yet. */
  | 'SCHEDULED';

export type SubmitActionMutationVariables = Exact<{
  input: SubmitActionInput;
}>;


export type SubmitActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null, readonly current: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }
   };

export type ApproveActionMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type ApproveActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null, readonly current: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } | null }
    | { readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RejectActionMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type RejectActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null, readonly current: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } | null }
    | { readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type CancelActionMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type CancelActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null, readonly current: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } | null }
    | { readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type HistoryQueryVariables = Exact<{
  filter?: ActionFilter | null | undefined;
  orderBy?: ActionOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HistoryQuery = { readonly list: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type WatchSubscriptionVariables = Exact<{
  filter?: ActionFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type WatchSubscription = { readonly change: { readonly cursor: string, readonly event: { readonly id: string, readonly rawId: string, readonly sequence: number, readonly cursor: string, readonly kind: AuditEventKind, readonly at: string, readonly actor:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }, readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
        | { readonly __typename: 'BlockIpParameters', readonly address: string }
        | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
        | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
        | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
        | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
        | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
        | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'UnblockIpParameters', readonly address: string }
        | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
      , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
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
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type SubmitBulkActionMutationVariables = Exact<{
  input: SubmitBulkActionInput;
}>;


export type SubmitBulkActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
   };

export type ApproveBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type ApproveBulkActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RejectBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type RejectBulkActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type CancelBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type CancelBulkActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type PauseBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type PauseBulkActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type ResumeBulkActionMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type ResumeBulkActionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly decided: number, readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type WatchBulkSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchBulkSubscription = { readonly bulk: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
    , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } };

type Who_Analyst_Fragment = { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string };

type Who_ResponseRuleActor_Fragment = { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } };

type Who_ServiceAccount_Fragment = { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string };

type Who_SystemActor_Fragment = { readonly __typename: 'SystemActor', readonly name: string };

export type WhoFragment =
  | Who_Analyst_Fragment
  | Who_ResponseRuleActor_Fragment
  | Who_ServiceAccount_Fragment
  | Who_SystemActor_Fragment
;

type Parameters_BlockIpParameters_Fragment = { readonly __typename: 'BlockIpParameters', readonly address: string };

type Parameters_CollectForensicsParameters_Fragment = { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null };

type Parameters_ForcePasswordResetParameters_Fragment = { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } };

type Parameters_IsolateDeviceParameters_Fragment = { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> };

type Parameters_KillProcessParameters_Fragment = { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null };

type Parameters_QuarantineFileParameters_Fragment = { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null };

type Parameters_ResetUserSessionParameters_Fragment = { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null };

type Parameters_RunScriptParameters_Fragment = { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } };

type Parameters_UnblockIpParameters_Fragment = { readonly __typename: 'UnblockIpParameters', readonly address: string };

type Parameters_UnisolateDeviceParameters_Fragment = { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null };

export type ParametersFragment =
  | Parameters_BlockIpParameters_Fragment
  | Parameters_CollectForensicsParameters_Fragment
  | Parameters_ForcePasswordResetParameters_Fragment
  | Parameters_IsolateDeviceParameters_Fragment
  | Parameters_KillProcessParameters_Fragment
  | Parameters_QuarantineFileParameters_Fragment
  | Parameters_ResetUserSessionParameters_Fragment
  | Parameters_RunScriptParameters_Fragment
  | Parameters_UnblockIpParameters_Fragment
  | Parameters_UnisolateDeviceParameters_Fragment
;

export type ActionFragment = { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
    | { readonly __typename: 'BlockIpParameters', readonly address: string }
    | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
    | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
    | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly startedAt: string | null, readonly processName: string | null }
    | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly expectedSha256: string | null }
    | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
    | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'UnblockIpParameters', readonly address: string }
    | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
  , readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string } | null, readonly submittedBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
  , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } };

export type EventFragment = { readonly id: string, readonly rawId: string, readonly sequence: number, readonly cursor: string, readonly kind: AuditEventKind, readonly at: string, readonly actor:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
   };

export type BulkFragment = { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
  , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } };

type Refusal_ConflictError_Fragment = { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null };

type Refusal_ForbiddenError_Fragment = { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null };

type Refusal_InvalidInputError_Fragment = { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null };

type Refusal_NotFoundError_Fragment = { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null };

export type RefusalFragment =
  | Refusal_ConflictError_Fragment
  | Refusal_ForbiddenError_Fragment
  | Refusal_InvalidInputError_Fragment
  | Refusal_NotFoundError_Fragment
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