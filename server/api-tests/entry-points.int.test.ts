import { randomUUID } from 'node:crypto'
import { type ExecutionResult, getNamedType, isObjectType, parse, subscribe } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Right, type Role, roles } from '#domain/people/actor.ts'
import { createContext } from '../../schema/context.ts'
import { buildSchema } from '../../schema/schema.ts'
import { claimsOf } from '../testing/seed.ts'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'
import {
  type Entry,
  entriesOf,
  everythingOf,
  type Leaf,
  operationOf,
  type Path,
  pathsTo,
  variablesOf,
} from './schema-walk.test-kit.ts'

/**
 * Who may what and whose is what, for everything that the schema has: tests are made from it, so that a new entry
 * point, node or id is tested by being there, and fails where nobody has said what holds for it.
 */
const schema = buildSchema()
const entries = entriesOf(schema)

/** The contract's table "Who may what", a row each. */
const whoMay: { readonly [R in Right]: readonly Role[] } = {
  read: ['VIEWER', 'ANALYST', 'ADMIN', 'AUDITOR', 'INTEGRATION'],
  act: ['ANALYST', 'ADMIN'],
  administer: ['ADMIN'],
  audit: ['ANALYST', 'ADMIN', 'AUDITOR'],
  content: ['ANALYST', 'ADMIN', 'AUDITOR'],
  report: ['ADMIN', 'INTEGRATION'],
}

/** Whom a node is for, by its type. */
const rightOfNode: Readonly<Record<string, Right>> = {
  Analyst: 'read',
  Artifact: 'read',
  AuditEvent: 'audit',
  BulkAction: 'read',
  Detection: 'read',
  Device: 'read',
  EnrollmentToken: 'administer',
  Investigation: 'read',
  Person: 'read',
  ResponseAction: 'read',
  ResponseRule: 'read',
  Script: 'read',
  ServiceAccount: 'read',
}

/** Of what type an id is: by the entry point where it is just called `id`, else by its name. */
const typeOfId: Readonly<Record<string, string>> = {
  'Query.action': 'ResponseAction',
  'Query.bulkAction': 'BulkAction',
  'Query.device': 'Device',
  'Query.node': 'ResponseAction',
  'Query.nodes': 'ResponseAction',
  'Subscription.bulkActionChanged': 'BulkAction',
  'Mutation.deleteResponseRule': 'ResponseRule',
  'Mutation.retireScript': 'Script',
  'Mutation.revokeApiKey': 'ServiceAccount',
  'Mutation.revokeEnrollmentToken': 'EnrollmentToken',
  'Mutation.updateInvestigation': 'Investigation',
  'Mutation.updateResponseRule': 'ResponseRule',
  actionId: 'ResponseAction',
  actorId: 'Analyst',
  addDetectionIds: 'Detection',
  approvedById: 'Approver',
  bulkActionId: 'BulkAction',
  detectionId: 'Detection',
  detectionIds: 'Detection',
  deviceId: 'Device',
  deviceIds: 'Device',
  fromDeviceId: 'Device',
  investigationId: 'Investigation',
  personId: 'Person',
  scriptId: 'Script',
  submittedById: 'Analyst',
  toDeviceId: 'OtherDevice',
}
function idType(entry: Entry, path: Path): string {
  const last = path.at(-1) ?? ''
  const type = typeOfId[last === 'id' || last === 'ids' ? entry.name : last]
  if (!type) throw new Error(`${entry.name}: of which type is ${path.join('.')}? Say so in typeOfId.`)
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
}
const numbers: Readonly<Record<string, number>> = { pid: 4242, approvals: 1, uses: 1 }

/** Something valid for each place; ids are what `idOf` says. */
const leafOf =
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
      // A bulk of kills needs a name, a rule of scripts can't be filled.
      case 'ActionType':
        return 'ISOLATE_DEVICE'
      default:
        return undefined
    }
  }

const globalId = (type: string, uuid: string = randomUUID()) =>
  Buffer.from(`${type}:${uuid}`).toString('base64')
const realType = (type: string) => ({ Approver: 'Analyst', OtherDevice: 'Device' })[type] ?? type

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** An organization that has one of everything, and somebody with all roles in it. */
async function openOrganization() {
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
  ids['AuditEvent'] = data.auditEvents.edges[0].node.id
  ids['Approver'] = (await bob.ask('{ viewer { ... on Analyst { id } } }')).data.viewer.id
  return { external, organization, everybody, ids }
}
type Organization = Awaited<ReturnType<typeof openOrganization>>

const selectionOf = ({ kind, field }: Entry, levels: number) =>
  kind === 'mutation' ? '{ __typename }' : everythingOf(field.type, { levels, page: '(first: 1)' })

const ask = (person: Person, entry: Entry, variables: object, levels = 0) =>
  person.ask(operationOf(entry, variables, selectionOf(entry, levels)), variables)

/** A subscription's first word: a refusal, or none. */
async function follow(who: { external: string; roles: readonly Role[] }, entry: Entry, variables: object) {
  const claims = claimsOf(who.external, 'ann', who.roles)
  const caller = await api.callers.see(claims)
  const document = parse(operationOf(entry, variables, selectionOf(entry, 0)))
  const contextValue = createContext(api.services, caller)
  const followed = await subscribe({ schema, document, variableValues: { ...variables }, contextValue })
  if (!(Symbol.asyncIterator in followed)) return followed as ExecutionResult
  await followed.return?.(undefined)
  return { data: null }
}

const codeOf = ({ errors }: { errors?: readonly { extensions: Record<string, unknown> }[] }) =>
  errors?.[0]?.extensions['code']

describe('who may what', () => {
  let organization: Organization
  beforeAll(async () => {
    organization = await openOrganization()
  })
  const unknownIds = (entry: Entry) =>
    variablesOf(
      entry.field,
      leafOf(entry, type => globalId(realType(type))),
    )
  const callers: (readonly Role[])[] = [[], ...roles.map(role => [role])]

  test.each(entries)('$name, as no one', async entry => {
    const variables = unknownIds(entry)
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: operationOf(entry, variables, selectionOf(entry, 0)), variables }),
    })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })

  test.each(entries)('$name, as each role', async entry => {
    const right = entry.field.extensions['right'] as Right
    const variables = unknownIds(entry)
    for (const roles of callers) {
      const isAllowed = roles.some(role => whoMay[right].includes(role))
      const person = api.person(organization.external, `${roles[0] ?? 'nobody'}`, ...roles)
      if (entry.kind === 'mutation') {
        const { data, errors } = await ask(person, entry, variables)
        expect(errors, roles.join()).toBeUndefined()
        expect(data[entry.field.name].__typename === 'ForbiddenError', roles.join()).toBe(!isAllowed)
      } else {
        const answer =
          entry.kind === 'query'
            ? await ask(person, entry, variables)
            : await follow({ external: organization.external, roles }, entry, variables)
        expect(codeOf(answer as never) === 'FORBIDDEN', roles.join()).toBe(!isAllowed)
      }
    }
  })
})

describe('whose is what', () => {
  let here: Organization
  let there: Organization
  beforeAll(async () => {
    ;[here, there] = [await openOrganization(), await openOrganization()]
  })

  /** Ids that name nothing here. */
  const strangers = (type: string): Readonly<Record<string, string>> => ({
    unknown: globalId(realType(type)),
    "another organization's": there.ids[type] ?? globalId(realType(type)),
    malformed: 'nonsense',
    'of another type': (realType(type) === 'Device' ? here.ids['ResponseAction'] : here.ids['Device']) ?? '',
    'in another spelling': `${here.ids[type]}=`,
    empty: '',
  })

  const nodeTypes = Object.values(schema.getTypeMap()).filter(
    type => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'),
  )

  test.each(nodeTypes.map(({ name }) => name))('node: %s', async name => {
    const right = rightOfNode[name]
    if (!right) throw new Error(`Whom is ${name} for? Say so in rightOfNode.`)
    const id = here.ids[name]
    if (!id) throw new Error(`There is no ${name} here: make one in openOrganization.`)
    const query = 'query ($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { __typename id } }'
    for (const role of roles) {
      const answer = await api.person(here.external, role, role).ask(query, { id })
      if (whoMay[right].includes(role)) {
        const node = { __typename: name, id }
        expect(answer.data, role).toEqual({ node, nodes: [node] })
      } else expect(codeOf(answer as never), role).toBe('FORBIDDEN')
    }
    for (const [kind, stranger] of Object.entries(strangers(name))) {
      if (kind === 'of another type') continue
      expect((await here.everybody.ask(query, { id: stranger })).data, kind).toEqual({
        node: null,
        nodes: [null],
      })
    }
    expect((await there.everybody.ask(query, { id })).data).toEqual({ node: null, nodes: [null] })
  })

  const withId = entries.flatMap(entry =>
    pathsTo('ID', entry.field).map(path => ({ entry, path, name: `${entry.name}(${path.join('.')})` })),
  )
  const variablesWith = (entry: Entry, path: Path, id: string, organization: Organization) =>
    variablesOf(
      entry.field,
      leafOf(entry, (type, at) =>
        at.join() === path.join() ? id : (organization.ids[type] ?? globalId(realType(type))),
      ),
      path,
      // Optional only because a password may be reset without one.
      ...(path[0] === 'input' && path.at(-1) !== 'personId' ? [['input', 'deviceId']] : []),
    )

  test.each(withId.filter(({ entry }) => entry.kind === 'mutation'))(
    '$name: NOT_FOUND for what is not here, in the same words',
    async ({ entry, path }) => {
      const type = idType(entry, path)
      const query = (variables: object) =>
        operationOf(entry, variables, '{ __typename ... on UserError { code message path } }')
      const answers: string[] = []
      for (const [kind, stranger] of Object.entries(strangers(type))) {
        const variables = variablesWith(entry, path, stranger, here)
        const { data, errors } = await here.everybody.ask(query(variables), variables)
        expect(errors, kind).toBeUndefined()
        expect(data[entry.field.name], kind).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND' })
        // What was asked for may be named.
        const answer = JSON.stringify(data[entry.field.name])
        answers.push(stranger === '' ? answer : answer.replaceAll(stranger, ''))
      }
      expect([...new Set(answers)]).toHaveLength(1)
    },
  )

  test.each(withId.filter(({ entry }) => entry.kind === 'mutation'))(
    '$name: found where it is here',
    async ({ entry, path }) => {
      const own = await openOrganization()
      const variables = variablesWith(entry, path, own.ids[idType(entry, path)] ?? '', own)
      const { data, errors } = await ask(own.everybody, entry, variables)
      expect(errors).toBeUndefined()
      expect(data[entry.field.name].__typename).not.toBe('NotFoundError')
      expect(data[entry.field.name].__typename).not.toBe('InvalidInputError')
    },
  )

  const anyNode = ['Query.node', 'Query.nodes']
  test.each(withId.filter(({ entry }) => entry.kind === 'query' && !anyNode.includes(entry.name)))(
    '$name: nothing for what is not here, something for what is',
    async ({ entry, path }) => {
      const type = idType(entry, path)
      const answerTo = async (id: string) => {
        const variables = variablesWith(entry, path, id, here)
        // A list's rows lie two levels down.
        const levels = getNamedType(entry.field.type).name.endsWith('Connection') ? 2 : 1
        const { data, errors } = await ask(here.everybody, entry, variables, levels)
        expect(errors).toBeUndefined()
        return JSON.stringify(data)
      }
      const unknown = await answerTo(globalId(realType(type)))
      for (const [kind, stranger] of Object.entries(strangers(type)))
        expect(await answerTo(stranger), kind).toBe(unknown)
      expect(await answerTo(here.ids[type] ?? '')).not.toBe(unknown)
    },
  )

  test.each(withId.filter(({ entry }) => entry.kind === 'subscription'))(
    '$name: the same for all that is not here',
    async ({ entry, path }) => {
      const answers = new Set<string>()
      for (const stranger of Object.values(strangers(idType(entry, path)))) {
        const variables = variablesWith(entry, path, stranger, here)
        answers.add(JSON.stringify(await follow({ external: here.external, roles }, entry, variables)))
      }
      expect(answers.size).toBe(1)
    },
  )

  const paged = entries.filter(
    ({ kind, field }) => kind === 'query' && field.args.some(({ name }) => name === 'after'),
  )

  test.each(paged)("$name: another organization's cursors are none", async entry => {
    const query = `query { ${entry.field.name}(first: 1) { pageInfo { endCursor } } }`
    const cursor = (await there.everybody.ask(query)).data[entry.field.name].pageInfo.endCursor
    expect(cursor, 'there is none to page through: make one in openOrganization').toBeTruthy()
    for (const side of ['after', 'before'].filter(side => entry.field.args.some(({ name }) => name === side)))
      for (const place of [cursor, 'nonsense', '']) {
        const answer = await ask(here.everybody, entry, { [side]: place })
        expect(codeOf(answer as never), `${side}: ${place}`).toBe('BAD_CURSOR')
      }
  })
})
