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

/** Selects ledger events. Fields left out do not restrict the selection. */
export type AuditFilter = {
  /** Events about this action. */
  readonly actionId?: string | null | undefined;
  /** Events caused by this actor. */
  readonly actorId?: string | null | undefined;
  /** Events about this device. */
  readonly deviceId?: string | null | undefined;
  /** Events at this time or later. */
  readonly from?: string | null | undefined;
  /** Events of one of these kinds. */
  readonly kinds?: ReadonlyArray<AuditEventKind> | null | undefined;
  /** Events before this time. */
  readonly to?: string | null | undefined;
};

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

/** The process that was detected. */
export type DetectedProcessInput = {
  /** The name of the executable. */
  readonly name: string;
  /** The path of the executable. */
  readonly path?: string | null | undefined;
  /** The process id. */
  readonly pid: number;
  /** The SHA-256 of the executable, in hex. */
  readonly sha256?: string | null | undefined;
  /** When the process started. */
  readonly startedAt?: string | null | undefined;
};

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

/** The detection to report. */
export type ReportDetectionInput = {
  /** The device on which it was detected. */
  readonly deviceId: string;
  /** The detector's own id; reporting it twice changes nothing and triggers nothing again. */
  readonly externalId: string;
  /** When it was observed; now by default. */
  readonly firedAt?: string | null | undefined;
  /** The investigation that it belongs to. */
  readonly investigationId?: string | null | undefined;
  /** The process that was detected. */
  readonly process?: DetectedProcessInput | null | undefined;
  /** The severity. */
  readonly severity: Severity;
  /** MITRE ATT&CK technique id, T1059.001. */
  readonly technique?: string | null | undefined;
  /** A title for people, 1 to 500 characters. */
  readonly title: string;
};

/** The movement of an intruder from one device to another. */
export type ReportLateralMovementInput = {
  /** The device that the intruder came from. */
  readonly fromDeviceId: string;
  /** The investigation that it belongs to. */
  readonly investigationId?: string | null | undefined;
  /** When it was observed; now by default. */
  readonly observedAt?: string | null | undefined;
  /** A MITRE ATT&CK technique id. */
  readonly technique?: string | null | undefined;
  /** The device that the intruder moved to. */
  readonly toDeviceId: string;
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

/** A person as the directory describes them. */
export type SyncPersonInput = {
  /** All devices assigned to the person. If left out, the assignments do not change. */
  readonly deviceIds?: ReadonlyArray<string> | null | undefined;
  /** The person's e-mail address. Empty if they have none. */
  readonly email: string;
  /** The directory's id for the person. */
  readonly externalId: string;
  /** For people, 1 to 500 characters. */
  readonly name: string;
  /** When the directory saw the password changed; clears an older demand for it. */
  readonly passwordResetAt?: string | null | undefined;
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

export type ActionQueryVariables = Exact<{
  id: string;
}>;


export type ActionQuery = { readonly action: { readonly output: unknown, readonly viewerCanApprove: boolean, readonly viewerCanCancel: boolean, readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly approvals: ReadonlyArray<{ readonly decision: Decision, readonly at: string, readonly comment: string | null, readonly by:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }>, readonly artifacts: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly name: string, readonly kind: ArtifactKind, readonly size: number, readonly sha256: string, readonly receivedAt: string }>, readonly verification: { readonly evidence: unknown, readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number }, readonly detection: { readonly id: string, readonly rawId: string, readonly title: string, readonly severity: Severity } | null, readonly investigation: { readonly id: string, readonly rawId: string, readonly title: string } | null, readonly bulkAction: { readonly id: string, readonly rawId: string } | null, readonly undoes: { readonly id: string, readonly rawId: string, readonly type: ActionType } | null, readonly undoneBy: { readonly id: string, readonly rawId: string, readonly type: ActionType } | null, readonly auditTrail: ReadonlyArray<{ readonly data: unknown, readonly id: string, readonly rawId: string, readonly sequence: number, readonly cursor: string, readonly kind: AuditEventKind, readonly at: string, readonly actor:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }>, readonly parameters:
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
    , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null } | null };

export type PreviewQueryVariables = Exact<{
  input: SubmitActionInput;
}>;


export type PreviewQuery = { readonly previewAction: { readonly digest: string | null, readonly destructive: boolean, readonly approvalsRequired: number, readonly deviceOnline: boolean | null, readonly warnings: ReadonlyArray<string>, readonly refusal:
      | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
     | null } };

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

export type BulkActionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type BulkActionsQuery = { readonly list: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly submittedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
        , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type BulkActionQueryVariables = Exact<{
  id: string;
}>;


export type BulkActionQuery = { readonly bulkAction: { readonly id: string, readonly rawId: string, readonly type: ActionType, readonly justification: string, readonly submittedAt: string, readonly total: number, readonly digest: string, readonly state: BulkState, readonly rollout: { readonly canary: number | null, readonly perMinute: number | null, readonly abortAboveFailurePercent: number | null, readonly abortAfter: number | null } | null, readonly submittedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
    , readonly progress: { readonly pendingApproval: number, readonly queued: number, readonly executing: number, readonly completed: number, readonly failed: number, readonly cancelled: number, readonly verified: number } } | null };

export type DetectionFieldsFragment = { readonly id: string, readonly rawId: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly status: DetectionStatus, readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string }, readonly process: { readonly pid: number, readonly name: string, readonly path: string | null, readonly sha256: string | null, readonly startedAt: string | null } | null, readonly assignee: { readonly id: string, readonly name: string, readonly email: string } | null, readonly investigation: { readonly id: string, readonly rawId: string, readonly title: string } | null, readonly actions: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus }> };

export type DetectionsQueryVariables = Exact<{
  filter?: DetectionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DetectionsQuery = { readonly list: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly rawId: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly status: DetectionStatus, readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string }, readonly process: { readonly pid: number, readonly name: string, readonly path: string | null, readonly sha256: string | null, readonly startedAt: string | null } | null, readonly assignee: { readonly id: string, readonly name: string, readonly email: string } | null, readonly investigation: { readonly id: string, readonly rawId: string, readonly title: string } | null, readonly actions: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type DetectionQueryVariables = Exact<{
  id: string;
}>;


export type DetectionQuery = { readonly node:
    | { readonly id: string, readonly rawId: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly status: DetectionStatus, readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string }, readonly process: { readonly pid: number, readonly name: string, readonly path: string | null, readonly sha256: string | null, readonly startedAt: string | null } | null, readonly assignee: { readonly id: string, readonly name: string, readonly email: string } | null, readonly investigation: { readonly id: string, readonly rawId: string, readonly title: string } | null, readonly actions: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus }> }
    | Record<PropertyKey, never>
   | null };

export type ReportDetectionMutationVariables = Exact<{
  input: ReportDetectionInput;
}>;


export type ReportDetectionMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly detection: { readonly id: string, readonly rawId: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly status: DetectionStatus, readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string }, readonly process: { readonly pid: number, readonly name: string, readonly path: string | null, readonly sha256: string | null, readonly startedAt: string | null } | null, readonly assignee: { readonly id: string, readonly name: string, readonly email: string } | null, readonly investigation: { readonly id: string, readonly rawId: string, readonly title: string } | null, readonly actions: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus }> }, readonly triggered: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly destructive: boolean, readonly origin: ActionOrigin, readonly justification: string, readonly digest: string, readonly submittedAt: string, readonly approvalsRequired: number, readonly queuedAt: string | null, readonly startedAt: string | null, readonly completedAt: string | null, readonly expiresAt: string, readonly effectFor: number | null, readonly effectUntil: string | null, readonly parameters:
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
        , readonly failure: { readonly code: FailureCode, readonly message: string } | null, readonly cancellation: { readonly reason: CancellationReason, readonly at: string, readonly comment: string | null } | null, readonly verification: { readonly status: VerificationStatus, readonly dueAt: string | null, readonly verifiedAt: string | null, readonly attempts: number } }> }
   };

export type UpdateDetectionMutationVariables = Exact<{
  id: string;
  input: UpdateDetectionInput;
}>;


export type UpdateDetectionMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly detection: { readonly id: string, readonly rawId: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly status: DetectionStatus, readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string }, readonly process: { readonly pid: number, readonly name: string, readonly path: string | null, readonly sha256: string | null, readonly startedAt: string | null } | null, readonly assignee: { readonly id: string, readonly name: string, readonly email: string } | null, readonly investigation: { readonly id: string, readonly rawId: string, readonly title: string } | null, readonly actions: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus }> } }
   };

export type WatchDetectionsSubscriptionVariables = Exact<{
  filter?: DetectionFilter | null | undefined;
}>;


export type WatchDetectionsSubscription = { readonly detection: { readonly id: string, readonly rawId: string, readonly title: string, readonly severity: Severity, readonly technique: string | null, readonly firedAt: string, readonly status: DetectionStatus, readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string }, readonly process: { readonly pid: number, readonly name: string, readonly path: string | null, readonly sha256: string | null, readonly startedAt: string | null } | null, readonly assignee: { readonly id: string, readonly name: string, readonly email: string } | null, readonly investigation: { readonly id: string, readonly rawId: string, readonly title: string } | null, readonly actions: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus }> } };

export type DeviceFieldsFragment = { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly enrolledAt: string, readonly revokedAt: string | null, readonly certificateExpiresAt: string | null, readonly labels: ReadonlyArray<string>, readonly drift: ReadonlyArray<{ readonly kind: DriftKind, readonly target: string | null, readonly since: string }>, readonly person: { readonly id: string, readonly rawId: string, readonly name: string, readonly email: string } | null, readonly containment: { readonly isolated: boolean, readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null, readonly quarantinedFiles: ReadonlyArray<{ readonly originalPath: string, readonly sha256: string, readonly quarantinedAt: string }> } };

export type DevicesQueryVariables = Exact<{
  filter?: DeviceFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DevicesQuery = { readonly list: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly enrolledAt: string, readonly revokedAt: string | null, readonly certificateExpiresAt: string | null, readonly labels: ReadonlyArray<string>, readonly drift: ReadonlyArray<{ readonly kind: DriftKind, readonly target: string | null, readonly since: string }>, readonly person: { readonly id: string, readonly rawId: string, readonly name: string, readonly email: string } | null, readonly containment: { readonly isolated: boolean, readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null, readonly quarantinedFiles: ReadonlyArray<{ readonly originalPath: string, readonly sha256: string, readonly quarantinedAt: string }> } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type DeviceQueryVariables = Exact<{
  id: string;
}>;


export type DeviceQuery = { readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly enrolledAt: string, readonly revokedAt: string | null, readonly certificateExpiresAt: string | null, readonly labels: ReadonlyArray<string>, readonly drift: ReadonlyArray<{ readonly kind: DriftKind, readonly target: string | null, readonly since: string, readonly action: { readonly id: string, readonly rawId: string, readonly type: ActionType } }>, readonly queue: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly submittedAt: string }>, readonly person: { readonly id: string, readonly rawId: string, readonly name: string, readonly email: string } | null, readonly containment: { readonly isolated: boolean, readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null, readonly quarantinedFiles: ReadonlyArray<{ readonly originalPath: string, readonly sha256: string, readonly quarantinedAt: string }> } } | null };

export type RevokeDeviceMutationVariables = Exact<{
  deviceId: string;
}>;


export type RevokeDeviceMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly enrolledAt: string, readonly revokedAt: string | null, readonly certificateExpiresAt: string | null, readonly labels: ReadonlyArray<string>, readonly drift: ReadonlyArray<{ readonly kind: DriftKind, readonly target: string | null, readonly since: string }>, readonly person: { readonly id: string, readonly rawId: string, readonly name: string, readonly email: string } | null, readonly containment: { readonly isolated: boolean, readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null, readonly quarantinedFiles: ReadonlyArray<{ readonly originalPath: string, readonly sha256: string, readonly quarantinedAt: string }> } } }
   };

export type LabelDevicesMutationVariables = Exact<{
  input: LabelDevicesInput;
}>;


export type LabelDevicesMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly changed: number }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type WatchDevicesSubscriptionVariables = Exact<{
  deviceId?: string | null | undefined;
}>;


export type WatchDevicesSubscription = { readonly device: { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly enrolledAt: string, readonly revokedAt: string | null, readonly certificateExpiresAt: string | null, readonly labels: ReadonlyArray<string>, readonly drift: ReadonlyArray<{ readonly kind: DriftKind, readonly target: string | null, readonly since: string }>, readonly person: { readonly id: string, readonly rawId: string, readonly name: string, readonly email: string } | null, readonly containment: { readonly isolated: boolean, readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null, readonly quarantinedFiles: ReadonlyArray<{ readonly originalPath: string, readonly sha256: string, readonly quarantinedAt: string }> } } };

export type EnrollmentTokensQueryVariables = Exact<{ [key: string]: never; }>;


export type EnrollmentTokensQuery = { readonly enrollmentTokens: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly createdAt: string, readonly expiresAt: string, readonly usesLeft: number, readonly revokedAt: string | null, readonly createdBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
     }> };

export type CreateEnrollmentTokenMutationVariables = Exact<{
  input: CreateEnrollmentTokenInput;
}>;


export type CreateEnrollmentTokenMutation = { readonly outcome:
    | { readonly token: string, readonly expiresAt: string, readonly enrollmentToken: { readonly id: string, readonly rawId: string, readonly usesLeft: number } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RevokeEnrollmentTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeEnrollmentTokenMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly enrollmentToken: { readonly id: string, readonly rawId: string, readonly revokedAt: string | null } }
   };

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

export type InvestigationFieldsFragment = { readonly id: string, readonly rawId: string, readonly title: string, readonly openedAt: string, readonly closedAt: string | null };

export type MovementFieldsFragment = { readonly technique: string | null, readonly observedAt: string, readonly from: { readonly id: string, readonly rawId: string, readonly hostname: string }, readonly to: { readonly id: string, readonly rawId: string, readonly hostname: string } };

export type InvestigationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type InvestigationsQuery = { readonly list: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly rawId: string, readonly title: string, readonly openedAt: string, readonly closedAt: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type OpenInvestigationMutationVariables = Exact<{
  input: OpenInvestigationInput;
}>;


export type OpenInvestigationMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly investigation: { readonly id: string, readonly rawId: string, readonly title: string, readonly openedAt: string, readonly closedAt: string | null } }
   };

export type UpdateInvestigationMutationVariables = Exact<{
  id: string;
  input: UpdateInvestigationInput;
}>;


export type UpdateInvestigationMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly investigation: { readonly id: string, readonly rawId: string, readonly title: string, readonly openedAt: string, readonly closedAt: string | null } }
   };

export type LateralMovementQueryVariables = Exact<{
  investigationId?: string | null | undefined;
  since?: string | null | undefined;
}>;


export type LateralMovementQuery = { readonly lateralMovement: { readonly devices: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly hostname: string }>, readonly movements: ReadonlyArray<{ readonly technique: string | null, readonly observedAt: string, readonly from: { readonly id: string, readonly rawId: string, readonly hostname: string }, readonly to: { readonly id: string, readonly rawId: string, readonly hostname: string } }> } };

export type ReportLateralMovementMutationVariables = Exact<{
  input: ReportLateralMovementInput;
}>;


export type ReportLateralMovementMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly movement: { readonly technique: string | null, readonly observedAt: string, readonly from: { readonly id: string, readonly rawId: string, readonly hostname: string }, readonly to: { readonly id: string, readonly rawId: string, readonly hostname: string } } }
   };

export type AccountFieldsFragment = { readonly id: string, readonly rawId: string, readonly name: string, readonly roles: ReadonlyArray<Role>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly owner: { readonly id: string, readonly name: string, readonly email: string } | null };

export type ServiceAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type ServiceAccountsQuery = { readonly serviceAccounts: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly name: string, readonly roles: ReadonlyArray<Role>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly owner: { readonly id: string, readonly name: string, readonly email: string } | null }> };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { readonly outcome:
    | { readonly key: string, readonly account: { readonly id: string, readonly rawId: string, readonly name: string, readonly roles: ReadonlyArray<Role>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly owner: { readonly id: string, readonly name: string, readonly email: string } | null } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeApiKeyMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly account: { readonly id: string, readonly rawId: string, readonly name: string, readonly roles: ReadonlyArray<Role>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revokedAt: string | null, readonly owner: { readonly id: string, readonly name: string, readonly email: string } | null } }
   };

export type PersonFieldsFragment = { readonly id: string, readonly rawId: string, readonly name: string, readonly email: string, readonly passwordResetRequiredSince: string | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer:
    | { readonly __typename: 'Analyst', readonly roles: ReadonlyArray<Role>, readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly roles: ReadonlyArray<Role>, readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
   };

export type PeopleQueryVariables = Exact<{
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PeopleQuery = { readonly list: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly rawId: string, readonly name: string, readonly email: string, readonly passwordResetRequiredSince: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type SyncPersonMutationVariables = Exact<{
  input: SyncPersonInput;
}>;


export type SyncPersonMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly person: { readonly id: string, readonly rawId: string, readonly name: string, readonly email: string, readonly passwordResetRequiredSince: string | null } }
   };

export type ScriptFieldsFragment = { readonly id: string, readonly rawId: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string, readonly destructive: boolean, readonly registeredAt: string, readonly retiredAt: string | null, readonly registeredBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
   };

export type ScriptsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ScriptsQuery = { readonly list: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly rawId: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string, readonly destructive: boolean, readonly registeredAt: string, readonly retiredAt: string | null, readonly registeredBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type RegisterScriptMutationVariables = Exact<{
  input: RegisterScriptInput;
}>;


export type RegisterScriptMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly script: { readonly id: string, readonly rawId: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string, readonly destructive: boolean, readonly registeredAt: string, readonly retiredAt: string | null, readonly registeredBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } }
   };

export type RetireScriptMutationVariables = Exact<{
  id: string;
}>;


export type RetireScriptMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly script: { readonly id: string, readonly rawId: string, readonly name: string, readonly interpreter: ScriptInterpreter, readonly sha256: string, readonly destructive: boolean, readonly registeredAt: string, readonly retiredAt: string | null, readonly registeredBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } }
   };

export type SettingsFieldsFragment = { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null }, readonly pendingChanges: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
     }> };

export type PendingChangeFragment = { readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
   };

export type RuleFieldsFragment = { readonly id: string, readonly rawId: string, readonly name: string, readonly enabled: boolean, readonly severities: ReadonlyArray<Severity>, readonly techniques: ReadonlyArray<string>, readonly titleContains: string | null, readonly action: ActionType };

export type ActionTypesQueryVariables = Exact<{ [key: string]: never; }>;


export type ActionTypesQuery = { readonly actionTypes: ReadonlyArray<{ readonly type: ActionType, readonly title: string, readonly description: string, readonly destructive: boolean, readonly requiresApproval: boolean, readonly approvalsRequired: number, readonly verifies: string }> };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { readonly responseSettings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null }, readonly pendingChanges: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
        | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
        | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
        | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
        | { readonly __typename: 'SystemActor', readonly name: string }
       }> } };

export type UpdateApprovalRequirementsMutationVariables = Exact<{
  input: UpdateApprovalRequirementsInput;
}>;


export type UpdateApprovalRequirementsMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null }, readonly pendingChanges: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
            | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
            | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
            | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
            | { readonly __typename: 'SystemActor', readonly name: string }
           }> }, readonly pendingChange: { readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } | null }
   };

export type UpdateAutoResponseMutationVariables = Exact<{
  input: UpdateAutoResponseInput;
}>;


export type UpdateAutoResponseMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null }, readonly pendingChanges: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
            | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
            | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
            | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
            | { readonly __typename: 'SystemActor', readonly name: string }
           }> }, readonly pendingChange: { readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } | null }
   };

export type UpdateResponseSettingsMutationVariables = Exact<{
  input: UpdateResponseSettingsInput;
}>;


export type UpdateResponseSettingsMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null }, readonly pendingChanges: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
            | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
            | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
            | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
            | { readonly __typename: 'SystemActor', readonly name: string }
           }> }, readonly pendingChange: { readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } | null }
   };

export type DecideSettingsChangeMutationVariables = Exact<{
  input: DecideSettingsChangeInput;
}>;


export type DecideSettingsChangeMutation = { readonly outcome:
    | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly settings: { readonly verificationDelay: number, readonly queueTimeout: number, readonly approvalTimeout: number, readonly approvalRequirements: ReadonlyArray<{ readonly type: ActionType, readonly required: boolean, readonly approvals: number }>, readonly autoResponse: { readonly enabled: boolean, readonly isolateOnCritical: boolean, readonly killOnHigh: boolean, readonly requireApprovalFor: ReadonlyArray<ActionType>, readonly maxPerHour: number, readonly activeHours: { readonly timeZone: string, readonly days: ReadonlyArray<Weekday>, readonly from: string, readonly to: string } | null }, readonly pendingChanges: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly proposedAt: string, readonly expiresAt: string, readonly before: unknown, readonly after: unknown, readonly viewerCanDecide: boolean, readonly proposedBy:
            | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
            | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
            | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
            | { readonly __typename: 'SystemActor', readonly name: string }
           }> } }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type RulesQueryVariables = Exact<{ [key: string]: never; }>;


export type RulesQuery = { readonly responseRules: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly name: string, readonly enabled: boolean, readonly severities: ReadonlyArray<Severity>, readonly techniques: ReadonlyArray<string>, readonly titleContains: string | null, readonly action: ActionType }> };

export type CreateRuleMutationVariables = Exact<{
  input: ResponseRuleInput;
}>;


export type CreateRuleMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly rule: { readonly id: string, readonly rawId: string, readonly name: string, readonly enabled: boolean, readonly severities: ReadonlyArray<Severity>, readonly techniques: ReadonlyArray<string>, readonly titleContains: string | null, readonly action: ActionType } }
   };

export type UpdateRuleMutationVariables = Exact<{
  id: string;
  input: ResponseRuleInput;
}>;


export type UpdateRuleMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly rule: { readonly id: string, readonly rawId: string, readonly name: string, readonly enabled: boolean, readonly severities: ReadonlyArray<Severity>, readonly techniques: ReadonlyArray<string>, readonly titleContains: string | null, readonly action: ActionType } }
   };

export type DeleteRuleMutationVariables = Exact<{
  id: string;
}>;


export type DeleteRuleMutation = { readonly outcome:
    | { readonly id: string }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type WebhookFieldsFragment = { readonly id: string, readonly rawId: string, readonly name: string, readonly url: string, readonly kinds: ReadonlyArray<AuditEventKind>, readonly enabled: boolean, readonly disabledReason: string | null, readonly createdAt: string, readonly deliveredCursor: string | null, readonly createdBy:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
    | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
    | { readonly __typename: 'SystemActor', readonly name: string }
   };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { readonly webhooks: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly name: string, readonly url: string, readonly kinds: ReadonlyArray<AuditEventKind>, readonly enabled: boolean, readonly disabledReason: string | null, readonly createdAt: string, readonly deliveredCursor: string | null, readonly createdBy:
      | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
      | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
      | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
      | { readonly __typename: 'SystemActor', readonly name: string }
     }> };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly secret: string | null, readonly webhook: { readonly id: string, readonly rawId: string, readonly name: string, readonly url: string, readonly kinds: ReadonlyArray<AuditEventKind>, readonly enabled: boolean, readonly disabledReason: string | null, readonly createdAt: string, readonly deliveredCursor: string | null, readonly createdBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
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
    | { readonly secret: string | null, readonly webhook: { readonly id: string, readonly rawId: string, readonly name: string, readonly url: string, readonly kinds: ReadonlyArray<AuditEventKind>, readonly enabled: boolean, readonly disabledReason: string | null, readonly createdAt: string, readonly deliveredCursor: string | null, readonly createdBy:
          | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string }
          | { readonly __typename: 'ResponseRuleActor', readonly rule: { readonly id: string, readonly name: string } }
          | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string }
          | { readonly __typename: 'SystemActor', readonly name: string }
         } }
   };

export type DeleteWebhookMutationVariables = Exact<{
  id: string;
}>;


export type DeleteWebhookMutation = { readonly outcome:
    | { readonly id: string }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

export type TestWebhookMutationVariables = Exact<{
  id: string;
}>;


export type TestWebhookMutation = { readonly outcome:
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly delivery: { readonly responseStatus: number | null, readonly error: string | null, readonly milliseconds: number } }
   };

import type { TypedText } from '../typed-document.ts'

export const SubmitAction = 'mutation SubmitAction($input:SubmitActionInput!){outcome:submitAction(input:$input){...on SubmitActionPayload{action{...Action}}...Refusal ...on ConflictError{current:action{...Action}}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Refusal on UserError{__typename code message path}' as TypedText<SubmitActionMutation, SubmitActionMutationVariables>

export const ApproveAction = 'mutation ApproveAction($input:DecideActionInput!){outcome:approveAction(input:$input){...on DecideActionPayload{action{...Action}}...Refusal ...on ConflictError{current:action{...Action}}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Refusal on UserError{__typename code message path}' as TypedText<ApproveActionMutation, ApproveActionMutationVariables>

export const RejectAction = 'mutation RejectAction($input:DecideActionInput!){outcome:rejectAction(input:$input){...on DecideActionPayload{action{...Action}}...Refusal ...on ConflictError{current:action{...Action}}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Refusal on UserError{__typename code message path}' as TypedText<RejectActionMutation, RejectActionMutationVariables>

export const CancelAction = 'mutation CancelAction($input:DecideActionInput!){outcome:cancelAction(input:$input){...on DecideActionPayload{action{...Action}}...Refusal ...on ConflictError{current:action{...Action}}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Refusal on UserError{__typename code message path}' as TypedText<CancelActionMutation, CancelActionMutationVariables>

export const History = 'query History($filter:ActionFilter$orderBy:ActionOrder$first:Int$after:String){list:actions(filter:$filter orderBy:$orderBy first:$first after:$after){edges{cursor node{...Action}}pageInfo{hasNextPage endCursor}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}' as TypedText<HistoryQuery, HistoryQueryVariables>

export const Watch = 'subscription Watch($filter:ActionFilter$after:LedgerCursor){change:actionChanged(filter:$filter after:$after){cursor event{...Event}action{...Action}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Event on AuditEvent{id rawId sequence cursor kind at actor{...Who}}' as TypedText<WatchSubscription, WatchSubscriptionVariables>

export const LedgerHead = 'query LedgerHead{ledgerHead}' as TypedText<LedgerHeadQuery, LedgerHeadQueryVariables>

export const Action = 'query Action($id:ID!){action(id:$id){...Action approvals{decision by{...Who}at comment}output artifacts{id rawId name kind size sha256 receivedAt}verification{evidence}detection{id rawId title severity}investigation{id rawId title}bulkAction{id rawId}undoes{id rawId type}undoneBy{id rawId type}auditTrail{...Event data}viewerCanApprove viewerCanCancel}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Event on AuditEvent{id rawId sequence cursor kind at actor{...Who}}' as TypedText<ActionQuery, ActionQueryVariables>

export const Preview = 'query Preview($input:SubmitActionInput!){previewAction(input:$input){digest destructive approvalsRequired deviceOnline warnings refusal{...Refusal}}}fragment Refusal on UserError{__typename code message path}' as TypedText<PreviewQuery, PreviewQueryVariables>

export const Audit = 'query Audit($filter:AuditFilter$first:Int$after:LedgerCursor){list:auditEvents(filter:$filter first:$first after:$after){edges{cursor node{...Event action{id rawId}data hash previousHash canonical}}pageInfo{hasNextPage endCursor}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Event on AuditEvent{id rawId sequence cursor kind at actor{...Who}}' as TypedText<AuditQuery, AuditQueryVariables>

export const SubmitBulkAction = 'mutation SubmitBulkAction($input:SubmitBulkActionInput!){outcome:submitBulkAction(input:$input){...on SubmitBulkActionPayload{bulkAction{...Bulk}}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<SubmitBulkActionMutation, SubmitBulkActionMutationVariables>

export const ApproveBulkAction = 'mutation ApproveBulkAction($input:DecideBulkActionInput!){outcome:approveBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<ApproveBulkActionMutation, ApproveBulkActionMutationVariables>

export const RejectBulkAction = 'mutation RejectBulkAction($input:DecideBulkActionInput!){outcome:rejectBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<RejectBulkActionMutation, RejectBulkActionMutationVariables>

export const CancelBulkAction = 'mutation CancelBulkAction($input:DecideBulkActionInput!){outcome:cancelBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<CancelBulkActionMutation, CancelBulkActionMutationVariables>

export const PauseBulkAction = 'mutation PauseBulkAction($input:DecideBulkActionInput!){outcome:pauseBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<PauseBulkActionMutation, PauseBulkActionMutationVariables>

export const ResumeBulkAction = 'mutation ResumeBulkAction($input:DecideBulkActionInput!){outcome:resumeBulkAction(input:$input){...on DecideBulkActionPayload{bulkAction{...Bulk}decided}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}fragment Refusal on UserError{__typename code message path}' as TypedText<ResumeBulkActionMutation, ResumeBulkActionMutationVariables>

export const WatchBulk = 'subscription WatchBulk($id:ID!){bulk:bulkActionChanged(id:$id){...Bulk}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}' as TypedText<WatchBulkSubscription, WatchBulkSubscriptionVariables>

export const BulkActions = 'query BulkActions($first:Int$after:String){list:bulkActions(first:$first after:$after){edges{cursor node{...Bulk}}pageInfo{hasNextPage endCursor}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}' as TypedText<BulkActionsQuery, BulkActionsQueryVariables>

export const BulkAction = 'query BulkAction($id:ID!){bulkAction(id:$id){...Bulk rollout{canary perMinute abortAboveFailurePercent abortAfter}}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Bulk on BulkAction{id rawId type justification submittedBy{...Who}submittedAt total progress{pendingApproval queued executing completed failed cancelled verified}digest state}' as TypedText<BulkActionQuery, BulkActionQueryVariables>

export const Detections = 'fragment DetectionFields on Detection{id rawId title severity technique device{id rawId hostname}process{pid name path sha256 startedAt}firedAt status assignee{id name email}investigation{id rawId title}actions{id rawId type status}}query Detections($filter:DetectionFilter$first:Int$after:String){list:detections(filter:$filter first:$first after:$after){edges{cursor node{...DetectionFields}}pageInfo{hasNextPage endCursor}}}' as TypedText<DetectionsQuery, DetectionsQueryVariables>

export const Detection = 'fragment DetectionFields on Detection{id rawId title severity technique device{id rawId hostname}process{pid name path sha256 startedAt}firedAt status assignee{id name email}investigation{id rawId title}actions{id rawId type status}}query Detection($id:ID!){node(id:$id){...on Detection{...DetectionFields}}}' as TypedText<DetectionQuery, DetectionQueryVariables>

export const ReportDetection = 'fragment DetectionFields on Detection{id rawId title severity technique device{id rawId hostname}process{pid name path sha256 startedAt}firedAt status assignee{id name email}investigation{id rawId title}actions{id rawId type status}}mutation ReportDetection($input:ReportDetectionInput!){outcome:reportDetection(input:$input){...on ReportDetectionPayload{detection{...DetectionFields}triggered{...Action}}...Refusal}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Parameters on ActionParameters{__typename ...on KillProcessParameters{pid startedAt processName}...on IsolateDeviceParameters{allowAddresses}...on UnisolateDeviceParameters{note}...on QuarantineFileParameters{path expectedSha256:sha256}...on BlockIpParameters{address}...on UnblockIpParameters{address}...on ResetUserSessionParameters{username}...on ForcePasswordResetParameters{person{id name}}...on CollectForensicsParameters{include memoryOf:pid}...on RunScriptParameters{script{id name}arguments timeout}}fragment Action on ResponseAction{id rawId type status parameters{...Parameters}destructive origin justification digest device{id rawId hostname}submittedBy{...Who}submittedAt approvalsRequired queuedAt startedAt completedAt expiresAt effectFor effectUntil failure{code message}cancellation{reason at comment}verification{status dueAt verifiedAt attempts}}fragment Refusal on UserError{__typename code message path}' as TypedText<ReportDetectionMutation, ReportDetectionMutationVariables>

export const UpdateDetection = 'fragment DetectionFields on Detection{id rawId title severity technique device{id rawId hostname}process{pid name path sha256 startedAt}firedAt status assignee{id name email}investigation{id rawId title}actions{id rawId type status}}mutation UpdateDetection($id:ID!$input:UpdateDetectionInput!){outcome:updateDetection(id:$id input:$input){...on UpdateDetectionPayload{detection{...DetectionFields}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<UpdateDetectionMutation, UpdateDetectionMutationVariables>

export const WatchDetections = 'fragment DetectionFields on Detection{id rawId title severity technique device{id rawId hostname}process{pid name path sha256 startedAt}firedAt status assignee{id name email}investigation{id rawId title}actions{id rawId type status}}subscription WatchDetections($filter:DetectionFilter){detection:detectionReported(filter:$filter){...DetectionFields}}' as TypedText<WatchDetectionsSubscription, WatchDetectionsSubscriptionVariables>

export const Devices = 'fragment DeviceFields on Device{id rawId hostname platform online lastSeenAt ipAddresses agentVersion enrolledAt revokedAt certificateExpiresAt labels drift{kind target since}person{id rawId name email}containment{isolated isolatedSince blockedAddresses quarantinedFiles{originalPath sha256 quarantinedAt}reportedAt}}query Devices($filter:DeviceFilter$first:Int$after:String){list:devices(filter:$filter first:$first after:$after){edges{cursor node{...DeviceFields}}pageInfo{hasNextPage endCursor}}}' as TypedText<DevicesQuery, DevicesQueryVariables>

export const Device = 'fragment DeviceFields on Device{id rawId hostname platform online lastSeenAt ipAddresses agentVersion enrolledAt revokedAt certificateExpiresAt labels drift{kind target since}person{id rawId name email}containment{isolated isolatedSince blockedAddresses quarantinedFiles{originalPath sha256 quarantinedAt}reportedAt}}query Device($id:ID!){device(id:$id){...DeviceFields drift{action{id rawId type}}queue{id rawId type status submittedAt}}}' as TypedText<DeviceQuery, DeviceQueryVariables>

export const RevokeDevice = 'fragment DeviceFields on Device{id rawId hostname platform online lastSeenAt ipAddresses agentVersion enrolledAt revokedAt certificateExpiresAt labels drift{kind target since}person{id rawId name email}containment{isolated isolatedSince blockedAddresses quarantinedFiles{originalPath sha256 quarantinedAt}reportedAt}}mutation RevokeDevice($deviceId:ID!){outcome:revokeDevice(deviceId:$deviceId){...on RevokeDevicePayload{device{...DeviceFields}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<RevokeDeviceMutation, RevokeDeviceMutationVariables>

export const LabelDevices = 'mutation LabelDevices($input:LabelDevicesInput!){outcome:labelDevices(input:$input){...on LabelDevicesPayload{changed}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<LabelDevicesMutation, LabelDevicesMutationVariables>

export const WatchDevices = 'fragment DeviceFields on Device{id rawId hostname platform online lastSeenAt ipAddresses agentVersion enrolledAt revokedAt certificateExpiresAt labels drift{kind target since}person{id rawId name email}containment{isolated isolatedSince blockedAddresses quarantinedFiles{originalPath sha256 quarantinedAt}reportedAt}}subscription WatchDevices($deviceId:ID){device:devicePresenceChanged(deviceId:$deviceId){...DeviceFields}}' as TypedText<WatchDevicesSubscription, WatchDevicesSubscriptionVariables>

export const EnrollmentTokens = 'query EnrollmentTokens{enrollmentTokens{id rawId createdBy{...Who}createdAt expiresAt usesLeft revokedAt}}fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}' as TypedText<EnrollmentTokensQuery, EnrollmentTokensQueryVariables>

export const CreateEnrollmentToken = 'mutation CreateEnrollmentToken($input:CreateEnrollmentTokenInput!){outcome:createEnrollmentToken(input:$input){...on CreateEnrollmentTokenPayload{token expiresAt enrollmentToken{id rawId usesLeft}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<CreateEnrollmentTokenMutation, CreateEnrollmentTokenMutationVariables>

export const RevokeEnrollmentToken = 'mutation RevokeEnrollmentToken($id:ID!){outcome:revokeEnrollmentToken(id:$id){...on RevokeEnrollmentTokenPayload{enrollmentToken{id rawId revokedAt}}...Refusal}}fragment Refusal on UserError{__typename code message path}' as TypedText<RevokeEnrollmentTokenMutation, RevokeEnrollmentTokenMutationVariables>

export const Investigations = 'fragment InvestigationFields on Investigation{id rawId title openedAt closedAt}query Investigations($first:Int$after:String){list:investigations(first:$first after:$after){edges{cursor node{...InvestigationFields}}pageInfo{hasNextPage endCursor}}}' as TypedText<InvestigationsQuery, InvestigationsQueryVariables>

export const OpenInvestigation = 'fragment Refusal on UserError{__typename code message path}fragment InvestigationFields on Investigation{id rawId title openedAt closedAt}mutation OpenInvestigation($input:OpenInvestigationInput!){outcome:openInvestigation(input:$input){...on OpenInvestigationPayload{investigation{...InvestigationFields}}...Refusal}}' as TypedText<OpenInvestigationMutation, OpenInvestigationMutationVariables>

export const UpdateInvestigation = 'fragment Refusal on UserError{__typename code message path}fragment InvestigationFields on Investigation{id rawId title openedAt closedAt}mutation UpdateInvestigation($id:ID!$input:UpdateInvestigationInput!){outcome:updateInvestigation(id:$id input:$input){...on UpdateInvestigationPayload{investigation{...InvestigationFields}}...Refusal}}' as TypedText<UpdateInvestigationMutation, UpdateInvestigationMutationVariables>

export const LateralMovement = 'fragment MovementFields on LateralMovement{from{id rawId hostname}to{id rawId hostname}technique observedAt}query LateralMovement($investigationId:ID$since:DateTime){lateralMovement(investigationId:$investigationId since:$since){devices{id rawId hostname}movements{...MovementFields}}}' as TypedText<LateralMovementQuery, LateralMovementQueryVariables>

export const ReportLateralMovement = 'fragment Refusal on UserError{__typename code message path}fragment MovementFields on LateralMovement{from{id rawId hostname}to{id rawId hostname}technique observedAt}mutation ReportLateralMovement($input:ReportLateralMovementInput!){outcome:reportLateralMovement(input:$input){...on ReportLateralMovementPayload{movement{...MovementFields}}...Refusal}}' as TypedText<ReportLateralMovementMutation, ReportLateralMovementMutationVariables>

export const ServiceAccounts = 'fragment AccountFields on ServiceAccount{id rawId name roles owner{id name email}createdAt expiresAt lastUsedAt revokedAt}query ServiceAccounts{serviceAccounts{...AccountFields}}' as TypedText<ServiceAccountsQuery, ServiceAccountsQueryVariables>

export const CreateApiKey = 'fragment Refusal on UserError{__typename code message path}fragment AccountFields on ServiceAccount{id rawId name roles owner{id name email}createdAt expiresAt lastUsedAt revokedAt}mutation CreateApiKey($input:CreateApiKeyInput!){outcome:createApiKey(input:$input){...on CreateApiKeyPayload{key account{...AccountFields}}...Refusal}}' as TypedText<CreateApiKeyMutation, CreateApiKeyMutationVariables>

export const RevokeApiKey = 'fragment Refusal on UserError{__typename code message path}fragment AccountFields on ServiceAccount{id rawId name roles owner{id name email}createdAt expiresAt lastUsedAt revokedAt}mutation RevokeApiKey($id:ID!){outcome:revokeApiKey(id:$id){...on RevokeApiKeyPayload{account{...AccountFields}}...Refusal}}' as TypedText<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>

export const Viewer = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}query Viewer{viewer{...Who ...on Analyst{roles}...on ServiceAccount{roles}}}' as TypedText<ViewerQuery, ViewerQueryVariables>

export const People = 'fragment PersonFields on Person{id rawId name email passwordResetRequiredSince}query People($search:String$first:Int$after:String){list:people(search:$search first:$first after:$after){edges{cursor node{...PersonFields}}pageInfo{hasNextPage endCursor}}}' as TypedText<PeopleQuery, PeopleQueryVariables>

export const SyncPerson = 'fragment Refusal on UserError{__typename code message path}fragment PersonFields on Person{id rawId name email passwordResetRequiredSince}mutation SyncPerson($input:SyncPersonInput!){outcome:syncPerson(input:$input){...on SyncPersonPayload{person{...PersonFields}}...Refusal}}' as TypedText<SyncPersonMutation, SyncPersonMutationVariables>

export const Scripts = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment ScriptFields on Script{id rawId name interpreter sha256 destructive registeredBy{...Who}registeredAt retiredAt}query Scripts($first:Int$after:String){list:scripts(first:$first after:$after){edges{cursor node{...ScriptFields}}pageInfo{hasNextPage endCursor}}}' as TypedText<ScriptsQuery, ScriptsQueryVariables>

export const RegisterScript = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment ScriptFields on Script{id rawId name interpreter sha256 destructive registeredBy{...Who}registeredAt retiredAt}mutation RegisterScript($input:RegisterScriptInput!){outcome:registerScript(input:$input){...on RegisterScriptPayload{script{...ScriptFields}}...Refusal}}' as TypedText<RegisterScriptMutation, RegisterScriptMutationVariables>

export const RetireScript = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment ScriptFields on Script{id rawId name interpreter sha256 destructive registeredBy{...Who}registeredAt retiredAt}mutation RetireScript($id:ID!){outcome:retireScript(id:$id){...on RetireScriptPayload{script{...ScriptFields}}...Refusal}}' as TypedText<RetireScriptMutation, RetireScriptMutationVariables>

export const ActionTypes = 'query ActionTypes{actionTypes{type title description destructive requiresApproval approvalsRequired verifies}}' as TypedText<ActionTypesQuery, ActionTypesQueryVariables>

export const Settings = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment SettingsFields on ResponseSettings{approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh activeHours{timeZone days from to}requireApprovalFor maxPerHour}verificationDelay queueTimeout approvalTimeout pendingChanges{...PendingChange}}fragment PendingChange on PendingSettingsChange{id rawId proposedBy{...Who}proposedAt expiresAt before after viewerCanDecide}query Settings{responseSettings{...SettingsFields}}' as TypedText<SettingsQuery, SettingsQueryVariables>

export const UpdateApprovalRequirements = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment SettingsFields on ResponseSettings{approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh activeHours{timeZone days from to}requireApprovalFor maxPerHour}verificationDelay queueTimeout approvalTimeout pendingChanges{...PendingChange}}fragment PendingChange on PendingSettingsChange{id rawId proposedBy{...Who}proposedAt expiresAt before after viewerCanDecide}mutation UpdateApprovalRequirements($input:UpdateApprovalRequirementsInput!){outcome:updateApprovalRequirements(input:$input){...on UpdateSettingsPayload{settings{...SettingsFields}pendingChange{...PendingChange}}...Refusal}}' as TypedText<UpdateApprovalRequirementsMutation, UpdateApprovalRequirementsMutationVariables>

export const UpdateAutoResponse = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment SettingsFields on ResponseSettings{approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh activeHours{timeZone days from to}requireApprovalFor maxPerHour}verificationDelay queueTimeout approvalTimeout pendingChanges{...PendingChange}}fragment PendingChange on PendingSettingsChange{id rawId proposedBy{...Who}proposedAt expiresAt before after viewerCanDecide}mutation UpdateAutoResponse($input:UpdateAutoResponseInput!){outcome:updateAutoResponse(input:$input){...on UpdateSettingsPayload{settings{...SettingsFields}pendingChange{...PendingChange}}...Refusal}}' as TypedText<UpdateAutoResponseMutation, UpdateAutoResponseMutationVariables>

export const UpdateResponseSettings = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment SettingsFields on ResponseSettings{approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh activeHours{timeZone days from to}requireApprovalFor maxPerHour}verificationDelay queueTimeout approvalTimeout pendingChanges{...PendingChange}}fragment PendingChange on PendingSettingsChange{id rawId proposedBy{...Who}proposedAt expiresAt before after viewerCanDecide}mutation UpdateResponseSettings($input:UpdateResponseSettingsInput!){outcome:updateResponseSettings(input:$input){...on UpdateSettingsPayload{settings{...SettingsFields}pendingChange{...PendingChange}}...Refusal}}' as TypedText<UpdateResponseSettingsMutation, UpdateResponseSettingsMutationVariables>

export const DecideSettingsChange = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment SettingsFields on ResponseSettings{approvalRequirements{type required approvals}autoResponse{enabled isolateOnCritical killOnHigh activeHours{timeZone days from to}requireApprovalFor maxPerHour}verificationDelay queueTimeout approvalTimeout pendingChanges{...PendingChange}}fragment PendingChange on PendingSettingsChange{id rawId proposedBy{...Who}proposedAt expiresAt before after viewerCanDecide}mutation DecideSettingsChange($input:DecideSettingsChangeInput!){outcome:decideSettingsChange(input:$input){...on DecideSettingsChangePayload{settings{...SettingsFields}}...Refusal}}' as TypedText<DecideSettingsChangeMutation, DecideSettingsChangeMutationVariables>

export const Rules = 'fragment RuleFields on ResponseRule{id rawId name enabled severities techniques titleContains action}query Rules{responseRules{...RuleFields}}' as TypedText<RulesQuery, RulesQueryVariables>

export const CreateRule = 'fragment Refusal on UserError{__typename code message path}fragment RuleFields on ResponseRule{id rawId name enabled severities techniques titleContains action}mutation CreateRule($input:ResponseRuleInput!){outcome:createResponseRule(input:$input){...on ResponseRulePayload{rule{...RuleFields}}...Refusal}}' as TypedText<CreateRuleMutation, CreateRuleMutationVariables>

export const UpdateRule = 'fragment Refusal on UserError{__typename code message path}fragment RuleFields on ResponseRule{id rawId name enabled severities techniques titleContains action}mutation UpdateRule($id:ID!$input:ResponseRuleInput!){outcome:updateResponseRule(id:$id input:$input){...on ResponseRulePayload{rule{...RuleFields}}...Refusal}}' as TypedText<UpdateRuleMutation, UpdateRuleMutationVariables>

export const DeleteRule = 'fragment Refusal on UserError{__typename code message path}mutation DeleteRule($id:ID!){outcome:deleteResponseRule(id:$id){...on DeleteResponseRulePayload{id}...Refusal}}' as TypedText<DeleteRuleMutation, DeleteRuleMutationVariables>

export const Webhooks = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment WebhookFields on Webhook{id rawId name url kinds enabled disabledReason createdBy{...Who}createdAt deliveredCursor}query Webhooks{webhooks{...WebhookFields}}' as TypedText<WebhooksQuery, WebhooksQueryVariables>

export const CreateWebhook = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment WebhookFields on Webhook{id rawId name url kinds enabled disabledReason createdBy{...Who}createdAt deliveredCursor}mutation CreateWebhook($input:CreateWebhookInput!){outcome:createWebhook(input:$input){...on WebhookPayload{webhook{...WebhookFields}secret}...Refusal}}' as TypedText<CreateWebhookMutation, CreateWebhookMutationVariables>

export const UpdateWebhook = 'fragment Who on Actor{__typename ...on Analyst{id name email}...on ServiceAccount{id name}...on ResponseRuleActor{rule{id name}}...on SystemActor{name}}fragment Refusal on UserError{__typename code message path}fragment WebhookFields on Webhook{id rawId name url kinds enabled disabledReason createdBy{...Who}createdAt deliveredCursor}mutation UpdateWebhook($id:ID!$input:UpdateWebhookInput!){outcome:updateWebhook(id:$id input:$input){...on WebhookPayload{webhook{...WebhookFields}secret}...Refusal}}' as TypedText<UpdateWebhookMutation, UpdateWebhookMutationVariables>

export const DeleteWebhook = 'fragment Refusal on UserError{__typename code message path}mutation DeleteWebhook($id:ID!){outcome:deleteWebhook(id:$id){...on DeleteWebhookPayload{id}...Refusal}}' as TypedText<DeleteWebhookMutation, DeleteWebhookMutationVariables>

export const TestWebhook = 'fragment Refusal on UserError{__typename code message path}mutation TestWebhook($id:ID!){outcome:testWebhook(id:$id){...on WebhookTestPayload{delivery{responseStatus error milliseconds}}...Refusal}}' as TypedText<TestWebhookMutation, TestWebhookMutationVariables>