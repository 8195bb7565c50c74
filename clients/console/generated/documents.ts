/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Selects actions. Fields left out do not restrict the selection. */
export type ActionFilter = {
  /** Actions approved by this analyst. */
  readonly approvedById?: string | null | undefined;
  /** Actions that the viewer may approve now. */
  readonly awaitingMyApproval?: boolean | null | undefined;
  /** Actions of this bulk action. */
  readonly bulkActionId?: string | null | undefined;
  /** Actions submitted in response to this detection. */
  readonly detectionId?: string | null | undefined;
  /** On this device. */
  readonly deviceId?: string | null | undefined;
  /** Whether an effect of theirs is in force: an isolation or a block that has not ended. */
  readonly inForce?: boolean | null | undefined;
  /** Actions submitted for this investigation. */
  readonly investigationId?: string | null | undefined;
  /** On a device with all of these labels; refused in subscriptions. */
  readonly labels?: ReadonlyArray<string> | null | undefined;
  /** Actions with one of these origins. */
  readonly origins?: ReadonlyArray<ActionOrigin> | null | undefined;
  /** About this person, or on a device that is assigned to them; refused in subscriptions. */
  readonly personId?: string | null | undefined;
  /** Every word of three letters or more must occur, case ignored, in the justification, hostname, parameters (path, address, process or user name), output or failure message; or the whole text is an action's rawId. */
  readonly search?: string | null | undefined;
  /** Actions in one of these states. */
  readonly statuses?: ReadonlyArray<ActionStatus> | null | undefined;
  /** Actions submitted after this time. */
  readonly submittedAfter?: string | null | undefined;
  /** Actions submitted before this time. */
  readonly submittedBefore?: string | null | undefined;
  /** Actions submitted by this actor. */
  readonly submittedById?: string | null | undefined;
  /** Actions of one of these types. */
  readonly types?: ReadonlyArray<ActionType> | null | undefined;
  /** Actions with one of these verification states. */
  readonly verification?: ReadonlyArray<VerificationStatus> | null | undefined;
};

/** The action to submit. Set exactly one field. */
export type ActionInput =
  {   /** Drop traffic to an address. */
  readonly blockIp: BlockIpInput; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never;   /** Collect evidence. */
  readonly collectForensics: CollectForensicsInput; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never;   /** Require a person to set a new password. */
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
  |  { readonly blockIp?: never; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never;   /** Lift the block of an address. */
  readonly unblockIp: UnblockIpInput; readonly unisolateDevice?: never; }
  |  { readonly blockIp?: never; readonly collectForensics?: never; readonly forcePasswordReset?: never; readonly isolateDevice?: never; readonly killProcess?: never; readonly quarantineFile?: never; readonly resetUserSession?: never; readonly runScript?: never; readonly unblockIp?: never;   /** Lift the isolation of the device. */
  readonly unisolateDevice: UnisolateDeviceInput; };

/** The sort order. Ties are sorted by id. */
export type ActionOrder = {
  /** The direction to sort in. */
  readonly direction: OrderDirection;
  /** The field to sort by. */
  readonly field: ActionOrderField;
};

/** The fields by which actions can be sorted. */
export type ActionOrderField =
  /** The time when execution ended. Lists only actions whose execution has ended. */
  | 'COMPLETED_AT'
  /** The time of submission. */
  | 'SUBMITTED_AT';

/** How an action was submitted. */
export type ActionOrigin =
  /** Submitted by auto-response to a detection. */
  | 'AUTO_RESPONSE'
  /** Submitted as part of a bulk action. */
  | 'BULK'
  /** Submitted individually by an analyst or a service account. */
  | 'MANUAL'
  /** Submitted by a response rule. */
  | 'RESPONSE_RULE';

/** The state of an action. */
export type ActionStatus =
  /** The action was cancelled before it ran. */
  | 'CANCELLED'
  /** The action succeeded. */
  | 'COMPLETED'
  /** The action was claimed and is running. */
  | 'EXECUTING'
  /** The action did not succeed, or its effect did not hold. */
  | 'FAILED'
  /** The action waits for approvals. */
  | 'PENDING_APPROVAL'
  /** The action waits for its device to claim it. */
  | 'QUEUED';

/** The types of response actions. */
export type ActionType =
  /** Drop traffic to an address or a CIDR block. */
  | 'BLOCK_IP'
  /** Collect memory, event logs and prefetch data. */
  | 'COLLECT_FORENSICS'
  /** Require a person to set a new password. */
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
  /** Lift the block of an address. */
  | 'UNBLOCK_IP'
  /** Lift the isolation of the device. */
  | 'UNISOLATE_DEVICE';

/** A window in local time. If `from` is later than `to`, it runs past midnight. */
export type ActiveHoursInput = {
  /** The days on which the window begins. */
  readonly days: ReadonlyArray<Weekday>;
  /** The start, HH:MM, inclusive. */
  readonly from: string;
  /** An IANA time zone name. */
  readonly timeZone: string;
  /** The end, HH:MM, exclusive. The same value as `from` means all day. */
  readonly to: string;
};

/** The approvals that an action type will need. */
export type ApprovalRequirementInput = {
  /** The number of approvals, 1 to 5. If left out, it does not change. */
  readonly approvals?: number | null | undefined;
  /** Whether it needs approval by another person. */
  readonly required: boolean;
  /** The action type. */
  readonly type: ActionType;
};

/** The kinds of files that devices upload. */
export type ArtifactKind =
  /** The system's event logs. */
  | 'EVENT_LOGS'
  /** The memory of a process or of the whole machine. */
  | 'MEMORY_DUMP'
  /** Something else. */
  | 'OTHER'
  /** The programs that were started, with times. */
  | 'PREFETCH';

/** The kinds of ledger events. */
export type AuditEventKind =
  /** An analyst approved an action. */
  | 'ACTION_APPROVED'
  /** An action was cancelled. */
  | 'ACTION_CANCELLED'
  /** An action was completed. */
  | 'ACTION_COMPLETED'
  /** An action failed. */
  | 'ACTION_FAILED'
  /** An action was queued. */
  | 'ACTION_QUEUED'
  /** An analyst rejected an action. */
  | 'ACTION_REJECTED'
  /** A device claimed an action. */
  | 'ACTION_STARTED'
  /** An action was submitted. */
  | 'ACTION_SUBMITTED'
  /** An API key was created. */
  | 'API_KEY_CREATED'
  /** An API key was revoked. */
  | 'API_KEY_REVOKED'
  /** A caller downloaded a file of a device. */
  | 'ARTIFACT_READ'
  /** A device uploaded a file. */
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
  /** A device's report lacks the effect of a completed action. */
  | 'CONTAINMENT_DRIFTED'
  /** A device reports an effect again that had drifted. */
  | 'CONTAINMENT_RESTORED'
  /** A detection was triaged. */
  | 'DETECTION_CHANGED'
  /** A detection was reported. */
  | 'DETECTION_REPORTED'
  /** A device was enrolled. */
  | 'DEVICE_ENROLLED'
  /** The labels of a device were changed. */
  | 'DEVICE_LABELED'
  /** A device was revoked. */
  | 'DEVICE_REVOKED'
  /** An enrolment token was created. */
  | 'ENROLLMENT_TOKEN_CREATED'
  /** An enrolment token was revoked. */
  | 'ENROLLMENT_TOKEN_REVOKED'
  /** A caller exported the action history or the ledger. */
  | 'HISTORY_EXPORTED'
  /** An investigation was changed. */
  | 'INVESTIGATION_CHANGED'
  /** A result came too late to change anything. */
  | 'LATE_RESULT'
  /** A person was changed. */
  | 'PERSON_CHANGED'
  /** A device sent an invalid result or state. */
  | 'REFUSED_RESULT'
  /** A response rule was changed. */
  | 'RULE_CHANGED'
  /** A script was registered. */
  | 'SCRIPT_REGISTERED'
  /** A script was retired. */
  | 'SCRIPT_RETIRED'
  /** Settings were changed. */
  | 'SETTINGS_CHANGED'
  /** A change of settings that lowers protection was proposed. */
  | 'SETTINGS_CHANGE_PROPOSED'
  /** A proposed change of settings was rejected, expired or became obsolete. */
  | 'SETTINGS_CHANGE_REJECTED'
  /** An action's effect did not hold. */
  | 'VERIFICATION_FAILED'
  /** The device could not determine whether an action's effect held. */
  | 'VERIFICATION_INCONCLUSIVE'
  /** An action's effect held. */
  | 'VERIFICATION_PASSED'
  /** A verification was scheduled. */
  | 'VERIFICATION_SCHEDULED'
  /** A webhook was created, changed, disabled or deleted. */
  | 'WEBHOOK_CHANGED';

/** The address to block. */
export type BlockIpInput = {
  /** An IPv4 or IPv6 address, or a CIDR block. */
  readonly address: string;
};

/** PAUSED and ABORTED send nothing more; what was sent runs on. ABORTED cancels what had not been sent. */
export type BulkState =
  /** Too many actions failed. */
  | 'ABORTED'
  /** All actions have ended. */
  | 'FINISHED'
  /** No more actions are sent until an analyst resumes the bulk action. */
  | 'PAUSED'
  /** Actions are being sent. */
  | 'RUNNING';

/** The reasons for cancelling an action. */
export type CancellationReason =
  /** The action was not approved in time. */
  | 'APPROVAL_EXPIRED'
  /** The bulk action was aborted. */
  | 'BULK_ABORTED'
  /** An analyst cancelled the action. */
  | 'BY_ANALYST'
  /** The device was revoked. */
  | 'DEVICE_REVOKED'
  /** A second person rejected the action. */
  | 'REJECTED'
  /** The submitter lost the right to act. */
  | 'SUBMITTER_LOST_RIGHT';

/** The evidence to collect. */
export type CollectForensicsInput = {
  /** All three by default. */
  readonly include?: ReadonlyArray<ForensicArtifact> | null | undefined;
  /** Whose memory; the detection's process by default, else the whole machine's where the system allows. */
  readonly pid?: number | null | undefined;
};

/** The service account to create. */
export type CreateApiKeyInput = {
  /** When the key expires. By default it is valid until it is revoked. */
  readonly expiresAt?: string | null | undefined;
  /** For people, 1 to 500 characters. */
  readonly name: string;
  /** At least one role. The account has only those rights that its owner has too. */
  readonly roles: ReadonlyArray<Role>;
};

/** The enrolment token to create. */
export type CreateEnrollmentTokenInput = {
  /** Seconds; 3600 by default. */
  readonly lifetime?: number | null | undefined;
  /** How many devices may enrol with it; 1 by default. */
  readonly uses?: number | null | undefined;
};

/** The webhook to create. */
export type CreateWebhookInput = {
  /** Start after this event; default: with the next one. */
  readonly after?: string | null | undefined;
  /** Only events of these kinds; all by default. */
  readonly kinds?: ReadonlyArray<AuditEventKind> | null | undefined;
  /** For people, 1 to 500 characters. */
  readonly name: string;
  /** An https: URL. http: is allowed only for hosts in DEFEND_WEBHOOK_HOSTS. */
  readonly url: string;
};

/** The action to decide on. */
export type DecideActionInput = {
  /** The action, by its raw or global id. */
  readonly actionId: string;
  /** For people, 1 to 500 characters. */
  readonly comment?: string | null | undefined;
  /** Refuse unless the action is exactly this. */
  readonly digest?: string | null | undefined;
};

/** The bulk action to decide on. */
export type DecideBulkActionInput = {
  /** The bulk action, by its raw or global id. */
  readonly bulkActionId: string;
  /** For people, 1 to 500 characters. */
  readonly comment?: string | null | undefined;
  /** Refuse unless the bulk is exactly this. */
  readonly digest?: string | null | undefined;
};

/** The decision on a pending change of settings. */
export type DecideSettingsChangeInput = {
  /** A comment for the ledger, 1 to 500 characters. */
  readonly comment?: string | null | undefined;
  /** Whether to approve or to reject the change. */
  readonly decision: Decision;
  /** The pending change, by its raw or global id. */
  readonly id: string;
};

/** The decisions on an action. */
export type Decision =
  /** The action may run. */
  | 'APPROVED'
  /** The action must not run. */
  | 'REJECTED';

/** Selects detections. Fields left out do not restrict the selection. */
export type DetectionFilter = {
  /** Detections assigned to this analyst. */
  readonly assigneeId?: string | null | undefined;
  /** On this device. */
  readonly deviceId?: string | null | undefined;
  /** Detections fired after this time. */
  readonly firedAfter?: string | null | undefined;
  /** Detections of this investigation. */
  readonly investigationId?: string | null | undefined;
  /** Every word of three letters or more must occur, case ignored, in title, technique, process name, path or hash, or hostname. */
  readonly search?: string | null | undefined;
  /** Detections of one of these severities. */
  readonly severities?: ReadonlyArray<Severity> | null | undefined;
  /** Detections with one of these triage statuses. */
  readonly statuses?: ReadonlyArray<DetectionStatus> | null | undefined;
};

/** The triage statuses of a detection. */
export type DetectionStatus =
  /** The activity was harmless. */
  | 'FALSE_POSITIVE'
  /** An analyst is working on it. */
  | 'IN_PROGRESS'
  /** Not triaged yet. */
  | 'NEW'
  /** The threat was real and has been dealt with. */
  | 'RESOLVED';

/** Selects devices. Fields left out do not restrict the selection. */
export type DeviceFilter = {
  /** Whether drift is not empty. */
  readonly drifted?: boolean | null | undefined;
  /** Exactly this host name, case ignored. Several devices may bear it. */
  readonly hostname?: string | null | undefined;
  /** Devices whose host name contains this text, ignoring case. */
  readonly hostnameContains?: string | null | undefined;
  /** An address that the device reported, in any spelling. */
  readonly ipAddress?: string | null | undefined;
  /** Isolated by the device's own latest report. */
  readonly isolated?: boolean | null | undefined;
  /** All of these. */
  readonly labels?: ReadonlyArray<string> | null | undefined;
  /** Devices that are connected now (true) or not (false). */
  readonly online?: boolean | null | undefined;
  /** Assigned to this person. */
  readonly personId?: string | null | undefined;
  /** Devices of this platform. */
  readonly platform?: Platform | null | undefined;
  /** Devices with one of these ids. */
  readonly rawIds?: ReadonlyArray<string> | null | undefined;
};

/** The kinds of effects that a device can lack. */
export type DriftKind =
  /** The block of an address is missing. */
  | 'BLOCK_MISSING'
  /** The isolation is missing. */
  | 'ISOLATION_MISSING';

/** The causes of an action's failure. */
export type FailureCode =
  /** The agent failed with an internal error. */
  | 'AGENT_ERROR'
  /** The device did not claim the action in time, or was revoked. */
  | 'AGENT_OFFLINE'
  /** An external system, such as the mail server, failed. */
  | 'INTEGRATION_ERROR'
  /** The device does not have enough disk space. */
  | 'NO_SPACE'
  /** The operating system denied the agent permission. */
  | 'PERMISSION_DENIED'
  /** The target is one that the agent never acts on. */
  | 'PROTECTED_TARGET'
  /** The target is not the one that the action describes. */
  | 'TARGET_MISMATCH'
  /** The process, file or session does not exist. */
  | 'TARGET_NOT_FOUND'
  /** The device sent no result in time. The action may have run. */
  | 'TIMED_OUT'
  /** The agent does not support the action on this device. */
  | 'UNSUPPORTED'
  /** The action was completed, but its effect did not hold. */
  | 'VERIFICATION_FAILED';

/** The person who must set a new password. */
export type ForcePasswordResetInput = {
  /** Defaults to the person the device is assigned to. */
  readonly personId?: string | null | undefined;
};

/** The kinds of evidence that forensics can collect. */
export type ForensicArtifact =
  /** The system's event logs. */
  | 'EVENT_LOGS'
  /** The memory of a process or of the whole machine. */
  | 'MEMORY_DUMP'
  /** The programs that were started, with times. */
  | 'PREFETCH';

/** The addresses that stay reachable during the isolation. */
export type IsolateDeviceInput = {
  /** Addresses that stay reachable besides the management channel. */
  readonly allowAddresses?: ReadonlyArray<string> | null | undefined;
};

/** The process to end. */
export type KillProcessInput = {
  /** The process id, at least 1. */
  readonly pid: number;
  /** Guards against a recycled pid: the agent refuses when the executable has another name. */
  readonly processName?: string | null | undefined;
  /** Guards against a recycled pid: the agent refuses when the process started at another instant. */
  readonly startedAt?: string | null | undefined;
};

/** The labels to add and to remove. A label has 1 to 64 characters on one line and is stored trimmed, in lower case and in NFC. A device can have at most 64 labels. */
export type LabelDevicesInput = {
  /** Labels to add to the devices. */
  readonly add?: ReadonlyArray<string> | null | undefined;
  /** At most 10,000. */
  readonly deviceIds: ReadonlyArray<string>;
  /** Labels to remove from the devices. */
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

/** The investigation to open. */
export type OpenInvestigationInput = {
  /** The first detections of the investigation. */
  readonly detectionIds?: ReadonlyArray<string> | null | undefined;
  /** The title, 1 to 500 characters. */
  readonly title: string;
};

/** The directions to sort in. */
export type OrderDirection =
  /** Oldest first. */
  | 'ASC'
  /** Newest first. */
  | 'DESC';

/** The operating system of a device. */
export type Platform =
  /** Linux. */
  | 'LINUX'
  /** macOS. */
  | 'MACOS'
  /** Windows. */
  | 'WINDOWS';

/** The file to quarantine. */
export type QuarantineFileInput = {
  /** Absolute, in the device's own notation. */
  readonly path: string;
  /** Refuse unless the file's SHA-256 is this. */
  readonly sha256?: string | null | undefined;
};

/** The script to register. */
export type RegisterScriptInput = {
  /** The source text, up to 128 KiB of UTF-8. */
  readonly body: string;
  /** Whether running the script needs approval even if RUN_SCRIPT does not. */
  readonly destructive: boolean;
  /** The interpreter that runs the script. */
  readonly interpreter: ScriptInterpreter;
  /** For people, 1 to 500 characters. */
  readonly name: string;
};

/** The user whose sessions are ended. */
export type ResetUserSessionInput = {
  /** Defaults to the active session's user. */
  readonly username?: string | null | undefined;
};

/** The detections that the rule matches, and the action that it submits for each. */
export type ResponseRuleInput = {
  /** The action to submit. */
  readonly action: ActionType;
  /** Whether the rule submits actions. */
  readonly enabled: boolean;
  /** For people, 1 to 500 characters. */
  readonly name: string;
  /** The severities that match. An empty list matches all. */
  readonly severities: ReadonlyArray<Severity>;
  /** The MITRE ATT&CK technique ids that match. An empty list matches all. */
  readonly techniques?: ReadonlyArray<string> | null | undefined;
  /** Part of the detection's title, ignoring case. */
  readonly titleContains?: string | null | undefined;
};

/** The roles of a caller in the organization. */
export type Role =
  /** Has every right. */
  | 'ADMIN'
  /** Submits actions and decides on them. */
  | 'ANALYST'
  /** Reads data and the ledger. */
  | 'AUDITOR'
  /** Reports detections and synchronizes people. */
  | 'INTEGRATION'
  /** Reads data. */
  | 'VIEWER';

/** The rollout of the bulk action. A field left out sets no limit. */
export type RolloutInput = {
  /** Abort when more than this share of the ended ones failed or did not verify, looked at once `abortAfter` have ended. */
  readonly abortAboveFailurePercent?: number | null | undefined;
  /** The number of actions that must have ended before the failure percentage is checked; 1 by default. */
  readonly abortAfter?: number | null | undefined;
  /** Devices that go first; the rest waits until all of them have ended well. */
  readonly canary?: number | null | undefined;
  /** The number of devices per minute after the canary. */
  readonly perMinute?: number | null | undefined;
};

/** The registered script to run. */
export type RunScriptInput = {
  /** At most 64, together 32 KiB. */
  readonly arguments?: ReadonlyArray<string> | null | undefined;
  /** The script, by its raw or global id. */
  readonly scriptId: string;
  /** Seconds, 1 to 86400; 600 by default. */
  readonly timeout?: number | null | undefined;
};

/** The interpreters that can run scripts. */
export type ScriptInterpreter =
  /** Bash; not on Windows. */
  | 'BASH'
  /** PowerShell, on any platform. */
  | 'POWERSHELL'
  /** Python 3, on any platform. */
  | 'PYTHON';

/** The severities of a detection. */
export type Severity =
  /** Act at once. */
  | 'CRITICAL'
  /** Act soon. */
  | 'HIGH'
  /** For information only. */
  | 'INFORMATIONAL'
  /** Look into it when there is time. */
  | 'LOW'
  /** Look into it today. */
  | 'MEDIUM';

/** The action to submit, its device and its justification. */
export type SubmitActionInput = {
  /** The action to submit. */
  readonly action: ActionInput;
  /** The detection that the action responds to. */
  readonly detectionId?: string | null | undefined;
  /** Required, except that forcePasswordReset with a personId may go without. */
  readonly deviceId?: string | null | undefined;
  /** Only for isolateDevice and blockIp: undo it by itself after so many seconds, 60 to 31536000. */
  readonly effectFor?: number | null | undefined;
  /** Repeating a submission with the same key returns the first one's action; with other content it is a ConflictError. */
  readonly idempotencyKey?: string | null | undefined;
  /** The investigation that the action is for. By default the investigation of the detection. */
  readonly investigationId?: string | null | undefined;
  /** Why the action is needed: 10 to 2,000 characters after trimming. */
  readonly justification: string;
};

/** The action to submit, its devices, its justification and its rollout. */
export type SubmitBulkActionInput = {
  /** The action to submit. */
  readonly action: ActionInput;
  /** The detection that the action responds to. */
  readonly detectionId?: string | null | undefined;
  /** The devices, up to 10,000. They are rolled out in this order. */
  readonly deviceIds: ReadonlyArray<string>;
  /** Only for isolateDevice and blockIp: undo it by itself after so many seconds, 60 to 31536000. */
  readonly effectFor?: number | null | undefined;
  /** Repeating a submission with the same key returns the first one's action; with other content it is a ConflictError. */
  readonly idempotencyKey?: string | null | undefined;
  /** The investigation that the action is for. By default the investigation of the detection. */
  readonly investigationId?: string | null | undefined;
  /** Why the action is needed: 10 to 2,000 characters after trimming. */
  readonly justification: string;
  /** The rollout of the bulk action. By default all actions are sent at once. */
  readonly rollout?: RolloutInput | null | undefined;
};

/** The address to unblock. */
export type UnblockIpInput = {
  /** An IPv4 or IPv6 address, or a CIDR block. */
  readonly address: string;
};

/** Lifts the isolation. */
export type UnisolateDeviceInput = {
  /** For people. */
  readonly note?: string | null | undefined;
};

/** The requirements to change. Action types left out keep theirs. */
export type UpdateApprovalRequirementsInput = {
  /** At most one requirement per action type. */
  readonly requirements: ReadonlyArray<ApprovalRequirementInput>;
};

/** The values to change. Fields left out keep their value. */
export type UpdateAutoResponseInput = {
  /** Null clears them, leaving it out keeps them. */
  readonly activeHours?: ActiveHoursInput | null | undefined;
  /** Whether auto-response is on. */
  readonly enabled?: boolean | null | undefined;
  /** Isolate the device of a CRITICAL detection. */
  readonly isolateOnCritical?: boolean | null | undefined;
  /** Kill the process of a HIGH detection. */
  readonly killOnHigh?: boolean | null | undefined;
  /** The maximum number of automatic actions per hour. Actions beyond it wait for approval. */
  readonly maxPerHour?: number | null | undefined;
  /** Automatic actions of these types wait for approval. */
  readonly requireApprovalFor?: ReadonlyArray<ActionType> | null | undefined;
};

/** The values to change. Fields left out keep their value. */
export type UpdateDetectionInput = {
  /** Null clears it, leaving it out keeps it. */
  readonly assigneeId?: string | null | undefined;
  /** A comment for the ledger, 1 to 500 characters. */
  readonly comment?: string | null | undefined;
  /** The new triage status. */
  readonly status?: DetectionStatus | null | undefined;
};

/** The values to change. Fields left out keep their value. */
export type UpdateInvestigationInput = {
  /** Detections to add to the investigation. */
  readonly addDetectionIds?: ReadonlyArray<string> | null | undefined;
  /** True closes the investigation; false reopens it. */
  readonly closed?: boolean | null | undefined;
  /** The title, 1 to 500 characters. */
  readonly title?: string | null | undefined;
};

/** The values to change. Fields left out keep their value. */
export type UpdateResponseSettingsInput = {
  /** 60 to 2592000. */
  readonly approvalTimeout?: number | null | undefined;
  /** 10 to 2592000. */
  readonly queueTimeout?: number | null | undefined;
  /** 1 to 3600. */
  readonly verificationDelay?: number | null | undefined;
};

/** The values to change. Fields left out keep their value. */
export type UpdateWebhookInput = {
  /** Whether to send events. Re-enabling continues after the last delivered event. */
  readonly enabled?: boolean | null | undefined;
  /** Only events of these kinds. An empty list means all. */
  readonly kinds?: ReadonlyArray<AuditEventKind> | null | undefined;
  /** For people, 1 to 500 characters. */
  readonly name?: string | null | undefined;
  /** Send again from after this event. */
  readonly replayAfter?: string | null | undefined;
  /** Answer a new secret; the old one signs too for 24 h. */
  readonly rotateSecret?: boolean | null | undefined;
  /** An https: URL. http: is allowed only for hosts in DEFEND_WEBHOOK_HOSTS. */
  readonly url?: string | null | undefined;
};

/** Stable error codes. */
export type UserErrorCode =
  /** The decision has already been made. */
  | 'ALREADY_DECIDED'
  /** The digest does not match the action. */
  | 'DIGEST_MISMATCH'
  /** The caller's roles do not allow it. */
  | 'FORBIDDEN'
  /** The idempotency key was used with other content. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The action's state does not allow it. */
  | 'ILLEGAL_TRANSITION'
  /** A value is not allowed. */
  | 'INVALID_INPUT'
  /** A limit would be exceeded. */
  | 'LIMIT_EXCEEDED'
  /** The organization has no object with this id. */
  | 'NOT_FOUND'
  /** The target is protected. */
  | 'PROTECTED_TARGET'
  /** A person cannot decide on their own submission. */
  | 'SELF_APPROVAL'
  /** The device's platform does not support the action. */
  | 'UNSUPPORTED_PLATFORM';

/** The states of an action's verification. */
export type VerificationStatus =
  /** The action's effect did not hold. */
  | 'FAILED'
  /** The device could not determine whether the effect held. */
  | 'INCONCLUSIVE'
  /** The action has not been completed. */
  | 'NOT_SCHEDULED'
  /** The action's effect held. */
  | 'PASSED'
  /** The verification is due later, or the device has not answered yet. */
  | 'SCHEDULED';

/** A day of the local calendar. */
export type Weekday =
  /** Friday. */
  | 'FRIDAY'
  /** Monday. */
  | 'MONDAY'
  /** Saturday. */
  | 'SATURDAY'
  /** Sunday. */
  | 'SUNDAY'
  /** Thursday. */
  | 'THURSDAY'
  /** Tuesday. */
  | 'TUESDAY'
  /** Wednesday. */
  | 'WEDNESDAY';

export type ApprovalsQueryVariables = Exact<{
  first: number;
}>;


export type ApprovalsQuery = { readonly actions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly digest: string, readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> }, readonly bulkActions: { readonly pageInfo: { readonly hasNextPage: boolean }, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly waiting: { readonly edges: ReadonlyArray<{ readonly node: { readonly expiresAt: string } }> }, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }> } };

export type ApprovalBriefQueryVariables = Exact<{
  id: string;
}>;


export type ApprovalBriefQuery = { readonly action: { readonly __typename: 'ResponseAction', readonly rawId: string, readonly digest: string, readonly effectFor: number | null, readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly approvals: ReadonlyArray<{ readonly comment: string | null, readonly decision: Decision, readonly at: string, readonly by:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }>, readonly cancellation: { readonly at: string, readonly comment: string | null, readonly reason: CancellationReason, readonly by:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       | null } | null, readonly device: { readonly rawId: string, readonly platform: Platform, readonly labels: ReadonlyArray<string>, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly id: string, readonly hostname: string, readonly online: boolean, readonly person: { readonly id: string, readonly name: string, readonly email: string } | null, readonly containment: { readonly isolated: boolean, readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null }, readonly queue: ReadonlyArray<{ readonly id: string, readonly type: ActionType, readonly status: ActionStatus }>, readonly actions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly submittedAt: string, readonly justification: string, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null } } }> } } | null, readonly detection: { readonly technique: string | null, readonly firedAt: string, readonly id: string, readonly title: string, readonly severity: Severity, readonly process: { readonly pid: number, readonly name: string, readonly path: string | null, readonly sha256: string | null, readonly startedAt: string | null } | null } | null, readonly investigation: { readonly id: string, readonly title: string } | null, readonly bulkAction: { readonly total: number, readonly digest: string, readonly justification: string, readonly id: string } | null, readonly parameters:
      | { readonly __typename: 'BlockIpParameters', readonly address: string }
      | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
      | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
      | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
      | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
      | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
      | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
      | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
      | { readonly __typename: 'UnblockIpParameters', readonly address: string }
      | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
    , readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
    , readonly failure: { readonly code: FailureCode } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null } } | null };

export type ActionQueryVariables = Exact<{
  id: string;
}>;


export type ActionQuery = { readonly action: { readonly __typename: 'ResponseAction', readonly rawId: string, readonly digest: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly output: unknown, readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly approvals: ReadonlyArray<{ readonly comment: string | null, readonly decision: Decision, readonly at: string, readonly by:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }>, readonly failure: { readonly message: string, readonly code: FailureCode } | null, readonly cancellation: { readonly at: string, readonly comment: string | null, readonly reason: CancellationReason, readonly by:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       | null } | null, readonly device: { readonly platform: Platform, readonly lastSeenAt: string | null, readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly verification: { readonly attempts: number, readonly verifiedAt: string | null, readonly evidence: unknown, readonly status: VerificationStatus, readonly dueAt: string | null }, readonly undoes: { readonly id: string, readonly type: ActionType, readonly submittedAt: string } | null, readonly undoneBy: { readonly id: string, readonly type: ActionType, readonly submittedAt: string } | null, readonly investigation: { readonly id: string, readonly title: string } | null, readonly bulkAction: { readonly total: number, readonly id: string } | null, readonly artifacts: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: ArtifactKind, readonly size: number, readonly sha256: string, readonly receivedAt: string }>, readonly auditTrail: ReadonlyArray<{ readonly id: string, readonly sequence: number, readonly kind: AuditEventKind, readonly at: string, readonly data: unknown, readonly hash: string, readonly previousHash: string, readonly canonical: string, readonly actor:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }>, readonly parameters:
      | { readonly __typename: 'BlockIpParameters', readonly address: string }
      | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
      | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
      | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
      | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
      | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
      | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
      | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
      | { readonly __typename: 'UnblockIpParameters', readonly address: string }
      | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
    , readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
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


export type HistoryQuery = { readonly actions: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> } };

export type ActionCountQueryVariables = Exact<{
  filter?: ActionFilter | null | undefined;
}>;


export type ActionCountQuery = { readonly actions: { readonly totalCount: number } };

export type ApproveMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type ApproveMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'DecideActionPayload', readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RejectMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type RejectMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'DecideActionPayload', readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type CancelMutationVariables = Exact<{
  input: DecideActionInput;
}>;


export type CancelMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'DecideActionPayload', readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type AwaitingQueryVariables = Exact<{ [key: string]: never; }>;


export type AwaitingQuery = { readonly actions: { readonly totalCount: number }, readonly bulkActions: { readonly pageInfo: { readonly hasNextPage: boolean }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string } }> } };

export type RulesQueryVariables = Exact<{ [key: string]: never; }>;


export type RulesQuery = { readonly responseRules: ReadonlyArray<{ readonly id: string, readonly name: string, readonly enabled: boolean, readonly severities: ReadonlyArray<Severity>, readonly techniques: ReadonlyArray<string>, readonly titleContains: string | null, readonly action: ActionType }> };

export type CreateRuleMutationVariables = Exact<{
  input: ResponseRuleInput;
}>;


export type CreateRuleMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ResponseRulePayload', readonly rule: { readonly id: string } }
   };

export type UpdateRuleMutationVariables = Exact<{
  id: string;
  input: ResponseRuleInput;
}>;


export type UpdateRuleMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ResponseRulePayload', readonly rule: { readonly id: string, readonly enabled: boolean } }
   };

export type DeleteRuleMutationVariables = Exact<{
  id: string;
}>;


export type DeleteRuleMutation = { readonly outcome:
    | { readonly __typename: 'DeleteResponseRulePayload', readonly id: string }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type ScriptsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ScriptsQuery = { readonly scripts: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string, readonly destructive: boolean, readonly registeredAt: string, readonly retiredAt: string | null, readonly registeredBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } }> } };

export type ScriptBodyQueryVariables = Exact<{
  id: string;
}>;


export type ScriptBodyQuery = { readonly node:
    | { readonly id: string, readonly body: string | null }
    | Record<PropertyKey, never>
   | null };

export type RegisterScriptMutationVariables = Exact<{
  input: RegisterScriptInput;
}>;


export type RegisterScriptMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'RegisterScriptPayload', readonly script: { readonly id: string, readonly sha256: string } }
   };

export type RetireScriptMutationVariables = Exact<{
  id: string;
}>;


export type RetireScriptMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'RetireScriptPayload', readonly script: { readonly id: string, readonly retiredAt: string | null } }
   };

export type PeopleQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;


export type PeopleQuery = { readonly people: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string, readonly email: string, readonly passwordResetRequiredSince: string | null } }> } };

export type KeysQueryVariables = Exact<{ [key: string]: never; }>;


export type KeysQuery = { readonly serviceAccounts: ReadonlyArray<{ readonly id: string, readonly name: string, readonly roles: ReadonlyArray<Role>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly owner: { readonly id: string, readonly name: string } | null }> };

export type CreateKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateKeyMutation = { readonly outcome:
    | { readonly __typename: 'CreateApiKeyPayload', readonly key: string, readonly account: { readonly id: string } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RevokeKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeKeyMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'RevokeApiKeyPayload', readonly account: { readonly id: string, readonly revokedAt: string | null } }
   };

export type ComplianceQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type ComplianceQuery = { readonly complianceReport: { readonly from: string, readonly to: string, readonly destructiveActions: number, readonly destructiveActionsWithoutSecondPerson: number, readonly verificationPassRate: number | null, readonly medianSecondsToApproval: number | null, readonly medianSecondsToCompletion: number | null, readonly actionsByType: ReadonlyArray<{ readonly type: ActionType, readonly count: number }>, readonly actionsByStatus: ReadonlyArray<{ readonly status: ActionStatus, readonly count: number }>, readonly weeks: ReadonlyArray<{ readonly from: string, readonly submitted: number, readonly destructive: number, readonly withoutSecondPerson: number, readonly failed: number }>, readonly analysts: ReadonlyArray<{ readonly name: string, readonly submitted: number, readonly approved: number }>, readonly actionsWithoutSecondPerson: ReadonlyArray<{ readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
        | { readonly __typename: 'BlockIpParameters', readonly address: string }
        | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
        | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
        | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
        | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
        | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
        | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
        | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        | { readonly __typename: 'UnblockIpParameters', readonly address: string }
        | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
      , readonly submittedBy:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
      , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null }>, readonly ledger: { readonly intact: boolean, readonly checked: number, readonly firstBrokenSequence: number | null, readonly headHash: string } } };

export type BulkFragment = { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly submittedBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
  , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } };

export type BulksQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type BulksQuery = { readonly bulkActions: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }> } };

export type BulkPageQueryVariables = Exact<{
  id: string;
}>;


export type BulkPageQuery = { readonly bulkAction: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly waiting: { readonly totalCount: number }, readonly failed: { readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
            | { readonly __typename: 'BlockIpParameters', readonly address: string }
            | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
            | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
            | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
            | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
            | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
            | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
            | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
            | { readonly __typename: 'UnblockIpParameters', readonly address: string }
            | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          , readonly submittedBy:
            | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
            | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
            | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
            | { readonly __typename: 'SystemActor', readonly name: string }
          , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> }, readonly sample: { readonly edges: ReadonlyArray<{ readonly node: { readonly effectFor: number | null, readonly destructive: boolean, readonly approvalsRequired: number, readonly parameters:
            | { readonly __typename: 'BlockIpParameters', readonly address: string }
            | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
            | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
            | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
            | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
            | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
            | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
            | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
            | { readonly __typename: 'UnblockIpParameters', readonly address: string }
            | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
           } }> }, readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
    , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } | null };

export type BulkChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type BulkChangedSubscription = { readonly bulkActionChanged: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
    , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } };

export type SubmitBulkMutationVariables = Exact<{
  input: SubmitBulkActionInput;
}>;


export type SubmitBulkMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'SubmitBulkActionPayload', readonly bulkAction: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
   };

export type ApproveBulkMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type ApproveBulkMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'DecideBulkActionPayload', readonly decided: number, readonly bulkAction: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RejectBulkMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type RejectBulkMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'DecideBulkActionPayload', readonly decided: number, readonly bulkAction: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type CancelBulkMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type CancelBulkMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'DecideBulkActionPayload', readonly decided: number, readonly bulkAction: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type PauseBulkMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type PauseBulkMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'DecideBulkActionPayload', readonly decided: number, readonly bulkAction: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type ResumeBulkMutationVariables = Exact<{
  input: DecideBulkActionInput;
}>;


export type ResumeBulkMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'DecideBulkActionPayload', readonly decided: number, readonly bulkAction: { readonly __typename: 'BulkAction', readonly id: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly state: BulkState, readonly digest: string, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type BulkDevicesQueryVariables = Exact<{
  id: string;
  filter?: ActionFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type BulkDevicesQuery = { readonly bulkAction: { readonly id: string, readonly actions: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
            | { readonly __typename: 'BlockIpParameters', readonly address: string }
            | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
            | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
            | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
            | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
            | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
            | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
            | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
            | { readonly __typename: 'UnblockIpParameters', readonly address: string }
            | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          , readonly submittedBy:
            | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
            | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
            | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
            | { readonly __typename: 'SystemActor', readonly name: string }
          , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> } } | null };

export type InForceQueryVariables = Exact<{
  filter: ActionFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type InForceQuery = { readonly actions: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: ActionType, readonly completedAt: string | null, readonly effectUntil: string | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters' }
          | { readonly __typename: 'ForcePasswordResetParameters' }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters' }
          | { readonly __typename: 'QuarantineFileParameters' }
          | { readonly __typename: 'ResetUserSessionParameters' }
          | { readonly __typename: 'RunScriptParameters' }
          | { readonly __typename: 'UnblockIpParameters' }
          | { readonly __typename: 'UnisolateDeviceParameters' }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean, readonly containment: { readonly isolated: boolean, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null }, readonly drift: ReadonlyArray<{ readonly since: string, readonly action: { readonly id: string } }> } | null } }> } };

export type DriftedDevicesQueryVariables = Exact<{
  first: number;
}>;


export type DriftedDevicesQuery = { readonly devices: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly hostname: string, readonly online: boolean, readonly drift: ReadonlyArray<{ readonly kind: DriftKind, readonly target: string | null, readonly since: string, readonly action: { readonly id: string, readonly type: ActionType, readonly submittedAt: string, readonly parameters:
              | { readonly __typename: 'BlockIpParameters', readonly address: string }
              | { readonly __typename: 'CollectForensicsParameters' }
              | { readonly __typename: 'ForcePasswordResetParameters' }
              | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
              | { readonly __typename: 'KillProcessParameters' }
              | { readonly __typename: 'QuarantineFileParameters' }
              | { readonly __typename: 'ResetUserSessionParameters' }
              | { readonly __typename: 'RunScriptParameters' }
              | { readonly __typename: 'UnblockIpParameters' }
              | { readonly __typename: 'UnisolateDeviceParameters' }
             } }> } }> } };

export type DriftFragment = { readonly kind: DriftKind, readonly target: string | null, readonly since: string, readonly action: { readonly id: string, readonly type: ActionType, readonly submittedAt: string, readonly parameters:
      | { readonly __typename: 'BlockIpParameters', readonly address: string }
      | { readonly __typename: 'CollectForensicsParameters' }
      | { readonly __typename: 'ForcePasswordResetParameters' }
      | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
      | { readonly __typename: 'KillProcessParameters' }
      | { readonly __typename: 'QuarantineFileParameters' }
      | { readonly __typename: 'ResetUserSessionParameters' }
      | { readonly __typename: 'RunScriptParameters' }
      | { readonly __typename: 'UnblockIpParameters' }
      | { readonly __typename: 'UnisolateDeviceParameters' }
     } };

type EffectParameters_BlockIpParameters_Fragment = { readonly __typename: 'BlockIpParameters', readonly address: string };

type EffectParameters_CollectForensicsParameters_Fragment = { readonly __typename: 'CollectForensicsParameters' };

type EffectParameters_ForcePasswordResetParameters_Fragment = { readonly __typename: 'ForcePasswordResetParameters' };

type EffectParameters_IsolateDeviceParameters_Fragment = { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> };

type EffectParameters_KillProcessParameters_Fragment = { readonly __typename: 'KillProcessParameters' };

type EffectParameters_QuarantineFileParameters_Fragment = { readonly __typename: 'QuarantineFileParameters' };

type EffectParameters_ResetUserSessionParameters_Fragment = { readonly __typename: 'ResetUserSessionParameters' };

type EffectParameters_RunScriptParameters_Fragment = { readonly __typename: 'RunScriptParameters' };

type EffectParameters_UnblockIpParameters_Fragment = { readonly __typename: 'UnblockIpParameters' };

type EffectParameters_UnisolateDeviceParameters_Fragment = { readonly __typename: 'UnisolateDeviceParameters' };

export type EffectParametersFragment =
  | EffectParameters_BlockIpParameters_Fragment
  | EffectParameters_CollectForensicsParameters_Fragment
  | EffectParameters_ForcePasswordResetParameters_Fragment
  | EffectParameters_IsolateDeviceParameters_Fragment
  | EffectParameters_KillProcessParameters_Fragment
  | EffectParameters_QuarantineFileParameters_Fragment
  | EffectParameters_ResetUserSessionParameters_Fragment
  | EffectParameters_RunScriptParameters_Fragment
  | EffectParameters_UnblockIpParameters_Fragment
  | EffectParameters_UnisolateDeviceParameters_Fragment
;

export type DetectionsQueryVariables = Exact<{
  filter?: DetectionFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DetectionsQuery = { readonly detections: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly status: DetectionStatus, readonly assignee: { readonly id: string, readonly name: string } | null, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean, readonly containment: { readonly isolated: boolean } }, readonly process: { readonly pid: number, readonly name: string } | null, readonly investigation: { readonly id: string, readonly title: string } | null, readonly actions: ReadonlyArray<{ readonly id: string, readonly type: ActionType, readonly status: ActionStatus }> } }> } };

export type DetectionQueryVariables = Exact<{
  id: string;
}>;


export type DetectionQuery = { readonly node:
    | { readonly id: string, readonly rawId: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly status: DetectionStatus, readonly assignee: { readonly id: string, readonly name: string } | null, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean, readonly platform: Platform, readonly containment: { readonly isolated: boolean }, readonly person: { readonly id: string, readonly name: string } | null }, readonly process: { readonly pid: number, readonly name: string, readonly path: string | null, readonly sha256: string | null, readonly startedAt: string | null } | null, readonly investigation: { readonly id: string, readonly title: string } | null, readonly actions: ReadonlyArray<{ readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null }> }
    | Record<PropertyKey, never>
   | null };

export type UpdateDetectionMutationVariables = Exact<{
  id: string;
  input: UpdateDetectionInput;
}>;


export type UpdateDetectionMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UpdateDetectionPayload', readonly detection: { readonly id: string, readonly status: DetectionStatus, readonly assignee: { readonly id: string, readonly name: string } | null } }
   };

export type InvestigationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type InvestigationsQuery = { readonly investigations: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly openedAt: string, readonly closedAt: string | null } }> } };

export type InvestigationQueryVariables = Exact<{
  id: string;
}>;


export type InvestigationQuery = { readonly node:
    | { readonly id: string, readonly rawId: string, readonly title: string, readonly openedAt: string, readonly closedAt: string | null, readonly detections: { readonly pageInfo: { readonly hasNextPage: boolean }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } } }> }, readonly actions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly verification: { readonly verifiedAt: string | null, readonly status: VerificationStatus, readonly dueAt: string | null }, readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string, readonly by:
                | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
                | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
                | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
                | { readonly __typename: 'SystemActor', readonly name: string }
               }>, readonly cancellation: { readonly at: string, readonly reason: CancellationReason } | null, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
              | { readonly __typename: 'BlockIpParameters', readonly address: string }
              | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
              | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
              | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
              | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
              | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
              | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
              | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
              | { readonly __typename: 'UnblockIpParameters', readonly address: string }
              | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
            , readonly submittedBy:
              | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
              | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
              | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
              | { readonly __typename: 'SystemActor', readonly name: string }
            , readonly failure: { readonly code: FailureCode } | null, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> } }
    | Record<PropertyKey, never>
   | null };

export type TimedDetectionFragment = { readonly id: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } };

export type TimedActionFragment = { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly verification: { readonly verifiedAt: string | null, readonly status: VerificationStatus, readonly dueAt: string | null }, readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string, readonly by:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
     }>, readonly cancellation: { readonly at: string, readonly reason: CancellationReason } | null, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
    | { readonly __typename: 'BlockIpParameters', readonly address: string }
    | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
    | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
    | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
    | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
    | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
    | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
    | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
    | { readonly __typename: 'UnblockIpParameters', readonly address: string }
    | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
  , readonly submittedBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
  , readonly failure: { readonly code: FailureCode } | null, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null };

export type EvidenceQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type EvidenceQuery = { readonly node:
    | { readonly id: string, readonly actions: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly rawId: string, readonly auditTrail: ReadonlyArray<{ readonly sequence: number, readonly hash: string, readonly canonical: string }>, readonly artifacts: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly name: string, readonly size: number, readonly sha256: string }> } }> } }
    | Record<PropertyKey, never>
   | null };

export type ReportedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ReportedSubscription = { readonly detectionReported: { readonly id: string, readonly title: string, readonly severity: Severity, readonly device: { readonly id: string, readonly hostname: string } } };

export type OpenInvestigationMutationVariables = Exact<{
  input: OpenInvestigationInput;
}>;


export type OpenInvestigationMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'OpenInvestigationPayload', readonly investigation: { readonly id: string, readonly title: string, readonly openedAt: string, readonly closedAt: string | null } }
   };

export type UpdateInvestigationMutationVariables = Exact<{
  id: string;
  input: UpdateInvestigationInput;
}>;


export type UpdateInvestigationMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UpdateInvestigationPayload', readonly investigation: { readonly id: string, readonly title: string, readonly closedAt: string | null } }
   };

export type LateralMovementQueryVariables = Exact<{
  investigationId?: string | null | undefined;
  since?: string | null | undefined;
}>;


export type LateralMovementQuery = { readonly lateralMovement: { readonly devices: ReadonlyArray<{ readonly id: string, readonly hostname: string, readonly online: boolean, readonly platform: Platform, readonly containment: { readonly isolated: boolean }, readonly drift: ReadonlyArray<{ readonly kind: DriftKind, readonly target: string | null, readonly since: string, readonly action: { readonly id: string, readonly type: ActionType, readonly submittedAt: string, readonly parameters:
            | { readonly __typename: 'BlockIpParameters', readonly address: string }
            | { readonly __typename: 'CollectForensicsParameters' }
            | { readonly __typename: 'ForcePasswordResetParameters' }
            | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
            | { readonly __typename: 'KillProcessParameters' }
            | { readonly __typename: 'QuarantineFileParameters' }
            | { readonly __typename: 'ResetUserSessionParameters' }
            | { readonly __typename: 'RunScriptParameters' }
            | { readonly __typename: 'UnblockIpParameters' }
            | { readonly __typename: 'UnisolateDeviceParameters' }
           } }>, readonly detections: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly severity: Severity } }> } }>, readonly movements: ReadonlyArray<{ readonly technique: string | null, readonly observedAt: string, readonly from: { readonly id: string }, readonly to: { readonly id: string } }> } };

export type DevicesQueryVariables = Exact<{
  filter?: DeviceFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DevicesQuery = { readonly devices: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly revokedAt: string | null, readonly labels: ReadonlyArray<string>, readonly drift: ReadonlyArray<{ readonly kind: DriftKind }>, readonly containment: { readonly isolated: boolean, readonly blockedAddresses: ReadonlyArray<string> } } }> } };

export type DeviceIdsQueryVariables = Exact<{
  filter?: DeviceFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DeviceIdsQuery = { readonly devices: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly revokedAt: string | null } }> } };

export type DeviceQueryVariables = Exact<{
  id: string;
}>;


export type DeviceQuery = { readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly enrolledAt: string, readonly revokedAt: string | null, readonly certificateExpiresAt: string | null, readonly labels: ReadonlyArray<string>, readonly drift: ReadonlyArray<{ readonly kind: DriftKind, readonly target: string | null, readonly since: string, readonly action: { readonly id: string, readonly type: ActionType, readonly submittedAt: string, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters' }
          | { readonly __typename: 'ForcePasswordResetParameters' }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters' }
          | { readonly __typename: 'QuarantineFileParameters' }
          | { readonly __typename: 'ResetUserSessionParameters' }
          | { readonly __typename: 'RunScriptParameters' }
          | { readonly __typename: 'UnblockIpParameters' }
          | { readonly __typename: 'UnisolateDeviceParameters' }
         } }>, readonly person: { readonly id: string, readonly name: string, readonly email: string } | null, readonly containment: { readonly isolated: boolean, readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null, readonly quarantinedFiles: ReadonlyArray<{ readonly originalPath: string, readonly sha256: string, readonly quarantinedAt: string }> }, readonly queue: ReadonlyArray<{ readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
        | { readonly __typename: 'BlockIpParameters', readonly address: string }
        | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
        | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
        | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
        | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
        | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
        | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
        | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        | { readonly __typename: 'UnblockIpParameters', readonly address: string }
        | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
      , readonly submittedBy:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
      , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null }>, readonly inForce: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: ActionType, readonly completedAt: string | null, readonly effectUntil: string | null, readonly parameters:
            | { readonly __typename: 'BlockIpParameters', readonly address: string }
            | { readonly __typename: 'CollectForensicsParameters' }
            | { readonly __typename: 'ForcePasswordResetParameters' }
            | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
            | { readonly __typename: 'KillProcessParameters' }
            | { readonly __typename: 'QuarantineFileParameters' }
            | { readonly __typename: 'ResetUserSessionParameters' }
            | { readonly __typename: 'RunScriptParameters' }
            | { readonly __typename: 'UnblockIpParameters' }
            | { readonly __typename: 'UnisolateDeviceParameters' }
           } }> }, readonly actions: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly verification: { readonly verifiedAt: string | null, readonly status: VerificationStatus, readonly dueAt: string | null }, readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string, readonly by:
              | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
              | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
              | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
              | { readonly __typename: 'SystemActor', readonly name: string }
             }>, readonly cancellation: { readonly at: string, readonly reason: CancellationReason } | null, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
            | { readonly __typename: 'BlockIpParameters', readonly address: string }
            | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
            | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
            | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
            | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
            | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
            | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
            | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
            | { readonly __typename: 'UnblockIpParameters', readonly address: string }
            | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
          , readonly submittedBy:
            | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
            | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
            | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
            | { readonly __typename: 'SystemActor', readonly name: string }
          , readonly failure: { readonly code: FailureCode } | null, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> }, readonly detections: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly process: { readonly pid: number, readonly name: string } | null, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } } }> } } | null };

export type RevokeDeviceMutationVariables = Exact<{
  deviceId: string;
}>;


export type RevokeDeviceMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'RevokeDevicePayload', readonly device: { readonly id: string, readonly revokedAt: string | null, readonly online: boolean } }
   };

export type PresenceSubscriptionVariables = Exact<{
  deviceId?: string | null | undefined;
}>;


export type PresenceSubscription = { readonly devicePresenceChanged: { readonly id: string, readonly hostname: string, readonly online: boolean, readonly lastSeenAt: string | null } };

export type LabelDevicesMutationVariables = Exact<{
  input: LabelDevicesInput;
}>;


export type LabelDevicesMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'LabelDevicesPayload', readonly changed: number }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type FindQueryVariables = Exact<{
  text: string;
  address?: string | null | undefined;
  isAddress: boolean;
}>;


export type FindQuery = { readonly devices: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean } }> }, readonly withAddress?: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean } }> }, readonly people: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string, readonly email: string } }> }, readonly detections: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly device: { readonly id: string, readonly hostname: string } } }> }, readonly actions: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly submittedAt: string, readonly device: { readonly id: string, readonly hostname: string } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
         } }> } };

export type FoundDeviceFragment = { readonly id: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean };

export type PersonNameQueryVariables = Exact<{
  id: string;
}>;


export type PersonNameQuery = { readonly node:
    | { readonly id: string, readonly name: string }
    | Record<PropertyKey, never>
   | null };

type ActorName_Analyst_Fragment = { readonly __typename: 'Analyst', readonly id: string, readonly name: string };

type ActorName_ResponseRuleActor_Fragment = { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } };

type ActorName_ServiceAccount_Fragment = { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string };

type ActorName_SystemActor_Fragment = { readonly __typename: 'SystemActor', readonly name: string };

export type ActorNameFragment =
  | ActorName_Analyst_Fragment
  | ActorName_ResponseRuleActor_Fragment
  | ActorName_ServiceAccount_Fragment
  | ActorName_SystemActor_Fragment
;

type Parameters_BlockIpParameters_Fragment = { readonly __typename: 'BlockIpParameters', readonly address: string };

type Parameters_CollectForensicsParameters_Fragment = { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null };

type Parameters_ForcePasswordResetParameters_Fragment = { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } };

type Parameters_IsolateDeviceParameters_Fragment = { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> };

type Parameters_KillProcessParameters_Fragment = { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null };

type Parameters_QuarantineFileParameters_Fragment = { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null };

type Parameters_ResetUserSessionParameters_Fragment = { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null };

type Parameters_RunScriptParameters_Fragment = { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } };

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

export type ActionRowFragment = { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
    | { readonly __typename: 'BlockIpParameters', readonly address: string }
    | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
    | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
    | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
    | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
    | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
    | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
    | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
    | { readonly __typename: 'UnblockIpParameters', readonly address: string }
    | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
  , readonly submittedBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
  , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null };

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

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer:
    | { readonly __typename: 'Analyst', readonly email: string, readonly roles: ReadonlyArray<Role>, readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
  , readonly actionTypes: ReadonlyArray<{ readonly type: ActionType }> };

export type LedgerHeadQueryVariables = Exact<{ [key: string]: never; }>;


export type LedgerHeadQuery = { readonly ledgerHead: string };

export type LiveListsQueryVariables = Exact<{ [key: string]: never; }>;


export type LiveListsQuery = { readonly open: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> }, readonly ended: { readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> }, readonly withdrawn: { readonly edges: ReadonlyArray<{ readonly node: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }> } };

export type LiveCountsQueryVariables = Exact<{
  since: string;
  to: string;
}>;


export type LiveCountsQuery = { readonly pending: { readonly totalCount: number }, readonly queued: { readonly totalCount: number }, readonly executing: { readonly totalCount: number }, readonly day: { readonly byStatus: ReadonlyArray<{ readonly status: ActionStatus, readonly count: number }> }, readonly online: { readonly totalCount: number }, readonly isolated: { readonly totalCount: number }, readonly drifted: { readonly totalCount: number } };

export type LastHourQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type LastHourQuery = { readonly actionStatistics: { readonly submitted: number, readonly byStatus: ReadonlyArray<{ readonly status: ActionStatus, readonly count: number }>, readonly parts: ReadonlyArray<{ readonly from: string, readonly submitted: number, readonly byStatus: ReadonlyArray<{ readonly status: ActionStatus, readonly count: number }> }> } };

export type CriticalDetectionsQueryVariables = Exact<{
  first: number;
}>;


export type CriticalDetectionsQuery = { readonly detections: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly status: DetectionStatus, readonly assignee: { readonly id: string, readonly name: string } | null, readonly device: { readonly id: string, readonly hostname: string, readonly containment: { readonly isolated: boolean } } } }> } };

export type ChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ChangesSubscription = { readonly actionChanged: { readonly cursor: string, readonly event: { readonly id: string, readonly kind: AuditEventKind, readonly at: string, readonly sequence: number }, readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
        | { readonly __typename: 'BlockIpParameters', readonly address: string }
        | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
        | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
        | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
        | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
        | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
        | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
        | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
        | { readonly __typename: 'UnblockIpParameters', readonly address: string }
        | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
      , readonly submittedBy:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
      , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } } };

export type SettingsFragment = { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } };

export type SettingsPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsPageQuery = { readonly responseSettings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly pendingChanges: ReadonlyArray<{ readonly id: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }>, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } }, readonly actionTypes: ReadonlyArray<{ readonly type: ActionType, readonly destructive: boolean }> };

export type UpdateApprovalsMutationVariables = Exact<{
  input: UpdateApprovalRequirementsInput;
}>;


export type UpdateApprovalsMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UpdateSettingsPayload', readonly pendingChange: { readonly id: string } | null, readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } } }
   };

export type UpdateTimesMutationVariables = Exact<{
  input: UpdateResponseSettingsInput;
}>;


export type UpdateTimesMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UpdateSettingsPayload', readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } } }
   };

export type UpdateAutoResponseMutationVariables = Exact<{
  input: UpdateAutoResponseInput;
}>;


export type UpdateAutoResponseMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'UpdateSettingsPayload', readonly pendingChange: { readonly id: string } | null, readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } } }
   };

export type EnrollmentTokensQueryVariables = Exact<{ [key: string]: never; }>;


export type EnrollmentTokensQuery = { readonly enrollmentTokens: ReadonlyArray<{ readonly id: string, readonly createdAt: string, readonly expiresAt: string, readonly usesLeft: number, readonly revokedAt: string | null, readonly createdBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
     }> };

export type CreateEnrollmentTokenMutationVariables = Exact<{
  input: CreateEnrollmentTokenInput;
}>;


export type CreateEnrollmentTokenMutation = { readonly outcome:
    | { readonly __typename: 'CreateEnrollmentTokenPayload', readonly token: string, readonly expiresAt: string }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RevokeEnrollmentTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeEnrollmentTokenMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'RevokeEnrollmentTokenPayload', readonly enrollmentToken: { readonly id: string, readonly revokedAt: string | null } }
   };

export type DecideSettingsChangeMutationVariables = Exact<{
  input: DecideSettingsChangeInput;
}>;


export type DecideSettingsChangeMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'DecideSettingsChangePayload', readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null } } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type OrganizationZoneQueryVariables = Exact<{ [key: string]: never; }>;


export type OrganizationZoneQuery = { readonly responseSettings: { readonly autoResponse: { readonly activeHours: { readonly timeZone: string } | null } } };

export type ActionTypesQueryVariables = Exact<{ [key: string]: never; }>;


export type ActionTypesQuery = { readonly actionTypes: ReadonlyArray<{ readonly type: ActionType, readonly destructive: boolean, readonly approvalsRequired: number }> };

export type PreviewQueryVariables = Exact<{
  input: SubmitActionInput;
}>;


export type PreviewQuery = { readonly previewAction: { readonly digest: string | null, readonly destructive: boolean, readonly approvalsRequired: number, readonly deviceOnline: boolean | null, readonly warnings: ReadonlyArray<string>, readonly refusal:
      | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
     | null } };

export type SubmitMutationVariables = Exact<{
  input: SubmitActionInput;
}>;


export type SubmitMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'SubmitActionPayload', readonly action: { readonly __typename: 'ResponseAction', readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
          | { readonly __typename: 'BlockIpParameters', readonly address: string }
          | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
          | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
          | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
          | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
          | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
          | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
          | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
          | { readonly __typename: 'UnblockIpParameters', readonly address: string }
          | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
        , readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly failure: { readonly code: FailureCode } | null, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } }
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

export type SubjectQueryVariables = Exact<{
  id: string;
}>;


export type SubjectQuery = { readonly node:
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly title: string, readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly title: string, readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
   | null };

export type CommandResultQueryVariables = Exact<{
  id: string;
}>;


export type CommandResultQuery = { readonly action: { readonly __typename: 'ResponseAction', readonly output: unknown, readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly origin: ActionOrigin, readonly destructive: boolean, readonly justification: string, readonly submittedAt: string, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly approvalsRequired: number, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly failure: { readonly message: string, readonly code: FailureCode } | null, readonly device: { readonly id: string, readonly hostname: string, readonly online: boolean } | null, readonly parameters:
      | { readonly __typename: 'BlockIpParameters', readonly address: string }
      | { readonly __typename: 'CollectForensicsParameters', readonly include: ReadonlyArray<ForensicArtifact>, readonly memoryOf: number | null }
      | { readonly __typename: 'ForcePasswordResetParameters', readonly person: { readonly id: string, readonly name: string, readonly email: string } }
      | { readonly __typename: 'IsolateDeviceParameters', readonly allowAddresses: ReadonlyArray<string> }
      | { readonly __typename: 'KillProcessParameters', readonly pid: number, readonly processName: string | null, readonly startedAt: string | null }
      | { readonly __typename: 'QuarantineFileParameters', readonly path: string, readonly sha256: string | null }
      | { readonly __typename: 'ResetUserSessionParameters', readonly username: string | null }
      | { readonly __typename: 'RunScriptParameters', readonly arguments: ReadonlyArray<string>, readonly timeout: number, readonly script: { readonly id: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string } }
      | { readonly __typename: 'UnblockIpParameters', readonly address: string }
      | { readonly __typename: 'UnisolateDeviceParameters', readonly note: string | null }
    , readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
    , readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string }>, readonly cancellation: { readonly reason: CancellationReason } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null }, readonly detection: { readonly id: string, readonly title: string, readonly severity: Severity } | null, readonly bulkAction: { readonly id: string } | null } | null };

export type WebhookFragment = { readonly id: string, readonly name: string, readonly url: string, readonly kinds: ReadonlyArray<AuditEventKind>, readonly enabled: boolean, readonly disabledReason: string | null, readonly createdAt: string, readonly createdBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
   };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { readonly webhooks: ReadonlyArray<{ readonly id: string, readonly name: string, readonly url: string, readonly kinds: ReadonlyArray<AuditEventKind>, readonly enabled: boolean, readonly disabledReason: string | null, readonly createdAt: string, readonly createdBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
     }> };

export type WebhookDeliveriesQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type WebhookDeliveriesQuery = { readonly node:
    | { readonly id: string, readonly deliveries: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly messageId: string, readonly attempts: number, readonly responseStatus: number | null, readonly error: string | null, readonly deliveredAt: string | null, readonly nextAttemptAt: string | null, readonly event: { readonly id: string, readonly kind: AuditEventKind, readonly sequence: number } } }> } }
    | Record<PropertyKey, never>
   | null };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'WebhookPayload', readonly secret: string | null, readonly webhook: { readonly id: string, readonly name: string, readonly url: string, readonly kinds: ReadonlyArray<AuditEventKind>, readonly enabled: boolean, readonly disabledReason: string | null, readonly createdAt: string, readonly createdBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } }
   };

export type UpdateWebhookMutationVariables = Exact<{
  id: string;
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'WebhookPayload', readonly secret: string | null, readonly webhook: { readonly id: string, readonly name: string, readonly url: string, readonly kinds: ReadonlyArray<AuditEventKind>, readonly enabled: boolean, readonly disabledReason: string | null, readonly createdAt: string, readonly createdBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } }
   };

export type DeleteWebhookMutationVariables = Exact<{
  id: string;
}>;


export type DeleteWebhookMutation = { readonly outcome:
    | { readonly __typename: 'DeleteWebhookPayload', readonly id: string }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type TestWebhookMutationVariables = Exact<{
  id: string;
}>;


export type TestWebhookMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'WebhookTestPayload', readonly delivery: { readonly responseStatus: number | null, readonly error: string | null, readonly milliseconds: number } }
   };

import type { TypedText } from '../../sdk/typed-document.ts'

export const ApprovalsDocument = 'query Approvals($first:Int!){actions(filter:{awaitingMyApproval:true origins:[MANUAL AUTO_RESPONSE RESPONSE_RULE]}orderBy:{field:SUBMITTED_AT direction:ASC}first:$first){totalCount edges{node{...ActionRow digest}}}bulkActions(awaitingMyApproval:true first:$first){pageInfo{hasNextPage}edges{node{...Bulk waiting:actions(filter:{awaitingMyApproval:true}first:1){edges{node{expiresAt}}}}}}}fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<ApprovalsQuery, ApprovalsQueryVariables>

export const ApprovalBriefDocument = 'query ApprovalBrief($id:ID!){action(id:$id){...ActionRow rawId digest effectFor approvals{comment by{...ActorName}}cancellation{at comment by{...ActorName}}device{rawId platform labels lastSeenAt ipAddresses agentVersion person{id name email}containment{isolated isolatedSince blockedAddresses reportedAt}queue{id type status}actions(first:6){totalCount edges{node{id type status submittedAt justification failure{code}cancellation{reason}verification{status dueAt}}}}}detection{technique firedAt process{pid name path sha256 startedAt}}investigation{id title}bulkAction{total digest justification}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<ApprovalBriefQuery, ApprovalBriefQueryVariables>

export const ActionDocument = 'query Action($id:ID!){action(id:$id){...ActionRow rawId digest effectFor effectUntil output approvals{comment by{...ActorName}}failure{message}cancellation{at comment by{...ActorName}}device{platform lastSeenAt}verification{attempts verifiedAt evidence}undoes{id type submittedAt}undoneBy{id type submittedAt}investigation{id title}bulkAction{total}artifacts{id name kind size sha256 receivedAt}auditTrail{id sequence kind at actor{...ActorName}data hash previousHash canonical}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<ActionQuery, ActionQueryVariables>

export const ArtifactLinkDocument = 'query ArtifactLink($id:ID!){node(id:$id){...on Artifact{id url}}}' as TypedText<ArtifactLinkQuery, ArtifactLinkQueryVariables>

export const HistoryDocument = 'query History($filter:ActionFilter$orderBy:ActionOrder$first:Int!$after:String){actions(filter:$filter orderBy:$orderBy first:$first after:$after){totalCount pageInfo{hasNextPage endCursor}edges{cursor node{...ActionRow}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<HistoryQuery, HistoryQueryVariables>

export const ActionCountDocument = 'query ActionCount($filter:ActionFilter){actions(filter:$filter first:1){totalCount}}' as TypedText<ActionCountQuery, ActionCountQueryVariables>

export const ApproveDocument = 'mutation Approve($input:DecideActionInput!){outcome:approveAction(input:$input){__typename ...on DecideActionPayload{action{...ActionRow}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}fragment Refusal on UserError{__typename code message path}' as TypedText<ApproveMutation, ApproveMutationVariables>

export const RejectDocument = 'mutation Reject($input:DecideActionInput!){outcome:rejectAction(input:$input){__typename ...on DecideActionPayload{action{...ActionRow}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}fragment Refusal on UserError{__typename code message path}' as TypedText<RejectMutation, RejectMutationVariables>

export const CancelDocument = 'mutation Cancel($input:DecideActionInput!){outcome:cancelAction(input:$input){__typename ...on DecideActionPayload{action{...ActionRow}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}fragment Refusal on UserError{__typename code message path}' as TypedText<CancelMutation, CancelMutationVariables>

export const AwaitingDocument = 'query Awaiting{actions(filter:{awaitingMyApproval:true origins:[MANUAL AUTO_RESPONSE RESPONSE_RULE]}first:1){totalCount}bulkActions(awaitingMyApproval:true first:50){pageInfo{hasNextPage}edges{node{id}}}}' as TypedText<AwaitingQuery, AwaitingQueryVariables>

export const RulesDocument = 'query Rules{responseRules{id name enabled severities techniques titleContains action}}' as TypedText<RulesQuery, RulesQueryVariables>

export const CreateRuleDocument = 'mutation CreateRule($input:ResponseRuleInput!){outcome:createResponseRule(input:$input){__typename ...on ResponseRulePayload{rule{id}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<CreateRuleMutation, CreateRuleMutationVariables>

export const UpdateRuleDocument = 'mutation UpdateRule($id:ID!$input:ResponseRuleInput!){outcome:updateResponseRule(id:$id input:$input){__typename ...on ResponseRulePayload{rule{id enabled}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<UpdateRuleMutation, UpdateRuleMutationVariables>

export const DeleteRuleDocument = 'mutation DeleteRule($id:ID!){outcome:deleteResponseRule(id:$id){__typename ...on DeleteResponseRulePayload{id}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<DeleteRuleMutation, DeleteRuleMutationVariables>

export const ScriptsDocument = 'query Scripts($first:Int!$after:String){scripts(first:$first after:$after){pageInfo{hasNextPage endCursor}edges{node{id name interpreter sha256 destructive registeredAt retiredAt registeredBy{...ActorName}}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}' as TypedText<ScriptsQuery, ScriptsQueryVariables>

export const ScriptBodyDocument = 'query ScriptBody($id:ID!){node(id:$id){...on Script{id body}}}' as TypedText<ScriptBodyQuery, ScriptBodyQueryVariables>

export const RegisterScriptDocument = 'mutation RegisterScript($input:RegisterScriptInput!){outcome:registerScript(input:$input){__typename ...on RegisterScriptPayload{script{id sha256}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<RegisterScriptMutation, RegisterScriptMutationVariables>

export const RetireScriptDocument = 'mutation RetireScript($id:ID!){outcome:retireScript(id:$id){__typename ...on RetireScriptPayload{script{id retiredAt}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<RetireScriptMutation, RetireScriptMutationVariables>

export const PeopleDocument = 'query People($search:String$first:Int!){people(search:$search first:$first){edges{node{id name email passwordResetRequiredSince}}}}' as TypedText<PeopleQuery, PeopleQueryVariables>

export const KeysDocument = 'query Keys{serviceAccounts{id name roles createdAt expiresAt lastUsedAt revokedAt owner{id name}}}' as TypedText<KeysQuery, KeysQueryVariables>

export const CreateKeyDocument = 'mutation CreateKey($input:CreateApiKeyInput!){outcome:createApiKey(input:$input){__typename ...on CreateApiKeyPayload{key account{id}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<CreateKeyMutation, CreateKeyMutationVariables>

export const RevokeKeyDocument = 'mutation RevokeKey($id:ID!){outcome:revokeApiKey(id:$id){__typename ...on RevokeApiKeyPayload{account{id revokedAt}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<RevokeKeyMutation, RevokeKeyMutationVariables>

export const ComplianceDocument = 'query Compliance($from:DateTime!$to:DateTime!){complianceReport(from:$from to:$to){from to actionsByType{type count}actionsByStatus{status count}destructiveActions destructiveActionsWithoutSecondPerson verificationPassRate medianSecondsToApproval medianSecondsToCompletion weeks{from submitted destructive withoutSecondPerson failed}analysts{name submitted approved}actionsWithoutSecondPerson{...ActionRow}ledger{intact checked firstBrokenSequence headHash}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<ComplianceQuery, ComplianceQueryVariables>

export const BulksDocument = 'fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}query Bulks($first:Int!$after:String){bulkActions(first:$first after:$after){pageInfo{hasNextPage endCursor}edges{cursor node{...Bulk}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}' as TypedText<BulksQuery, BulksQueryVariables>

export const BulkPageDocument = 'fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}query BulkPage($id:ID!){bulkAction(id:$id){...Bulk waiting:actions(filter:{awaitingMyApproval:true}first:1){totalCount}failed:actions(filter:{statuses:[FAILED]}first:20){edges{node{...ActionRow}}}sample:actions(first:1){edges{node{parameters{...Parameters}effectFor destructive approvalsRequired}}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<BulkPageQuery, BulkPageQueryVariables>

export const BulkChangedDocument = 'fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}subscription BulkChanged($id:ID!){bulkActionChanged(id:$id){...Bulk}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}' as TypedText<BulkChangedSubscription, BulkChangedSubscriptionVariables>

export const SubmitBulkDocument = 'fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}mutation SubmitBulk($input:SubmitBulkActionInput!){outcome:submitBulkAction(input:$input){__typename ...on SubmitBulkActionPayload{bulkAction{...Bulk}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}' as TypedText<SubmitBulkMutation, SubmitBulkMutationVariables>

export const ApproveBulkDocument = 'fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}mutation ApproveBulk($input:DecideBulkActionInput!){outcome:approveBulkAction(input:$input){__typename ...on DecideBulkActionPayload{decided bulkAction{...Bulk}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}' as TypedText<ApproveBulkMutation, ApproveBulkMutationVariables>

export const RejectBulkDocument = 'fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}mutation RejectBulk($input:DecideBulkActionInput!){outcome:rejectBulkAction(input:$input){__typename ...on DecideBulkActionPayload{decided bulkAction{...Bulk}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}' as TypedText<RejectBulkMutation, RejectBulkMutationVariables>

export const CancelBulkDocument = 'fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}mutation CancelBulk($input:DecideBulkActionInput!){outcome:cancelBulkAction(input:$input){__typename ...on DecideBulkActionPayload{decided bulkAction{...Bulk}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}' as TypedText<CancelBulkMutation, CancelBulkMutationVariables>

export const PauseBulkDocument = 'fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}mutation PauseBulk($input:DecideBulkActionInput!){outcome:pauseBulkAction(input:$input){__typename ...on DecideBulkActionPayload{decided bulkAction{...Bulk}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}' as TypedText<PauseBulkMutation, PauseBulkMutationVariables>

export const ResumeBulkDocument = 'fragment Bulk on BulkAction{__typename id type justification submittedAt submittedBy{...ActorName}total state digest rollout{canary perMinute abortAboveFailurePercent abortAfter}progress{pendingApproval queued executing completed failed cancelled verified}}mutation ResumeBulk($input:DecideBulkActionInput!){outcome:resumeBulkAction(input:$input){__typename ...on DecideBulkActionPayload{decided bulkAction{...Bulk}}...Refusal}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}' as TypedText<ResumeBulkMutation, ResumeBulkMutationVariables>

export const BulkDevicesDocument = 'query BulkDevices($id:ID!$filter:ActionFilter$first:Int!$after:String){bulkAction(id:$id){id actions(filter:$filter first:$first after:$after){totalCount pageInfo{hasNextPage endCursor}edges{node{...ActionRow}}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<BulkDevicesQuery, BulkDevicesQueryVariables>

export const InForceDocument = 'query InForce($filter:ActionFilter!$first:Int!$after:String){actions(filter:$filter first:$first after:$after){totalCount pageInfo{hasNextPage endCursor}edges{node{id type completedAt effectUntil parameters{...EffectParameters}submittedBy{...ActorName}device{id hostname online containment{isolated blockedAddresses reportedAt}drift{since action{id}}}}}}}fragment EffectParameters on ActionParameters{__typename ...on IsolateDeviceParameters{allowAddresses}...on BlockIpParameters{address}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}' as TypedText<InForceQuery, InForceQueryVariables>

export const DriftedDevicesDocument = 'query DriftedDevices($first:Int!){devices(filter:{drifted:true}first:$first){totalCount edges{node{id hostname online drift{...Drift}}}}}fragment Drift on ContainmentDrift{kind target since action{id type submittedAt parameters{...EffectParameters}}}fragment EffectParameters on ActionParameters{__typename ...on IsolateDeviceParameters{allowAddresses}...on BlockIpParameters{address}}' as TypedText<DriftedDevicesQuery, DriftedDevicesQueryVariables>

export const DetectionsDocument = 'query Detections($filter:DetectionFilter$first:Int!$after:String){detections(filter:$filter first:$first after:$after){pageInfo{hasNextPage endCursor}edges{node{id title severity technique firedAt status assignee{id name}device{id hostname online containment{isolated}}process{pid name}investigation{id title}actions{id type status}}}}}' as TypedText<DetectionsQuery, DetectionsQueryVariables>

export const DetectionDocument = 'query Detection($id:ID!){node(id:$id){...on Detection{id rawId title severity technique firedAt status assignee{id name}device{id hostname online platform containment{isolated}person{id name}}process{pid name path sha256 startedAt}investigation{id title}actions{...ActionRow}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<DetectionQuery, DetectionQueryVariables>

export const UpdateDetectionDocument = 'mutation UpdateDetection($id:ID!$input:UpdateDetectionInput!){outcome:updateDetection(id:$id input:$input){__typename ...on UpdateDetectionPayload{detection{id status assignee{id name}}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<UpdateDetectionMutation, UpdateDetectionMutationVariables>

export const InvestigationsDocument = 'query Investigations($first:Int!$after:String){investigations(first:$first after:$after){pageInfo{hasNextPage endCursor}edges{node{id title openedAt closedAt}}}}' as TypedText<InvestigationsQuery, InvestigationsQueryVariables>

export const InvestigationDocument = 'query Investigation($id:ID!){node(id:$id){...on Investigation{id rawId title openedAt closedAt detections(first:100){pageInfo{hasNextPage}edges{node{...TimedDetection}}}actions(first:50){totalCount edges{node{...TimedAction}}}}}}fragment TimedDetection on Detection{id title severity technique firedAt device{id hostname online}}fragment TimedAction on ResponseAction{...ActionRow verification{verifiedAt}approvals{by{...ActorName}}cancellation{at}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<InvestigationQuery, InvestigationQueryVariables>

export const EvidenceDocument = 'query Evidence($id:ID!$first:Int!$after:String){node(id:$id){...on Investigation{id actions(first:$first after:$after){pageInfo{hasNextPage endCursor}edges{node{id rawId auditTrail{sequence hash canonical}artifacts{id rawId name size sha256}}}}}}}' as TypedText<EvidenceQuery, EvidenceQueryVariables>

export const ReportedDocument = 'subscription Reported{detectionReported{id title severity device{id hostname}}}' as TypedText<ReportedSubscription, ReportedSubscriptionVariables>

export const OpenInvestigationDocument = 'mutation OpenInvestigation($input:OpenInvestigationInput!){outcome:openInvestigation(input:$input){__typename ...on OpenInvestigationPayload{investigation{id title openedAt closedAt}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<OpenInvestigationMutation, OpenInvestigationMutationVariables>

export const UpdateInvestigationDocument = 'mutation UpdateInvestigation($id:ID!$input:UpdateInvestigationInput!){outcome:updateInvestigation(id:$id input:$input){__typename ...on UpdateInvestigationPayload{investigation{id title closedAt}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<UpdateInvestigationMutation, UpdateInvestigationMutationVariables>

export const LateralMovementDocument = 'fragment Drift on ContainmentDrift{kind target since action{id type submittedAt parameters{...EffectParameters}}}fragment EffectParameters on ActionParameters{__typename ...on IsolateDeviceParameters{allowAddresses}...on BlockIpParameters{address}}query LateralMovement($investigationId:ID$since:DateTime){lateralMovement(investigationId:$investigationId since:$since){devices{id hostname online platform containment{isolated}drift{...Drift}detections(first:20){edges{node{id severity}}}}movements{from{id}to{id}technique observedAt}}}' as TypedText<LateralMovementQuery, LateralMovementQueryVariables>

export const DevicesDocument = 'query Devices($filter:DeviceFilter$first:Int!$after:String){devices(filter:$filter first:$first after:$after){totalCount pageInfo{hasNextPage endCursor}edges{node{id hostname platform online lastSeenAt ipAddresses agentVersion revokedAt labels drift{kind}containment{isolated blockedAddresses}}}}}' as TypedText<DevicesQuery, DevicesQueryVariables>

export const DeviceIdsDocument = 'query DeviceIds($filter:DeviceFilter$first:Int!$after:String){devices(filter:$filter first:$first after:$after){pageInfo{hasNextPage endCursor}edges{node{id revokedAt}}}}' as TypedText<DeviceIdsQuery, DeviceIdsQueryVariables>

export const DeviceDocument = 'fragment Drift on ContainmentDrift{kind target since action{id type submittedAt parameters{...EffectParameters}}}fragment EffectParameters on ActionParameters{__typename ...on IsolateDeviceParameters{allowAddresses}...on BlockIpParameters{address}}fragment TimedDetection on Detection{id title severity technique firedAt device{id hostname online}}fragment TimedAction on ResponseAction{...ActionRow verification{verifiedAt}approvals{by{...ActorName}}cancellation{at}}query Device($id:ID!){device(id:$id){id rawId hostname platform online lastSeenAt ipAddresses agentVersion enrolledAt revokedAt certificateExpiresAt labels drift{...Drift}person{id name email}containment{isolated isolatedSince blockedAddresses reportedAt quarantinedFiles{originalPath sha256 quarantinedAt}}queue{...ActionRow}inForce:actions(filter:{inForce:true}first:200){edges{node{id type completedAt effectUntil parameters{...EffectParameters}}}}actions(first:50){totalCount edges{node{...TimedAction}}}detections(first:20){edges{node{...TimedDetection process{pid name}}}}}}fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}' as TypedText<DeviceQuery, DeviceQueryVariables>

export const RevokeDeviceDocument = 'mutation RevokeDevice($deviceId:ID!){outcome:revokeDevice(deviceId:$deviceId){__typename ...on RevokeDevicePayload{device{id revokedAt online}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<RevokeDeviceMutation, RevokeDeviceMutationVariables>

export const PresenceDocument = 'subscription Presence($deviceId:ID){devicePresenceChanged(deviceId:$deviceId){id hostname online lastSeenAt}}' as TypedText<PresenceSubscription, PresenceSubscriptionVariables>

export const LabelDevicesDocument = 'mutation LabelDevices($input:LabelDevicesInput!){outcome:labelDevices(input:$input){__typename ...on LabelDevicesPayload{changed}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<LabelDevicesMutation, LabelDevicesMutationVariables>

export const FindDocument = 'query Find($text:String!$address:String$isAddress:Boolean!){devices(filter:{hostnameContains:$text}first:8){edges{node{...FoundDevice}}}withAddress:devices(filter:{ipAddress:$address}first:8)@include(if:$isAddress){edges{node{...FoundDevice}}}people(search:$text first:5){edges{node{id name email}}}detections(filter:{search:$text}first:6){edges{node{id title severity technique device{id hostname}}}}actions(filter:{search:$text}first:6){edges{node{id type status submittedAt device{id hostname}parameters{...Parameters}}}}}fragment FoundDevice on Device{id hostname platform online}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}' as TypedText<FindQuery, FindQueryVariables>

export const PersonNameDocument = 'query PersonName($id:ID!){node(id:$id){...on Person{id name}}}' as TypedText<PersonNameQuery, PersonNameQueryVariables>

export const ViewerDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}query Viewer{viewer{...ActorName ...on Analyst{email roles}}actionTypes{type}}' as TypedText<ViewerQuery, ViewerQueryVariables>

export const LedgerHeadDocument = 'query LedgerHead{ledgerHead}' as TypedText<LedgerHeadQuery, LedgerHeadQueryVariables>

export const LiveListsDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}query LiveLists{open:actions(filter:{statuses:[PENDING_APPROVAL QUEUED EXECUTING]}first:100){totalCount edges{node{...ActionRow}}}ended:actions(orderBy:{field:COMPLETED_AT direction:DESC}first:50){edges{node{...ActionRow}}}withdrawn:actions(filter:{statuses:[CANCELLED]}first:20){edges{node{...ActionRow}}}}' as TypedText<LiveListsQuery, LiveListsQueryVariables>

export const LiveCountsDocument = 'query LiveCounts($since:DateTime!$to:DateTime!){pending:actions(filter:{statuses:[PENDING_APPROVAL]}first:1){totalCount}queued:actions(filter:{statuses:[QUEUED]}first:1){totalCount}executing:actions(filter:{statuses:[EXECUTING]}first:1){totalCount}day:actionStatistics(from:$since to:$to){byStatus{status count}}online:devices(filter:{online:true}first:1){totalCount}isolated:devices(filter:{isolated:true}first:1){totalCount}drifted:devices(filter:{drifted:true}first:1){totalCount}}' as TypedText<LiveCountsQuery, LiveCountsQueryVariables>

export const LastHourDocument = 'query LastHour($from:DateTime!$to:DateTime!){actionStatistics(from:$from to:$to){submitted byStatus{status count}parts(count:12){from submitted byStatus{status count}}}}' as TypedText<LastHourQuery, LastHourQueryVariables>

export const CriticalDetectionsDocument = 'query CriticalDetections($first:Int!){detections(filter:{severities:[CRITICAL]statuses:[NEW IN_PROGRESS]}first:$first){edges{node{id title severity technique firedAt status assignee{id name}device{id hostname containment{isolated}}}}}}' as TypedText<CriticalDetectionsQuery, CriticalDetectionsQueryVariables>

export const ChangesDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}subscription Changes($after:LedgerCursor){actionChanged(after:$after){cursor event{id kind at sequence}action{...ActionRow}}}' as TypedText<ChangesSubscription, ChangesSubscriptionVariables>

export const SettingsPageDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Settings on ResponseSettings{verificationDelay queueTimeout approvalTimeout approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh requireApprovalFor maxPerHour activeHours{timeZone days from to}}}query SettingsPage{responseSettings{...Settings pendingChanges{id proposedAt expiresAt before after viewerCanDecide proposedBy{...ActorName}}}actionTypes{type destructive}}' as TypedText<SettingsPageQuery, SettingsPageQueryVariables>

export const UpdateApprovalsDocument = 'fragment Refusal on UserError{__typename code message path}fragment Settings on ResponseSettings{verificationDelay queueTimeout approvalTimeout approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh requireApprovalFor maxPerHour activeHours{timeZone days from to}}}mutation UpdateApprovals($input:UpdateApprovalRequirementsInput!){outcome:updateApprovalRequirements(input:$input){__typename ...on UpdateSettingsPayload{pendingChange{id}settings{...Settings}}...Refusal}}' as TypedText<UpdateApprovalsMutation, UpdateApprovalsMutationVariables>

export const UpdateTimesDocument = 'fragment Refusal on UserError{__typename code message path}fragment Settings on ResponseSettings{verificationDelay queueTimeout approvalTimeout approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh requireApprovalFor maxPerHour activeHours{timeZone days from to}}}mutation UpdateTimes($input:UpdateResponseSettingsInput!){outcome:updateResponseSettings(input:$input){__typename ...on UpdateSettingsPayload{settings{...Settings}}...Refusal}}' as TypedText<UpdateTimesMutation, UpdateTimesMutationVariables>

export const UpdateAutoResponseDocument = 'fragment Refusal on UserError{__typename code message path}fragment Settings on ResponseSettings{verificationDelay queueTimeout approvalTimeout approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh requireApprovalFor maxPerHour activeHours{timeZone days from to}}}mutation UpdateAutoResponse($input:UpdateAutoResponseInput!){outcome:updateAutoResponse(input:$input){__typename ...on UpdateSettingsPayload{pendingChange{id}settings{...Settings}}...Refusal}}' as TypedText<UpdateAutoResponseMutation, UpdateAutoResponseMutationVariables>

export const EnrollmentTokensDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}query EnrollmentTokens{enrollmentTokens{id createdAt expiresAt usesLeft revokedAt createdBy{...ActorName}}}' as TypedText<EnrollmentTokensQuery, EnrollmentTokensQueryVariables>

export const CreateEnrollmentTokenDocument = 'fragment Refusal on UserError{__typename code message path}mutation CreateEnrollmentToken($input:CreateEnrollmentTokenInput!){outcome:createEnrollmentToken(input:$input){__typename ...on CreateEnrollmentTokenPayload{token expiresAt}...Refusal}}' as TypedText<CreateEnrollmentTokenMutation, CreateEnrollmentTokenMutationVariables>

export const RevokeEnrollmentTokenDocument = 'fragment Refusal on UserError{__typename code message path}mutation RevokeEnrollmentToken($id:ID!){outcome:revokeEnrollmentToken(id:$id){__typename ...on RevokeEnrollmentTokenPayload{enrollmentToken{id revokedAt}}...Refusal}}' as TypedText<RevokeEnrollmentTokenMutation, RevokeEnrollmentTokenMutationVariables>

export const DecideSettingsChangeDocument = 'fragment Refusal on UserError{__typename code message path}fragment Settings on ResponseSettings{verificationDelay queueTimeout approvalTimeout approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh requireApprovalFor maxPerHour activeHours{timeZone days from to}}}mutation DecideSettingsChange($input:DecideSettingsChangeInput!){outcome:decideSettingsChange(input:$input){__typename ...on DecideSettingsChangePayload{settings{...Settings}}...Refusal}}' as TypedText<DecideSettingsChangeMutation, DecideSettingsChangeMutationVariables>

export const OrganizationZoneDocument = 'query OrganizationZone{responseSettings{autoResponse{activeHours{timeZone}}}}' as TypedText<OrganizationZoneQuery, OrganizationZoneQueryVariables>

export const ActionTypesDocument = 'query ActionTypes{actionTypes{type destructive approvalsRequired}}' as TypedText<ActionTypesQuery, ActionTypesQueryVariables>

export const PreviewDocument = 'fragment Refusal on UserError{__typename code message path}query Preview($input:SubmitActionInput!){previewAction(input:$input){digest destructive approvalsRequired deviceOnline warnings refusal{...Refusal}}}' as TypedText<PreviewQuery, PreviewQueryVariables>

export const SubmitDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}fragment Refusal on UserError{__typename code message path}mutation Submit($input:SubmitActionInput!){outcome:submitAction(input:$input){__typename ...on SubmitActionPayload{action{...ActionRow}}...Refusal}}' as TypedText<SubmitMutation, SubmitMutationVariables>

export const FindDevicesDocument = 'query FindDevices($hostname:String!){devices(filter:{hostnameContains:$hostname}first:20){edges{node{id hostname platform online}}}}' as TypedText<FindDevicesQuery, FindDevicesQueryVariables>

export const DeviceNamesDocument = 'query DeviceNames($ids:[ID!]!){nodes(ids:$ids){...on Device{id hostname platform online}}}' as TypedText<DeviceNamesQuery, DeviceNamesQueryVariables>

export const SubjectDocument = 'query Subject($id:ID!){node(id:$id){id ...on Detection{title}...on Investigation{title}}}' as TypedText<SubjectQuery, SubjectQueryVariables>

export const CommandResultDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid processName startedAt}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name email}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name interpreter sha256}arguments timeout}}fragment ActionRow on ResponseAction{__typename id type status origin destructive justification device{id hostname online}parameters{...Parameters}submittedBy{...ActorName}submittedAt queuedAt startedAt completedAt expiresAt approvalsRequired approvals{decision at}failure{code}cancellation{reason}verification{status dueAt}detection{id title severity}bulkAction{id}viewerCanApprove viewerCanCancel}query CommandResult($id:ID!){action(id:$id){...ActionRow output failure{message}}}' as TypedText<CommandResultQuery, CommandResultQueryVariables>

export const WebhooksDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Webhook on Webhook{id name url kinds enabled disabledReason createdAt createdBy{...ActorName}}query Webhooks{webhooks{...Webhook}}' as TypedText<WebhooksQuery, WebhooksQueryVariables>

export const WebhookDeliveriesDocument = 'query WebhookDeliveries($id:ID!$first:Int!$after:String){node(id:$id){...on Webhook{id deliveries(first:$first after:$after){pageInfo{hasNextPage endCursor}edges{node{messageId event{id kind sequence}attempts responseStatus error deliveredAt nextAttemptAt}}}}}}' as TypedText<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>

export const CreateWebhookDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment Webhook on Webhook{id name url kinds enabled disabledReason createdAt createdBy{...ActorName}}mutation CreateWebhook($input:CreateWebhookInput!){outcome:createWebhook(input:$input){__typename ...on WebhookPayload{secret webhook{...Webhook}}...Refusal}}' as TypedText<CreateWebhookMutation, CreateWebhookMutationVariables>

export const UpdateWebhookDocument = 'fragment ActorName on Actor{__typename ...on Analyst{id name}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment Webhook on Webhook{id name url kinds enabled disabledReason createdAt createdBy{...ActorName}}mutation UpdateWebhook($id:ID!$input:UpdateWebhookInput!){outcome:updateWebhook(id:$id input:$input){__typename ...on WebhookPayload{secret webhook{...Webhook}}...Refusal}}' as TypedText<UpdateWebhookMutation, UpdateWebhookMutationVariables>

export const DeleteWebhookDocument = 'fragment Refusal on UserError{__typename code message path}mutation DeleteWebhook($id:ID!){outcome:deleteWebhook(id:$id){__typename ...on DeleteWebhookPayload{id}...Refusal}}' as TypedText<DeleteWebhookMutation, DeleteWebhookMutationVariables>

export const TestWebhookDocument = 'fragment Refusal on UserError{__typename code message path}mutation TestWebhook($id:ID!){outcome:testWebhook(id:$id){__typename ...on WebhookTestPayload{delivery{responseStatus error milliseconds}}...Refusal}}' as TypedText<TestWebhookMutation, TestWebhookMutationVariables>