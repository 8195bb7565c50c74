import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const idOf = (type: string, uuid: string) => Buffer.from(`${type}:${uuid}`).toString('base64')

const sync = `mutation ($input: SyncPersonInput!) { syncPerson(input: $input) {
  __typename ... on UserError { code path } ... on SyncPersonPayload { person {
    id rawId name email passwordResetRequiredSince } } } }`
const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  __typename ... on UserError { code path } ... on SubmitActionPayload { action {
    id status device { id } parameters { ... on ForcePasswordResetParameters { person { id email } } } } } } }`
const erin = { externalId: 'erin', name: 'Erin', email: 'erin@example.org' }

async function setUp() {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const device = async (hostname: string) => idOf('Device', (await api.device(organization, { hostname })).id)
  const ines = api.person(external, 'ines', 'INTEGRATION')
  const tell = async (more: object = {}, who: Person = ines) =>
    (await who.ask(sync, { input: { ...erin, ...more } })).data.syncPerson
  const alice = api.person(external, 'alice', 'ANALYST')
  const reset = async (personId: string | undefined, deviceId?: string) => {
    const action = { forcePasswordReset: { personId } }
    const input = { deviceId, action, justification: 'Their password was seen elsewhere.' }
    return (await alice.ask(submit, { input })).data.submitAction
  }
  return {
    device,
    ines,
    alice,
    tell,
    reset,
    ada: api.person(external, 'ada', 'ADMIN'),
    vera: api.person(external, 'vera', 'VIEWER'),
  }
}

test('a directory synchronizes people and their devices, and repeating the call changes nothing', async () => {
  const { tell, device, ada, vera } = await setUp()
  const [alpha, beta] = [await device('alpha'), await device('beta')]
  const { person } = await tell({ deviceIds: [alpha, alpha] })
  expect(person).toMatchObject({ name: 'Erin', email: 'erin@example.org', passwordResetRequiredSince: null })
  const assigned = '{ devices { edges { node { hostname person { id } } } } }'
  const people = async () =>
    (await vera.ask(assigned)).data.devices.edges.map(
      ({ node }: { node: { hostname: string; person: { id: string } | null } }) => [
        node.hostname,
        node.person?.id ?? null,
      ],
    )
  expect(await people()).toEqual([
    ['alpha', person.id],
    ['beta', null],
  ])

  const events = `{ auditEvents(filter: {kinds: [PERSON_CHANGED]}) { edges { node { data actor { ... on Analyst { name } } } } } }`
  const ledger = async () => (await ada.ask(events)).data.auditEvents.edges
  expect((await tell()).person).toEqual(person)
  expect((await tell({ deviceIds: [alpha] })).person).toEqual(person)
  expect(await ledger()).toHaveLength(1)

  const renamed = (await tell({ name: 'Erin B.', deviceIds: [beta] })).person
  expect(renamed).toEqual({ ...person, name: 'Erin B.' })
  expect(await people()).toEqual([
    ['alpha', null],
    ['beta', person.id],
  ])
  const rawOf = (id: string) => Buffer.from(id, 'base64').toString().split(':')[1]
  expect((await ledger())[1].node).toMatchObject({
    actor: { name: 'ines' },
    data: {
      what: 'person',
      before: { id: person.rawId, name: 'Erin', devices: [rawOf(alpha)] },
      after: { id: person.rawId, name: 'Erin B.', devices: [rawOf(beta)] },
    },
  })

  const other = (
    await tell({ externalId: 'otto', name: 'Otto', email: 'otto@example.org', deviceIds: [beta] })
  ).person
  expect(await people()).toEqual([
    ['alpha', null],
    ['beta', other.id],
  ])
  const find = async (search: string | null) =>
    (
      await vera.ask('query ($search: String) { people(search: $search) { edges { node { name } } } }', {
        search,
      })
    ).data.people.edges.map(({ node }: { node: { name: string } }) => node.name)
  expect(await find(null)).toEqual(['Otto', 'Erin B.'])
  expect(await find('ERIN b')).toEqual(['Erin B.'])
  expect(await find('otto@EXAMPLE')).toEqual(['Otto'])
  expect(await find('%')).toEqual([])
  const node = 'query ($id: ID!) { node(id: $id) { ... on Person { name } } }'
  expect((await vera.ask(node, { id: other.id })).data.node).toEqual({ name: 'Otto' })
  const stranger = await setUp()
  expect((await stranger.vera.ask(node, { id: other.id })).data.node).toBeNull()
})

test('callers without the right and invalid input are refused', async () => {
  const { tell, alice, ada, device } = await setUp()
  expect(await tell({}, alice)).toMatchObject({ __typename: 'ForbiddenError', code: 'FORBIDDEN' })
  expect(await tell({}, ada)).toMatchObject({ __typename: 'SyncPersonPayload' })
  const bad = async (more: object) => {
    const { code, path } = await tell(more)
    return [code, path]
  }
  expect(await bad({ externalId: '' })).toEqual(['INVALID_INPUT', ['externalId']])
  expect(await bad({ name: 'Erin\r\nBcc: all@example.org' })).toEqual(['INVALID_INPUT', ['name']])
  expect(await bad({ email: 'erin@example.org\nBcc: all@example.org' })).toEqual(['INVALID_INPUT', ['email']])
  expect(await bad({ email: 'erin' })).toEqual(['INVALID_INPUT', ['email']])
  expect(await bad({ email: 'a@example.org, b@example.org' })).toEqual(['INVALID_INPUT', ['email']])
  expect(await bad({ email: 'a\u0000@example.org' })).toEqual(['INVALID_INPUT', ['email']])
  expect(await bad({ deviceIds: [await device('alpha'), 'x'] })).toEqual(['NOT_FOUND', ['deviceIds', '1']])
  const foreign = await (await setUp()).device('alpha')
  expect(await bad({ deviceIds: [foreign] })).toEqual(['NOT_FOUND', ['deviceIds', '0']])
})

test('a password reset takes a person, or a device that is assigned to one', async () => {
  const { tell, device, reset, alice } = await setUp()
  const [alpha, beta] = [await device('alpha'), await device('beta')]
  const { person } = await tell({ deviceIds: [alpha] })
  const about = { parameters: { person: { id: person.id, email: 'erin@example.org' } } }
  expect((await reset(person.id)).action).toMatchObject({
    status: 'PENDING_APPROVAL',
    device: null,
    ...about,
  })
  expect((await reset(undefined, alpha)).action).toMatchObject({ device: { id: alpha }, ...about })
  expect((await reset(person.id, beta)).action).toMatchObject({ device: { id: beta }, ...about })

  const path = ['action', 'forcePasswordReset', 'personId']
  const refusal = async (...given: Parameters<typeof reset>) => {
    const { code, path } = await reset(...given)
    return { code, path }
  }
  expect(await refusal(undefined)).toEqual({ code: 'INVALID_INPUT', path: ['deviceId'] })
  expect(await refusal(undefined, beta)).toEqual({ code: 'NOT_FOUND', path })
  expect(await refusal('nonsense')).toEqual({ code: 'NOT_FOUND', path })
  expect(await refusal(alpha)).toEqual({ code: 'NOT_FOUND', path })
  expect(await refusal(person.id, 'nonsense')).toEqual({ code: 'NOT_FOUND', path: ['deviceId'] })
  const foreign = (await (await setUp()).tell()).person.id
  expect(await refusal(foreign)).toEqual({ code: 'NOT_FOUND', path })
  const missing = { action: { killProcess: { pid: 7 } }, justification: 'There is no device.' }
  expect((await alice.ask(submit, { input: missing })).data.submitAction).toMatchObject({
    code: 'INVALID_INPUT',
    path: ['deviceId'],
  })
  const preview = `query ($input: SubmitActionInput!) { previewAction(input: $input) {
    digest destructive approvalsRequired deviceOnline refusal { code } } }`
  const input = {
    action: { forcePasswordReset: { personId: person.id } },
    justification: 'Their password was seen elsewhere.',
  }
  expect((await alice.ask(preview, { input })).data.previewAction).toEqual({
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    destructive: true,
    approvalsRequired: 1,
    deviceOnline: null,
    refusal: null,
  })
})
