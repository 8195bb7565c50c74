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
  /** Every word of three letters or more must occur, case ignored, in the justification, hostname, parameters (path, address, process or user name), output or failure message; or the whole text is an action's rawId. */
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

/** The action to submit: exactly one of these. */
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

/** The field that orders a list of actions. */
export type ActionOrderField =
  /** When their execution ended; lists only those that have ended so. */
  | 'COMPLETED_AT'
  /** When they were submitted. */
  | 'SUBMITTED_AT';

/** How an action came about. */
export type ActionOrigin =
  /** The automatic response to a detection. */
  | 'AUTO_RESPONSE'
  /** A bulk action. */
  | 'BULK'
  /** Submitted by a person or a program, one at a time. */
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

/** The kinds of response. */
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

/** A window of the local wall clock. */
export type ActiveHoursInput = {
  /** Days on which it begins. */
  readonly days: ReadonlyArray<Weekday>;
  /** HH:MM, inclusive. */
  readonly from: string;
  /** IANA name. */
  readonly timeZone: string;
  /** HH:MM, exclusive; the same as `from`: all day. */
  readonly to: string;
};

/** The approvals that a type of action needs from now on. */
export type ApprovalRequirementInput = {
  /** The number of approvals, 1 to 5; left out, it stays the same. */
  readonly approvals?: number | null | undefined;
  /** Whether it needs approval by another person. */
  readonly required: boolean;
  /** Of which type. */
  readonly type: ActionType;
};

/** The content of a file from a device. */
export type ArtifactKind =
  /** The system's event logs. */
  | 'EVENT_LOGS'
  /** Memory of a process or of the machine. */
  | 'MEMORY_DUMP'
  /** Something else. */
  | 'OTHER'
  /** Programs that were started, and when. */
  | 'PREFETCH';

/** The kinds of ledger events. */
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
  /** A device's report lacks what an action left in force. */
  | 'CONTAINMENT_DRIFTED'
  /** A device reports again what had drifted. */
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
  /** Somebody exported the history. */
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
  /** A proposed change of settings was rejected, expired, or no longer applies. */
  | 'SETTINGS_CHANGE_REJECTED'
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

/** The address to block. */
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
  /** It sends nothing until an analyst resumes it. */
  | 'PAUSED'
  /** It goes ahead. */
  | 'RUNNING';

/** The reason for a cancellation. */
export type CancellationReason =
  /** Nobody decided in time. */
  | 'APPROVAL_EXPIRED'
  /** Its bulk was aborted. */
  | 'BULK_ABORTED'
  /** An analyst cancelled it. */
  | 'BY_ANALYST'
  /** Its device was revoked. */
  | 'DEVICE_REVOKED'
  /** A second person rejected it. */
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

/** The name and the roles of a machine. */
export type CreateApiKeyInput = {
  /** When the key expires; by default it is valid until it is revoked. */
  readonly expiresAt?: string | null | undefined;
  /** For people, 1 to 500 characters. */
  readonly name: string;
  /** Its roles, at least one. It has their rights as far as its owner has them. */
  readonly roles: ReadonlyArray<Role>;
};

/** The lifetime and the uses of the token. */
export type CreateEnrollmentTokenInput = {
  /** Seconds; 3600 by default. */
  readonly lifetime?: number | null | undefined;
  /** How many devices may enrol with it; 1 by default. */
  readonly uses?: number | null | undefined;
};

/** Where to send what. */
export type CreateWebhookInput = {
  /** Start after this event; default: with the next one. */
  readonly after?: string | null | undefined;
  /** Only events of these kinds; all by default. */
  readonly kinds?: ReadonlyArray<AuditEventKind> | null | undefined;
  /** For people, 1 to 500 characters. */
  readonly name: string;
  /** An https: URL; http: only for hosts in DEFEND_WEBHOOK_HOSTS. */
  readonly url: string;
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

/** Which pending change, and what is decided. */
export type DecideSettingsChangeInput = {
  /** 1 to 500 characters, for the ledger. */
  readonly comment?: string | null | undefined;
  /** Approve or reject it. */
  readonly decision: Decision;
  /** The pending change, by its raw or global id. */
  readonly id: string;
};

/** The decision of one person. */
export type Decision =
  /** It may be done. */
  | 'APPROVED'
  /** It must not be done. */
  | 'REJECTED';

/** The process that was seen. */
export type DetectedProcessInput = {
  /** Its executable's name. */
  readonly name: string;
  /** Where its executable is. */
  readonly path?: string | null | undefined;
  /** Its id on the device. */
  readonly pid: number;
  /** The SHA-256 of its executable, in hex. */
  readonly sha256?: string | null | undefined;
  /** When it started. */
  readonly startedAt?: string | null | undefined;
};

/** Which detections; what is left out restricts nothing. */
export type DetectionFilter = {
  /** Assigned to this analyst. */
  readonly assigneeId?: string | null | undefined;
  /** On this device. */
  readonly deviceId?: string | null | undefined;
  /** Fired later than this. */
  readonly firedAfter?: string | null | undefined;
  /** Of this investigation. */
  readonly investigationId?: string | null | undefined;
  /** Every word of three letters or more must occur, case ignored, in title, technique, process name, path or hash, or hostname. */
  readonly search?: string | null | undefined;
  /** Of one of these severities. */
  readonly severities?: ReadonlyArray<Severity> | null | undefined;
  /** In one of these states of triage. */
  readonly statuses?: ReadonlyArray<DetectionStatus> | null | undefined;
};

/** The triage status of a detection. */
export type DetectionStatus =
  /** It was harmless. */
  | 'FALSE_POSITIVE'
  /** Somebody is working on it. */
  | 'IN_PROGRESS'
  /** Nobody has looked at it. */
  | 'NEW'
  /** It was real and has been dealt with. */
  | 'RESOLVED';

/** Which devices; what is left out restricts nothing. */
export type DeviceFilter = {
  /** Whether drift is not empty. */
  readonly drifted?: boolean | null | undefined;
  /** Exactly this host name, case ignored. Several devices may bear it. */
  readonly hostname?: string | null | undefined;
  /** The host name contains this, case ignored. */
  readonly hostnameContains?: string | null | undefined;
  /** An address that the device reported, in any spelling. */
  readonly ipAddress?: string | null | undefined;
  /** Isolated by the device's own latest report. */
  readonly isolated?: boolean | null | undefined;
  /** All of these. */
  readonly labels?: ReadonlyArray<string> | null | undefined;
  /** Connected now, or not. */
  readonly online?: boolean | null | undefined;
  /** On this platform. */
  readonly platform?: Platform | null | undefined;
  /** One of these devices. */
  readonly rawIds?: ReadonlyArray<string> | null | undefined;
};

/** What a device lacks. */
export type DriftKind =
  /** The block of an address. */
  | 'BLOCK_MISSING'
  /** An isolation. */
  | 'ISOLATION_MISSING';

/** The cause of an action's failure. */
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

/** The kinds of evidence that forensics can collect. */
export type ForensicArtifact =
  /** The system's event logs. */
  | 'EVENT_LOGS'
  /** Memory of a process or of the machine. */
  | 'MEMORY_DUMP'
  /** Programs that were started, and when. */
  | 'PREFETCH';

/** The addresses that an isolation leaves reachable. */
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

/** A label is 1 to 64 characters on one line; it is stored trimmed, in lower case and in NFC. A device has at most 64. */
export type LabelDevicesInput = {
  /** Labels that the devices bear from now on. */
  readonly add?: ReadonlyArray<string> | null | undefined;
  /** At most 10,000. */
  readonly deviceIds: ReadonlyArray<string>;
  /** Labels that the devices no longer bear. */
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

/** The title and the first detections. */
export type OpenInvestigationInput = {
  /** Detections that belong to it from the start. */
  readonly detectionIds?: ReadonlyArray<string> | null | undefined;
  /** 1 to 500 characters. */
  readonly title: string;
};

/** Which end comes first. */
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

/** Which file to put away. */
export type QuarantineFileInput = {
  /** Absolute, in the device's own notation. */
  readonly path: string;
  /** Refuse unless the file's SHA-256 is this. */
  readonly sha256?: string | null | undefined;
};

/** A script as it will stay. */
export type RegisterScriptInput = {
  /** The script, up to 128 KiB of UTF-8. */
  readonly body: string;
  /** Whether running it needs an approval even where RUN_SCRIPT does not. */
  readonly destructive: boolean;
  /** The interpreter that runs it. */
  readonly interpreter: ScriptInterpreter;
  /** For people, 1 to 500 characters. */
  readonly name: string;
};

/** A detection as the detector reports it. */
export type ReportDetectionInput = {
  /** Where. */
  readonly deviceId: string;
  /** The detector's own id; reporting it twice changes nothing and triggers nothing again. */
  readonly externalId: string;
  /** When it was seen; now by default. */
  readonly firedAt?: string | null | undefined;
  /** The investigation that it belongs to. */
  readonly investigationId?: string | null | undefined;
  /** The process that was seen. */
  readonly process?: DetectedProcessInput | null | undefined;
  /** The severity. */
  readonly severity: Severity;
  /** MITRE ATT&CK technique id, T1059.001. */
  readonly technique?: string | null | undefined;
  /** A title for people, 1 to 500 characters. */
  readonly title: string;
};

/** An intruder went from one device to another. */
export type ReportLateralMovementInput = {
  /** The source. */
  readonly fromDeviceId: string;
  /** The investigation that it belongs to. */
  readonly investigationId?: string | null | undefined;
  /** When it was seen; now by default. */
  readonly observedAt?: string | null | undefined;
  /** MITRE ATT&CK technique id. */
  readonly technique?: string | null | undefined;
  /** The target. */
  readonly toDeviceId: string;
};

/** The user whose sessions are ended. */
export type ResetUserSessionInput = {
  /** Defaults to the active session's user. */
  readonly username?: string | null | undefined;
};

/** The action to submit for every matching detection. */
export type ResponseRuleInput = {
  /** The action to submit. */
  readonly action: ActionType;
  /** Whether it does anything. */
  readonly enabled: boolean;
  /** For people, 1 to 500 characters. */
  readonly name: string;
  /** An empty list matches all. */
  readonly severities: ReadonlyArray<Severity>;
  /** MITRE ATT&CK ids; an empty list matches all. */
  readonly techniques?: ReadonlyArray<string> | null | undefined;
  /** Part of the detection's title, case ignored. */
  readonly titleContains?: string | null | undefined;
};

/** The roles of a caller in the organization. */
export type Role =
  /** May everything. */
  | 'ADMIN'
  /** Submits and decides. */
  | 'ANALYST'
  /** Reads, the ledger too. */
  | 'AUDITOR'
  /** Reports detections and people. */
  | 'INTEGRATION'
  /** Reads. */
  | 'VIEWER';

/** The pace of the bulk; a field left out sets no limit. */
export type RolloutInput = {
  /** Abort when more than this share of the ended ones failed or did not verify, looked at once `abortAfter` have ended. */
  readonly abortAboveFailurePercent?: number | null | undefined;
  /** Actions that must have ended before the share is checked; 1 by default. */
  readonly abortAfter?: number | null | undefined;
  /** Devices that go first; the rest waits until all of them have ended well. */
  readonly canary?: number | null | undefined;
  /** Devices per minute after the canary. */
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

/** The interpreter of a script. */
export type ScriptInterpreter =
  /** Bash; not on Windows. */
  | 'BASH'
  /** PowerShell, on any platform. */
  | 'POWERSHELL'
  /** Python 3, on any platform. */
  | 'PYTHON';

/** How urgent a detection is. */
export type Severity =
  /** Act at once. */
  | 'CRITICAL'
  /** Act soon. */
  | 'HIGH'
  /** Good to know. */
  | 'INFORMATIONAL'
  /** Worth a look. */
  | 'LOW'
  /** Look into it. */
  | 'MEDIUM';

/** The action to submit, its device and the reason. */
export type SubmitActionInput = {
  /** The action to submit. */
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
  /** The reason, 10 to 2,000 characters after trimming. */
  readonly justification: string;
};

/** The action to submit, its devices and the reason. */
export type SubmitBulkActionInput = {
  /** The action to submit. */
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
  /** The reason, 10 to 2,000 characters after trimming. */
  readonly justification: string;
  /** The pace of the bulk; by default everything starts at once. */
  readonly rollout?: RolloutInput | null | undefined;
};

/** A person as a directory describes them. */
export type SyncPersonInput = {
  /** All devices that are assigned to them; left out: as before. */
  readonly deviceIds?: ReadonlyArray<string> | null | undefined;
  /** Their mail address; empty where they have none. */
  readonly email: string;
  /** The directory's own id for them. */
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

/** Takes an isolation back. */
export type UnisolateDeviceInput = {
  /** For people. */
  readonly note?: string | null | undefined;
};

/** Types that are not named keep their requirement. */
export type UpdateApprovalRequirementsInput = {
  /** One a type. */
  readonly requirements: ReadonlyArray<ApprovalRequirementInput>;
};

/** Fields left out keep their value. */
export type UpdateAutoResponseInput = {
  /** Null clears them, leaving it out keeps them. */
  readonly activeHours?: ActiveHoursInput | null | undefined;
  /** Whether anything is done without asking. */
  readonly enabled?: boolean | null | undefined;
  /** Isolate the device of a CRITICAL detection. */
  readonly isolateOnCritical?: boolean | null | undefined;
  /** Kill the process of a HIGH detection. */
  readonly killOnHigh?: boolean | null | undefined;
  /** Beyond so many in an hour they wait for approval. */
  readonly maxPerHour?: number | null | undefined;
  /** Automatic actions of these types wait for approval. */
  readonly requireApprovalFor?: ReadonlyArray<ActionType> | null | undefined;
};

/** Fields left out keep their value. */
export type UpdateDetectionInput = {
  /** Null clears it, leaving it out keeps it. */
  readonly assigneeId?: string | null | undefined;
  /** For the ledger, 1 to 500 characters. */
  readonly comment?: string | null | undefined;
  /** The new triage status. */
  readonly status?: DetectionStatus | null | undefined;
};

/** Fields left out keep their value. */
export type UpdateInvestigationInput = {
  /** Detections that belong to it from now on. */
  readonly addDetectionIds?: ReadonlyArray<string> | null | undefined;
  /** Whether it is closed; false opens it again. */
  readonly closed?: boolean | null | undefined;
  /** 1 to 500 characters. */
  readonly title?: string | null | undefined;
};

/** Fields left out keep their value. */
export type UpdateResponseSettingsInput = {
  /** 60 to 2592000. */
  readonly approvalTimeout?: number | null | undefined;
  /** 10 to 2592000. */
  readonly queueTimeout?: number | null | undefined;
  /** 1 to 3600. */
  readonly verificationDelay?: number | null | undefined;
};

/** What to change; what is left out stays as it is. */
export type UpdateWebhookInput = {
  /** Whether to send. Switched on again, it continues after the last event that was delivered. */
  readonly enabled?: boolean | null | undefined;
  /** Only events of these kinds; empty: all. */
  readonly kinds?: ReadonlyArray<AuditEventKind> | null | undefined;
  /** For people, 1 to 500 characters. */
  readonly name?: string | null | undefined;
  /** Send again from after this event. */
  readonly replayAfter?: string | null | undefined;
  /** Answer a new secret; the old one signs too for 24 h. */
  readonly rotateSecret?: boolean | null | undefined;
  /** An https: URL; http: only for hosts in DEFEND_WEBHOOK_HOSTS. */
  readonly url?: string | null | undefined;
};

/** Stable codes of refusals. */
export type UserErrorCode =
  /** It has been decided already. */
  | 'ALREADY_DECIDED'
  /** The digest is not that of the action. */
  | 'DIGEST_MISMATCH'
  /** The caller's roles do not allow it. */
  | 'FORBIDDEN'
  /** The idempotency key was used with other content. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The action's state does not allow it. */
  | 'ILLEGAL_TRANSITION'
  /** The input is well typed and still wrong. */
  | 'INVALID_INPUT'
  /** There are too many already. */
  | 'LIMIT_EXCEEDED'
  /** The organization has nothing with this id. */
  | 'NOT_FOUND'
  /** The target is protected. */
  | 'PROTECTED_TARGET'
  /** A person cannot decide on their own submission. */
  | 'SELF_APPROVAL'
  /** The device's platform can't do that. */
  | 'UNSUPPORTED_PLATFORM';

/** The stage of the verification after an action. */
export type VerificationStatus =
  /** The action did not hold. */
  | 'FAILED'
  /** The device cannot tell. */
  | 'INCONCLUSIVE'
  /** There is nothing to verify yet. */
  | 'NOT_SCHEDULED'
  /** The action held. */
  | 'PASSED'
  /** It will be asked for, or was and has no answer yet. */
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