import { randomUUID } from 'node:crypto'
import { type ExecutionResult, getNamedType, isObjectType, parse, subscribe } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Right, type Role, roles } from '#domain/people/actor.ts'
import { createContext } from '../../schema/context.ts'
import { buildSchema } from '../../schema/schema.ts'
import { claimsOf } from '../testing/seed.ts'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'
import {
  globalId,
  idType,
  leafOf,
  type Organization,
  openOrganization,
  rawId,
  realType,
} from './organization.test-kit.ts'
import {
  type Entry,
  entriesOf,
  everythingOf,
  operationOf,
  type Path,
  pathsTo,
  variablesOf,
} from './schema-walk.test-kit.ts'

/**
 * Access rights and tenancy of everything in the schema. The tests are generated from the schema, so a new entry point,
 * node or id is tested automatically, and the test fails until its rights are declared here.
 */
const schema = buildSchema()
const entries = entriesOf(schema)

/** The rows of the contract's table "Who may what". */
const whoMay: { readonly [R in Right]: readonly Role[] } = {
  read: ['VIEWER', 'ANALYST', 'ADMIN', 'AUDITOR', 'INTEGRATION'],
  act: ['ANALYST', 'ADMIN'],
  administer: ['ADMIN'],
  audit: ['ANALYST', 'ADMIN', 'AUDITOR'],
  content: ['ANALYST', 'ADMIN', 'AUDITOR'],
  report: ['ADMIN', 'INTEGRATION'],
}

/** The right that reading a node requires, by its type. */
const rightOfNode: Readonly<Record<string, Right>> = {
  Analyst: 'read',
  Artifact: 'read',
  AuditEvent: 'audit',
  BulkAction: 'read',
  Detection: 'read',
  Device: 'read',
  EnrollmentToken: 'administer',
  Investigation: 'read',
  PendingSettingsChange: 'read',
  Person: 'read',
  ResponseAction: 'read',
  ResponseRule: 'read',
  Script: 'read',
  ServiceAccount: 'read',
  Webhook: 'administer',
}

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const selectionOf = ({ kind, field }: Entry, levels: number) =>
  kind === 'mutation' ? '{ __typename }' : everythingOf(field.type, { levels, page: '(first: 1)' })

const ask = (person: Person, entry: Entry, variables: object, levels = 0) =>
  person.ask(operationOf(entry, variables, selectionOf(entry, levels)), variables)

/** The refusal of a subscription, if there is one. */
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

describe('access rights', () => {
  let organization: Organization
  beforeAll(async () => {
    organization = await openOrganization(api)
  })
  const unknownIds = (entry: Entry) =>
    variablesOf(
      entry.field,
      leafOf(entry, type => globalId(realType(type))),
    )
  const callers: (readonly Role[])[] = [[], ...roles.map(role => [role])]

  test.each(entries)('$name, without a token', async entry => {
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

describe('tenancy', () => {
  let here: Organization
  let there: Organization
  beforeAll(async () => {
    ;[here, there] = [await openOrganization(api), await openOrganization(api)]
  })

  /** Ids that do not exist in this organization. */
  const strangers = (type: string): Readonly<Record<string, string>> => ({
    unknown: globalId(realType(type)),
    "another organization's": there.ids[type] ?? globalId(realType(type)),
    malformed: 'nonsense',
    'of another type': (realType(type) === 'Device' ? here.ids['ResponseAction'] : here.ids['Device']) ?? '',
    'in another spelling': `${here.ids[type]}=`,
    'unknown, raw': randomUUID(),
    "another organization's, raw": rawId(there.ids[type] ?? ''),
    'of another type, raw': rawId(here.ids[realType(type) === 'Device' ? 'ResponseAction' : 'Device'] ?? ''),
    'raw in capitals': rawId(here.ids[type] ?? '').toUpperCase(),
    empty: '',
  })

  const nodeTypes = Object.values(schema.getTypeMap()).filter(
    type => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'),
  )

  test.each(nodeTypes.map(({ name }) => name))('node: %s', async name => {
    const right = rightOfNode[name]
    if (!right) throw new Error(`Declare the right to read ${name} in rightOfNode.`)
    const id = here.ids[name]
    if (!id) throw new Error(`The test organization has no ${name}: create one in openOrganization.`)
    const query = 'query ($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { __typename id } }'
    for (const role of roles) {
      const answer = await api.person(here.external, role, role).ask(query, { id })
      if (whoMay[right].includes(role)) {
        const node = { __typename: name, id }
        expect(answer.data, role).toEqual({ node, nodes: [node] })
      } else expect(codeOf(answer as never), role).toBe('FORBIDDEN')
    }
    for (const [kind, stranger] of Object.entries(strangers(name))) {
      if (kind.startsWith('of another type')) continue
      expect((await here.everybody.ask(query, { id: stranger })).data, kind).toEqual({
        node: null,
        nodes: [null],
      })
    }
    for (const [person, given] of [
      [there.everybody, id],
      [here.everybody, rawId(id)],
    ] as const)
      expect((await person.ask(query, { id: given })).data).toEqual({ node: null, nodes: [null] })
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
      // Optional only because a password reset needs no device.
      ...(path[0] === 'input' && path.at(-1) !== 'personId' ? [['input', 'deviceId']] : []),
    )

  test.each(withId.filter(({ entry }) => entry.kind === 'mutation'))(
    '$name: NOT_FOUND for all unknown ids, with the same message',
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
        // The error may repeat the requested id.
        const answer = JSON.stringify(data[entry.field.name])
        answers.push(stranger === '' ? answer : answer.replaceAll(stranger, ''))
      }
      expect([...new Set(answers)]).toHaveLength(1)
    },
  )

  test.each(withId.filter(({ entry }) => entry.kind === 'mutation'))(
    '$name: found by its global id and by its raw id',
    async ({ entry, path }) => {
      for (const spell of [(id: string) => id, rawId]) {
        const own = await openOrganization(api)
        const variables = variablesWith(entry, path, spell(own.ids[idType(entry, path)] ?? ''), own)
        const { data, errors } = await ask(own.everybody, entry, variables)
        expect(errors).toBeUndefined()
        expect(data[entry.field.name].__typename).not.toBe('NotFoundError')
        expect(data[entry.field.name].__typename).not.toBe('InvalidInputError')
      }
    },
  )

  const anyNode = ['Query.node', 'Query.nodes']
  test.each(withId.filter(({ entry }) => entry.kind === 'query' && !anyNode.includes(entry.name)))(
    '$name: empty for unknown ids, not empty for known ones',
    async ({ entry, path }) => {
      const type = idType(entry, path)
      const answerTo = async (id: string) => {
        const variables = variablesWith(entry, path, id, here)
        // The rows of a list are two levels below the field.
        const levels = getNamedType(entry.field.type).name.endsWith('Connection') ? 2 : 1
        const { data, errors } = await ask(here.everybody, entry, variables, levels)
        expect(errors).toBeUndefined()
        // Download tickets differ each time.
        return JSON.stringify(data).replace(/ticket=[^"]+/g, '')
      }
      const unknown = await answerTo(globalId(realType(type)))
      for (const [kind, stranger] of Object.entries(strangers(type)))
        expect(await answerTo(stranger), kind).toBe(unknown)
      const known = await answerTo(here.ids[type] ?? '')
      expect(known).not.toBe(unknown)
      expect(await answerTo(rawId(here.ids[type] ?? ''))).toBe(known)
    },
  )

  /** `actionChanged` refuses this filter, because an action alone cannot answer it. */
  const isForListsOnly = ({ entry, path }: { entry: Entry; path: Path }) =>
    entry.name === 'Subscription.actionChanged' && path[1] === 'personId'
  const followed = withId.filter(where => where.entry.kind === 'subscription' && !isForListsOnly(where))
  const isFilter = ({ path }: { path: Path }) => path[0] === 'filter'

  test.each(followed.filter(where => !isFilter(where)))(
    '$name: NOT_FOUND for all unknown ids, with the same message',
    async ({ entry, path }) => {
      const answers = new Set<string>()
      for (const stranger of Object.values(strangers(idType(entry, path)))) {
        const variables = variablesWith(entry, path, stranger, here)
        const { errors } = await follow({ external: here.external, roles }, entry, variables)
        expect(errors?.[0]?.extensions['code']).toBe('NOT_FOUND')
        answers.add(errors?.[0]?.message ?? '')
      }
      expect(answers.size).toBe(1)
    },
  )

  test.each(followed.filter(isFilter))(
    '$name: accepts a filter by an unknown id',
    async ({ entry, path }) => {
      for (const stranger of Object.values(strangers(idType(entry, path)))) {
        const variables = variablesWith(entry, path, stranger, here)
        expect(await follow({ external: here.external, roles }, entry, variables)).toEqual({ data: null })
      }
    },
  )

  test.each(followed)('$name: followed by its global id and by its raw id', async ({ entry, path }) => {
    const id = here.ids[idType(entry, path)] ?? ''
    for (const given of [id, rawId(id)]) {
      const variables = variablesWith(entry, path, given, here)
      expect(await follow({ external: here.external, roles }, entry, variables)).toEqual({ data: null })
    }
  })

  const paged = entries.filter(
    ({ kind, field }) => kind === 'query' && field.args.some(({ name }) => name === 'after'),
  )

  test.each(paged)("$name: another organization's cursors are refused", async entry => {
    const query = `query { ${entry.field.name}(first: 1) { pageInfo { endCursor } } }`
    const cursor = (await there.everybody.ask(query)).data[entry.field.name].pageInfo.endCursor
    expect(cursor, 'the list is empty: create an entry in openOrganization').toBeTruthy()
    for (const side of ['after', 'before'].filter(side => entry.field.args.some(({ name }) => name === side)))
      for (const place of [cursor, 'nonsense', '']) {
        const answer = await ask(here.everybody, entry, { [side]: place })
        expect(codeOf(answer as never), `${side}: ${place}`).toBe('BAD_CURSOR')
      }
  })
})
