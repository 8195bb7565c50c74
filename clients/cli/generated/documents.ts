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

export type Role =
  | 'VIEWER'
  | 'ANALYST'
  | 'ADMIN'
  | 'AUDITOR'
  | 'INTEGRATION';

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

export type Platform =
  | 'WINDOWS'
  | 'LINUX'
  | 'MACOS';

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

export type CreateEnrollmentTokenInput = {
  /** Seconds; 3600 by default. */
  readonly lifetime?: number | null | undefined;
  /** How many devices may enrol with it; 1 by default. */
  readonly uses?: number | null | undefined;
};

export type DeviceLineFragment = { readonly id: string, readonly rawId: string, readonly hostname: string, readonly platform: Platform, readonly online: boolean, readonly lastSeenAt: string | null, readonly ipAddresses: ReadonlyArray<string>, readonly agentVersion: string | null, readonly revokedAt: string | null, readonly containment: { readonly isolated: boolean } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer:
    | { readonly __typename: 'Analyst', readonly id: string, readonly name: string, readonly email: string, readonly roles: ReadonlyArray<Role> }
    | { readonly __typename: 'ServiceAccount', readonly id: string, readonly name: string, readonly roles: ReadonlyArray<Role> }
    | { readonly __typename: 'ResponseRuleActor' }
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
      | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'NotFoundError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'ConflictError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
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
    | { readonly __typename: 'InvalidInputError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
    | { readonly __typename: 'ForbiddenError', readonly code: UserErrorCode, readonly message: string, readonly path: ReadonlyArray<string> | null }
   };

import type { TypedText } from '../../sdk/sdk.ts'

export const Viewer = 'query Viewer{viewer{__typename ...on Analyst{id name email roles}...on ServiceAccount{id name roles}}}' as TypedText<ViewerQuery, ViewerQueryVariables>

export const Devices = 'fragment DeviceLine on Device{id rawId hostname platform online lastSeenAt ipAddresses agentVersion revokedAt containment{isolated}}query Devices($filter:DeviceFilter$first:Int$after:String){devices(filter:$filter first:$first after:$after){edges{cursor node{...DeviceLine}}pageInfo{hasNextPage endCursor}}}' as TypedText<DevicesQuery, DevicesQueryVariables>

export const Device = 'fragment DeviceLine on Device{id rawId hostname platform online lastSeenAt ipAddresses agentVersion revokedAt containment{isolated}}query Device($id:ID!){device(id:$id){...DeviceLine enrolledAt certificateExpiresAt containment{isolatedSince blockedAddresses quarantinedFiles{originalPath sha256 quarantinedAt}reportedAt}queue{id rawId type status submittedAt}}}' as TypedText<DeviceQuery, DeviceQueryVariables>

export const Preview = 'query Preview($input:SubmitActionInput!){previewAction(input:$input){digest destructive approvalsRequired deviceOnline warnings refusal{__typename code message path}}}' as TypedText<PreviewQuery, PreviewQueryVariables>

export const ActionToDecide = 'query ActionToDecide($id:ID!){action(id:$id){id type status digest destructive justification device{hostname}}}' as TypedText<ActionToDecideQuery, ActionToDecideQueryVariables>

export const Catalog = 'query Catalog{actionTypes{type destructive approvalsRequired}}' as TypedText<CatalogQuery, CatalogQueryVariables>

export const CreateEnrollmentToken = 'mutation CreateEnrollmentToken($input:CreateEnrollmentTokenInput!){outcome:createEnrollmentToken(input:$input){...on CreateEnrollmentTokenPayload{token expiresAt}...on UserError{__typename code message path}}}' as TypedText<CreateEnrollmentTokenMutation, CreateEnrollmentTokenMutationVariables>