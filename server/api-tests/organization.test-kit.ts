import { randomUUID } from 'node:crypto'
import { roles } from '#domain/people/actor.ts'
import { buildSchema } from '../../schema/schema.ts'
import type { TestApi } from './api-test-kit.ts'
import type { Entry, Leaf, Path } from './schema-walk.test-kit.ts'

const schema = buildSchema()

/** The type of an id argument: by entry point if it is named `id`, otherwise by its name. */
const typeOfId: Readonly<Record<string, string>> = {
  'Query.action': 'ResponseAction',
  'Query.bulkAction': 'BulkAction',
  'Query.device': 'Device',
  'Query.node': 'ResponseAction',
  'Query.nodes': 'ResponseAction',
  'Subscription.bulkActionChanged': 'BulkAction',
  'Mutation.decideSettingsChange': 'PendingSettingsChange',
  'Mutation.deleteResponseRule': 'ResponseRule',
  'Mutation.retireScript': 'Script',
  'Mutation.revokeApiKey': 'ServiceAccount',
  'Mutation.revokeEnrollmentToken': 'EnrollmentToken',
  'Mutation.deleteWebhook': 'Webhook',
  'Mutation.testWebhook': 'Webhook',
  'Mutation.updateDetection': 'Detection',
  'Mutation.updateInvestigation': 'Investigation',
  'Mutation.updateResponseRule': 'ResponseRule',
  'Mutation.updateWebhook': 'Webhook',
  actionId: 'ResponseAction',
  actorId: 'Analyst',
  addDetectionIds: 'Detection',
  approvedById: 'Approver',
  assigneeId: 'Analyst',
  bulkActionId: 'BulkAction',
  detectionId: 'Detection',
  detectionIds: 'Detection',
  deviceId: 'Device',
  deviceIds: 'Device',
  fromDeviceId: 'Device',
  investigationId: 'Investigation',
  personId: 'Person',
  rawIds: 'Device',
  scriptId: 'Script',
  submittedById: 'Analyst',
  toDeviceId: 'OtherDevice',
}
export function idType(entry: Entry, path: Path): string {
  const last = path.at(-1) ?? ''
  const type = typeOfId[last === 'id' || last === 'ids' ? entry.name : last]
  if (!type) throw new Error(`${entry.name}: declare the type of ${path.join('.')} in typeOfId.`)
  return type
}

const texts: Readonly<Record<string, string>> = {
  address: '203.0.113.7',
  email: 'eve@example.org',
  path: '/tmp/evil',
  technique: 'T1059.001',
  timeZone: 'Europe/Berlin',
  to: '18:00',
  from: '08:00',
  body: 'echo hello',
  url: 'https://localhost/hook',
}
const numbers: Readonly<Record<string, number>> = { pid: 4242, approvals: 1, uses: 1 }

/** Valid values for each argument; `idOf` provides the ids. */
export const leafOf =
  (entry: Entry, idOf: (type: string, path: Path) => string): Leaf =>
  (typeName, path) => {
    const name = path.at(-1) ?? ''
    switch (typeName) {
      case 'ID':
        return idOf(idType(entry, path), path)
      case 'String':
        return name === 'externalId' ? randomUUID() : (texts[name] ?? 'Because of what it does.')
      case 'Int':
        return numbers[name] ?? 60
      case 'Boolean':
        return false
      case 'DateTime':
        return '2026-01-01T00:00:00.000Z'
      case 'Role':
        return 'VIEWER'
      // A bulk of kills needs a process name, and rules cannot run scripts.
      case 'ActionType':
        return 'ISOLATE_DEVICE'
      default:
        return undefined
    }
  }

export const globalId = (type: string, uuid: string = randomUUID()) =>
  Buffer.from(`${type}:${uuid}`).toString('base64')
export const rawId = (globalId: string): string =>
  Buffer.from(globalId, 'base64').toString().split(':')[1] ?? ''
export const realType = (type: string) => ({ Approver: 'Analyst', OtherDevice: 'Device' })[type] ?? type

/** An organization with one entity of each type, and a person with all roles. */
export async function openOrganization(api: TestApi) {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const everybody = api.person(external, 'ann', ...roles)
  const bob = api.person(external, 'bob', 'ANALYST')
  const devices = [await api.device(organization), await api.device(organization)]
  const ids: Record<string, string> = {
    Device: globalId('Device', devices[0]?.id),
    OtherDevice: globalId('Device', devices[1]?.id),
  }
  const make = async (
    mutation: string,
    input: object,
    selection: string,
  ): Promise<Record<string, { id: string }>> => {
    const field = schema.getMutationType()?.getFields()[mutation]
    if (!field) return {}
    const type = field.args.find(({ name }) => name === 'input')?.type
    const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { ... on UserError { message } ${selection} } }`
    const { data, errors } = await everybody.ask(query, { input })
    if (errors || data[mutation].message) throw new Error(JSON.stringify({ errors, data }))
    return data[mutation]
  }
  const keep = (type: string, made: { id: string } | undefined) => {
    if (made) ids[type] = made.id
  }
  const justification = 'Because of what it does.'
  const deviceId = ids['Device']
  const { investigation } = await make(
    'openInvestigation',
    { title: 'Who was it' },
    '... on OpenInvestigationPayload { investigation { id } }',
  )
  keep('Investigation', investigation)
  const investigationId = investigation?.id
  const detected = { deviceId, title: 'A miner', severity: 'HIGH', externalId: randomUUID(), investigationId }
  const { detection } = await make(
    'reportDetection',
    detected,
    '... on ReportDetectionPayload { detection { id } }',
  )
  keep('Detection', detection)
  await make(
    'reportLateralMovement',
    { fromDeviceId: deviceId, toDeviceId: ids['OtherDevice'], investigationId },
    '... on ReportLateralMovementPayload { movement { observedAt } }',
  )
  const submission = { deviceId, justification, detectionId: detection?.id, investigationId }
  const { action } = await make(
    'submitAction',
    { ...submission, action: { isolateDevice: {} } },
    '... on SubmitActionPayload { action { id } }',
  )
  keep('ResponseAction', action)
  await bob.ask('mutation ($id: ID!) { approveAction(input: { actionId: $id }) { __typename } }', {
    id: action?.id,
  })
  const { bulkAction } = await make(
    'submitBulkAction',
    { deviceIds: [deviceId], justification, action: { isolateDevice: {} } },
    '... on SubmitBulkActionPayload { bulkAction { id } }',
  )
  keep('BulkAction', bulkAction)
  const person = await make(
    'syncPerson',
    { externalId: 'eve', name: 'Eve', email: 'eve@example.org', deviceIds: [deviceId] },
    '... on SyncPersonPayload { person { id } }',
  )
  keep('Person', person['person'])
  const script = { name: 'Say hello', interpreter: 'BASH', body: 'echo hello', destructive: false }
  keep(
    'Script',
    (await make('registerScript', script, '... on RegisterScriptPayload { script { id } }'))['script'],
  )
  const rule = { name: 'Isolate', enabled: false, severities: ['CRITICAL'], action: 'ISOLATE_DEVICE' }
  keep(
    'ResponseRule',
    (await make('createResponseRule', rule, '... on ResponseRulePayload { rule { id } }'))['rule'],
  )
  const token = await make(
    'createEnrollmentToken',
    {},
    '... on CreateEnrollmentTokenPayload { enrollmentToken { id } }',
  )
  keep('EnrollmentToken', token['enrollmentToken'])
  const key = await make(
    'createApiKey',
    { name: 'A machine', roles: ['VIEWER'] },
    '... on CreateApiKeyPayload { account { id } }',
  )
  keep('ServiceAccount', key['account'])
  const hook = { name: 'Chat', url: 'https://localhost/hook' }
  keep('Webhook', (await make('createWebhook', hook, '... on WebhookPayload { webhook { id } }'))['webhook'])
  await api.person(external, 'adam', 'ADMIN').ask('{ viewer { __typename } }')
  const { pendingChange } = await make(
    'updateApprovalRequirements',
    { requirements: [{ type: 'ISOLATE_DEVICE', required: false }] },
    '... on UpdateSettingsPayload { pendingChange { id } }',
  )
  keep('PendingSettingsChange', pendingChange)
  const artifact = randomUUID()
  await api.pool.query(
    `INSERT INTO artifact (id, organization_id, action_id, device_id, name, kind, size, sha256, announced_at, received_at)
     SELECT $1, organization_id, id, device_id, 'memory.zip', 'MEMORY_DUMP', 1, repeat('0', 64), now(), now()
     FROM response_action WHERE organization_id = $2 AND device_id IS NOT NULL LIMIT 1`,
    [artifact, organization],
  )
  ids['Artifact'] = globalId('Artifact', artifact)
  const { data } = await everybody.ask(
    '{ viewer { ... on Analyst { id } } auditEvents(first: 1) { edges { node { id } } } }',
  )
  ids['Analyst'] = data.viewer.id
  await everybody.ask(
    'mutation ($id: ID!, $assigneeId: ID!) { updateDetection(id: $id, input: { assigneeId: $assigneeId }) { __typename } }',
    { id: ids['Detection'], assigneeId: ids['Analyst'] },
  )
  ids['AuditEvent'] = data.auditEvents.edges[0].node.id
  ids['Approver'] = (await bob.ask('{ viewer { ... on Analyst { id } } }')).data.viewer.id
  return { external, organization, everybody, ids }
}
export type Organization = Awaited<ReturnType<typeof openOrganization>>
