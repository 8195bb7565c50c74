/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** What to block. */
export type BlockIpInput = {
  /** An IPv4 or IPv6 address, or a CIDR block. */
  readonly address: string;
};

/** What to collect. */
export type CollectForensicsInput = {
  /** All three by default. */
  readonly include?: ReadonlyArray<ForensicArtifact> | null | undefined;
  /** Whose memory; the detection's process by default, else the whole machine's where the system allows. */
  readonly pid?: number | null | undefined;
};

/** How long and how often it is good. */
export type CreateEnrollmentTokenInput = {
  /** Seconds; 3600 by default. */
  readonly lifetime?: number | null | undefined;
  /** How many devices may enrol with it; 1 by default. */
  readonly uses?: number | null | undefined;
};

/** Which devices; what is left out restricts nothing. */
export type DeviceFilter = {
  /** With this in its hostname, case aside. */
  readonly hostnameContains?: string | null | undefined;
  /** Contained now, whatever actions say. */
  readonly isolated?: boolean | null | undefined;
  /** Connected now, or not. */
  readonly online?: boolean | null | undefined;
  /** On this platform. */
  readonly platform?: Platform | null | undefined;
};

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

/** What a device runs on. */
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

/** Whose sessions to end. */
export type ResetUserSessionInput = {
  /** Defaults to the active session's user. */
  readonly username?: string | null | undefined;
};

/** What a caller is to the organization. */
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

export type DeviceLineFragment = { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly revokedAt: string | null, readonly containment: { readonly isolated: boolean } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string, readonly roles: ReadonlyArray<Role> }
    | { readonly __typename: 'ResponseRuleActor' }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string, readonly roles: ReadonlyArray<Role> }
    | { readonly __typename: 'SystemActor' }
   };

export type DevicesQueryVariables = Exact<{
  filter?: DeviceFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DevicesQuery = { readonly devices: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly revokedAt: string | null, readonly containment: { readonly isolated: boolean } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type DeviceQueryVariables = Exact<{
  id: string;
}>;


export type DeviceQuery = { readonly device: { readonly enrolledAt: string, readonly certificateExpiresAt: string | null, readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly revokedAt: string | null, readonly containment: { readonly isolatedSince: string | null, readonly blockedAddresses: ReadonlyArray<string>, readonly reportedAt: string | null, readonly isolated: boolean, readonly quarantinedFiles: ReadonlyArray<{ readonly originalPath: string, readonly sha256: string, readonly quarantinedAt: string }> }, readonly queue: ReadonlyArray<{ readonly id: string, readonly rawId: string, readonly type: ActionType, readonly status: ActionStatus, readonly submittedAt: string }> } | null };

export type PreviewQueryVariables = Exact<{
  input: SubmitActionInput;
}>;


export type PreviewQuery = { readonly previewAction: { readonly digest: string | null, readonly destructive: boolean, readonly approvalsRequired: number, readonly deviceOnline: boolean | null, readonly warnings: ReadonlyArray<string>, readonly refusal:
      | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
     | null } };

export type ActionToDecideQueryVariables = Exact<{
  id: string;
}>;


export type ActionToDecideQuery = { readonly action: { readonly id: string, readonly type: ActionType, readonly status: ActionStatus, readonly digest: string, readonly destructive: boolean, readonly justification: string, readonly device: { readonly hostname: string } | null } | null };

export type CatalogQueryVariables = Exact<{ [key: string]: never; }>;


export type CatalogQuery = { readonly actionTypes: ReadonlyArray<{ readonly type: ActionType, readonly destructive: boolean, readonly approvalsRequired: number }> };

export type CreateEnrollmentTokenMutationVariables = Exact<{
  input: CreateEnrollmentTokenInput;
}>;


export type CreateEnrollmentTokenMutation = { readonly outcome:
    | { readonly token: string, readonly expiresAt: string }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

import type { TypedText } from '../../sdk/sdk.ts'

export const Viewer = 'query Viewer{viewer{__typename ...on Analyst{id name email roles}...on ServiceAccount{id name roles}}}' as TypedText<ViewerQuery, ViewerQueryVariables>

export const Devices = 'fragment DeviceLine on Device{id rawId hostname platform online lastSeenAt ipAddresses agentVersion revokedAt containment{isolated}}query Devices($filter:DeviceFilter$first:Int$after:String){devices(filter:$filter first:$first after:$after){edges{cursor node{...DeviceLine}}pageInfo{hasNextPage endCursor}}}' as TypedText<DevicesQuery, DevicesQueryVariables>

export const Device = 'fragment DeviceLine on Device{id rawId hostname platform online lastSeenAt ipAddresses agentVersion revokedAt containment{isolated}}query Device($id:ID!){device(id:$id){...DeviceLine enrolledAt certificateExpiresAt containment{isolatedSince blockedAddresses quarantinedFiles{originalPath sha256 quarantinedAt}reportedAt}queue{id rawId type status submittedAt}}}' as TypedText<DeviceQuery, DeviceQueryVariables>

export const Preview = 'query Preview($input:SubmitActionInput!){previewAction(input:$input){digest destructive approvalsRequired deviceOnline warnings refusal{__typename code message path}}}' as TypedText<PreviewQuery, PreviewQueryVariables>

export const ActionToDecide = 'query ActionToDecide($id:ID!){action(id:$id){id type status digest destructive justification device{hostname}}}' as TypedText<ActionToDecideQuery, ActionToDecideQueryVariables>

export const Catalog = 'query Catalog{actionTypes{type destructive approvalsRequired}}' as TypedText<CatalogQuery, CatalogQueryVariables>

export const CreateEnrollmentToken = 'mutation CreateEnrollmentToken($input:CreateEnrollmentTokenInput!){outcome:createEnrollmentToken(input:$input){...on CreateEnrollmentTokenPayload{token expiresAt}...on UserError{__typename code message path}}}' as TypedText<CreateEnrollmentTokenMutation, CreateEnrollmentTokenMutationVariables>