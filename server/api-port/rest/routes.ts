/**
 * Every REST route runs one GraphQL operation, so authentication, rights, rules and limits are the same. `id` is an alias
 * of `rawId`. An alias `<part>__<field>` becomes `<field>` in the response: union members may have fields with the same
 * name but different types, which GraphQL cannot select together without aliases.
 */
export interface RestRoute {
  readonly method: 'GET' | 'POST'
  /** For example `/v1/actions/{id}`. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  /** The tag that groups routes in the OpenAPI document. */
  readonly tag: string
  readonly document: string
  readonly kind: RouteKind
}

export type RouteKind =
  | { readonly name: 'read' }
  | { readonly name: 'list'; readonly filter: string }
  | {
      readonly name: 'command'
      readonly input: string
      /** The input field that the path's `{id}` fills. */
      readonly idField?: string
      readonly status: 200 | 201
      /** Whether the header `Idempotency-Key` sets `idempotencyKey`. */
      readonly idempotent: boolean
      /** The path of created resources, without the id. */
      readonly location?: string
    }

export const fragments: Readonly<Record<string, string>> = {
  Actor: `on Actor { __typename ... on Analyst { id: rawId email name } ... on ServiceAccount { id: rawId name }
    ... on ResponseRuleActor { rule { id: rawId name } } ... on SystemActor { name } }`,
  Parameters: `on ActionParameters { ... on KillProcessParameters { pid startedAt processName }
    ... on IsolateDeviceParameters { allowAddresses } ... on UnisolateDeviceParameters { note }
    ... on QuarantineFileParameters { path sha256 } ... on BlockIpParameters { address }
    ... on UnblockIpParameters { address } ... on ResetUserSessionParameters { username }
    ... on ForcePasswordResetParameters { person { id: rawId name email } }
    ... on CollectForensicsParameters { include forensics__pid: pid }
    ... on RunScriptParameters { script { id: rawId name interpreter sha256 } arguments timeout } }`,
  Action: `on ResponseAction { id: rawId type status parameters { ...Parameters } destructive origin justification
    device { id: rawId hostname platform } submittedBy { ...Actor } submittedAt approvalsRequired
    approvals { decision by { ...Actor } at comment } digest queuedAt startedAt completedAt expiresAt
    failure { code message } cancellation { reason by { ...Actor } at comment } effectFor effectUntil
    undoes { id: rawId } undoneBy { id: rawId } output artifacts { id: rawId name kind size sha256 receivedAt url }
    verification { status dueAt verifiedAt attempts evidence } detection { id: rawId title severity }
    investigation { id: rawId title } bulkAction { id: rawId } viewerCanApprove viewerCanCancel }`,
  BulkAction: `on BulkAction { id: rawId type justification submittedBy { ...Actor } submittedAt total
    progress { pendingApproval queued executing completed failed cancelled verified } digest
    rollout { canary perMinute abortAboveFailurePercent abortAfter } state }`,
  Device: `on Device { id: rawId hostname platform online lastSeenAt ipAddresses agentVersion
    person { id: rawId name email } containment { isolated isolatedSince blockedAddresses
      quarantinedFiles { originalPath sha256 quarantinedAt } reportedAt }
    labels enrolledAt revokedAt certificateExpiresAt }`,
  Detection: `on Detection { id: rawId title severity technique device { id: rawId hostname platform }
    process { pid name path sha256 startedAt } firedAt status
    assignee { id: rawId name } investigation { id: rawId title } }`,
}

/** The operation followed by each fragment that it uses. */
function withFragments(operation: string): string {
  const used = new Set<string>()
  const collect = (text: string) => {
    for (const [, name = ''] of text.matchAll(/\.\.\.(\w+)/g)) {
      const fragment = fragments[name]
      if (name === 'on' || !fragment || used.has(name)) continue
      used.add(name)
      collect(fragment)
    }
  }
  collect(operation)
  return [operation, ...[...used].map(name => `fragment ${name} ${fragments[name]}`)].join('\n')
}

type About = Pick<RestRoute, 'path' | 'operationId' | 'summary' | 'tag'>

const read = (about: About, field: string, fragment: string): RestRoute => ({
  ...about,
  method: 'GET',
  document: withFragments(`query ($id: ID!) { result: ${field}(id: $id) { ...${fragment} } }`),
  kind: { name: 'read' },
})

const list = (about: About, field: string, filter: string, fragment: string): RestRoute => ({
  ...about,
  method: 'GET',
  document: withFragments(`query ($filter: ${filter}, $first: Int, $after: String) {
    result: ${field}(filter: $filter, first: $first, after: $after) {
      edges { node { ...${fragment} } } pageInfo { hasNextPage endCursor } } }`),
  kind: { name: 'list', filter },
})

/** @param value the selection on the payload's value, in the shape of the response */
const command = (
  about: About,
  {
    field,
    payload,
    value,
    ...kind
  }: Omit<Extract<RouteKind, { name: 'command' }>, 'name'> & {
    readonly field: string
    readonly payload: string
    readonly value: string
  },
): RestRoute => ({
  ...about,
  method: 'POST',
  document: withFragments(`mutation ($input: ${kind.input}!) { result: ${field}(input: $input) { __typename
    ... on ${payload} { ${value} } ... on UserError { code message path }
    ... on ConflictError { conflictingAction { id: rawId status } } } }`),
  kind: { name: 'command', ...kind },
})

const decision = (verb: 'approve' | 'reject' | 'cancel', summary: string): RestRoute =>
  command(
    { path: `/v1/actions/{id}/${verb}`, operationId: `${verb}Action`, summary, tag: 'Actions' },
    {
      field: `${verb}Action`,
      input: 'DecideActionInput',
      idField: 'actionId',
      payload: 'DecideActionPayload',
      value: 'value: action { ...Action }',
      status: 200,
      idempotent: false,
    },
  )

export const routes: readonly RestRoute[] = [
  command(
    { path: '/v1/actions', operationId: 'submitAction', summary: 'Submit an action', tag: 'Actions' },
    {
      field: 'submitAction',
      input: 'SubmitActionInput',
      payload: 'SubmitActionPayload',
      value: 'value: action { ...Action }',
      status: 201,
      idempotent: true,
      location: '/v1/actions/',
    },
  ),
  list(
    {
      path: '/v1/actions',
      operationId: 'listActions',
      summary: 'List actions, newest first',
      tag: 'Actions',
    },
    'actions',
    'ActionFilter',
    'Action',
  ),
  read(
    { path: '/v1/actions/{id}', operationId: 'getAction', summary: 'Read an action', tag: 'Actions' },
    'action',
    'Action',
  ),
  decision('approve', 'Approve an action of another person'),
  decision('reject', 'Reject an action of another person'),
  decision('cancel', 'Cancel an action before its device has claimed it'),
  command(
    {
      path: '/v1/bulk-actions',
      operationId: 'submitBulkAction',
      summary: 'Submit one action for each of many devices',
      tag: 'Bulk actions',
    },
    {
      field: 'submitBulkAction',
      input: 'SubmitBulkActionInput',
      payload: 'SubmitBulkActionPayload',
      value: 'value: bulkAction { ...BulkAction }',
      status: 201,
      idempotent: true,
      location: '/v1/bulk-actions/',
    },
  ),
  read(
    {
      path: '/v1/bulk-actions/{id}',
      operationId: 'getBulkAction',
      summary: 'Read a bulk action',
      tag: 'Bulk actions',
    },
    'bulkAction',
    'BulkAction',
  ),
  list(
    { path: '/v1/devices', operationId: 'listDevices', summary: 'List devices by host name', tag: 'Devices' },
    'devices',
    'DeviceFilter',
    'Device',
  ),
  read(
    { path: '/v1/devices/{id}', operationId: 'getDevice', summary: 'Read a device', tag: 'Devices' },
    'device',
    'Device',
  ),
  command(
    {
      path: '/v1/detections',
      operationId: 'reportDetection',
      summary: 'Report a detection',
      tag: 'Detections',
    },
    {
      field: 'reportDetection',
      input: 'ReportDetectionInput',
      payload: 'ReportDetectionPayload',
      value: 'value: detection { ...Detection } triggered { id: rawId type status }',
      status: 201,
      idempotent: false,
    },
  ),
]
