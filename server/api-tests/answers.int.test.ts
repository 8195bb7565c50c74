import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '#domain/people/actor.ts'
import { buildSchema } from '../../schema/schema.ts'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'
import { globalId, idType, leafOf, openOrganization, realType } from './organization.test-kit.ts'
import {
  type Entry,
  entriesOf,
  everythingOf,
  operationOf,
  pathsTo,
  variablesOf,
} from './schema-walk.test-kit.ts'

/**
 * Selects every field of every entry point when there is little or no data. A resolver that returns early must not break
 * the fields below it.
 */
let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const entries = entriesOf(buildSchema())
const queries = entries.filter(({ kind }) => kind === 'query')
const mutations = entries.filter(({ kind }) => kind === 'mutation')

async function ask(person: Person, entry: Entry, variables: object) {
  // Selects one level of nested objects at a time, because all levels at once would exceed the limit of fields.
  const selection = everythingOf(entry.field.type, { levels: 2, page: '(first: 1)' })
  const answer = await person.ask(operationOf(entry, variables, selection), variables)
  expect(answer.errors).toBeUndefined()
  return answer.data[entry.field.name]
}

test.each(queries)('$name: an empty organization', async entry => {
  const person = api.person(api.newOrganization(), 'ann', ...roles)
  const variables = variablesOf(
    entry.field,
    leafOf(entry, type => globalId(realType(type))),
    ...pathsTo('ID', entry.field),
  )
  await ask(person, entry, variables)
})

test.each(mutations)('$name: a refusal', async entry => {
  const person = api.person(api.newOrganization(), 'ann', ...roles)
  const variables = variablesOf(
    entry.field,
    leafOf(entry, type => globalId(realType(type))),
    ...pathsTo('ID', entry.field),
  )
  expect((await ask(person, entry, variables)).__typename).toBeTruthy()
})

test.each(mutations)('$name: a committed change', async entry => {
  const { everybody, ids } = await openOrganization(api)
  const variables = variablesOf(
    entry.field,
    leafOf(entry, (type, path) => ids[type] ?? globalId(realType(idType(entry, path)))),
    ['input', 'deviceId'],
  )
  expect((await ask(everybody, entry, variables)).__typename).not.toMatch(/^(InvalidInput|NotFound)Error$/)
})

test('malformed ids return null, with any selection', async () => {
  const ann = api.person(api.newOrganization(), 'ann', ...roles)
  for (const id of ['garbage', '', '\u0000', globalId('BulkAction')]) {
    const { data, errors } = await ann.ask(
      `query ($id: ID!) { bulkAction(id: $id) { id actions { edges { node { id } } } submittedBy { __typename } }
        device(id: $id) { id person { name } actions { totalCount } detections { edges { node { id } } } queue { id } }
        action(id: $id) { id artifacts { id } auditTrail { id } bulkAction { id } detection { id } device { id } }
        lateralMovement(investigationId: $id) { devices { id person { name } } movements { from { id } } } }`,
      { id },
    )
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({ bulkAction: null, device: null, action: null })
  }
})

test.each([
  'artifacts',
  'auditTrail',
  'bulkAction',
  'detection',
  'device',
  'investigation',
  'undoes',
  'undoneBy',
])('reportDetection that triggers nothing: triggered { %s { id } }', async field => {
  const { everybody, ids } = await openOrganization(api)
  const { data, errors } = await everybody.ask(
    `mutation ($id: ID!) { reportDetection(input: { deviceId: $id, title: "A miner", severity: LOW, externalId: "${field}" })
        { ... on ReportDetectionPayload { detection { id } triggered { id ${field} { id } } } } }`,
    { id: ids['Device'] },
  )
  expect(errors).toBeUndefined()
  expect(data.reportDetection).toMatchObject({ detection: { id: expect.any(String) }, triggered: [] })
})
