import { createHash } from 'node:crypto'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const idOf = (type: string, uuid: string) => Buffer.from(`${type}:${uuid}`).toString('base64')

const create = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  __typename ... on UserError { code path } ... on CreateApiKeyPayload { key account {
    id rawId name roles createdAt expiresAt lastUsedAt revokedAt owner { id name } } } } }`
const revoke = `mutation ($id: ID!) { revokeApiKey(id: $id) {
  __typename ... on UserError { code } ... on RevokeApiKeyPayload { account { revokedAt } } } }`
const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  __typename ... on UserError { code } ... on SubmitActionPayload { action { id submittedBy { __typename ... on ServiceAccount { name } } } } } }`
const viewer = '{ viewer { __typename ... on ServiceAccount { name roles lastUsedAt } } }'

async function setUp() {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const device = await api.device(organization)
  const ada = api.person(external, 'ada', 'ADMIN')
  const makeKey = async (roles: string[], more = {}) => {
    const { data } = await ada.ask(create, { input: { name: 'SIEM', roles, ...more } })
    return { ...api.bearer(data.createApiKey.key), account: data.createApiKey.account }
  }
  return {
    organization,
    external,
    deviceId: idOf('Device', device.id),
    ada,
    makeKey,
    alice: api.person(external, 'alice', 'ANALYST'),
    isolate: {
      input: {
        deviceId: idOf('Device', device.id),
        action: { isolateDevice: {} },
        justification: 'It talks to where it should not.',
      },
    },
  }
}

test('an administrator creates a key; only its hash is stored, and no secret is on the ledger', async () => {
  const { ada, alice, makeKey, external } = await setUp()
  const key = await makeKey(['INTEGRATION', 'VIEWER'])
  expect(key.token).toMatch(/^dfk_[0-9a-f]{32}_[0-9a-f]{64}$/)
  expect(key.account).toMatchObject({
    name: 'SIEM',
    roles: ['VIEWER', 'INTEGRATION'],
    owner: { name: 'ada' },
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
  })
  const rows = await api.pool.query('SELECT * FROM service_account WHERE id = $1', [key.account.rawId])
  expect(JSON.stringify(rows)).toContain(createHash('sha256').update(key.token).digest('hex'))
  const [, , secret = '?'] = key.token.split('_')
  const dump = await api.pool.query('SELECT canonical FROM audit_event')
  expect(JSON.stringify([rows, dump])).not.toContain(secret)

  expect((await key.ask(viewer)).data.viewer).toEqual({
    __typename: 'ServiceAccount',
    name: 'SIEM',
    roles: ['VIEWER', 'INTEGRATION'],
    lastUsedAt: expect.stringMatching(/Z$/),
  })
  const list = '{ serviceAccounts { id name lastUsedAt } }'
  expect((await ada.ask(list)).data.serviceAccounts).toEqual([
    { id: key.account.id, name: 'SIEM', lastUsedAt: expect.stringMatching(/Z$/) },
  ])
  expect((await alice.ask(list)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
  const vera = api.person(external, 'vera', 'VIEWER')
  const node = 'query ($id: ID!) { node(id: $id) { __typename ... on ServiceAccount { name } } }'
  expect((await vera.ask(node, { id: key.account.id })).data.node).toEqual({
    __typename: 'ServiceAccount',
    name: 'SIEM',
  })
  const ledger =
    '{ auditEvents(filter: {kinds: [API_KEY_CREATED]}) { edges { node { data actor { ... on Analyst { name } } } } } }'
  expect((await ada.ask(ledger)).data.auditEvents.edges[0].node).toMatchObject({
    actor: { name: 'ada' },
    data: {
      what: 'apiKey',
      before: null,
      after: { id: key.account.rawId, name: 'SIEM', roles: ['VIEWER', 'INTEGRATION'], expiresAt: null },
    },
  })
})

test('callers without the right and malformed keys are refused', async () => {
  const { ada, alice, makeKey } = await setUp()
  const ask = async (who: typeof ada, input: object) => (await who.ask(create, { input })).data.createApiKey
  const good = { name: 'SIEM', roles: ['VIEWER'] }
  expect(await ask(alice, good)).toEqual({ __typename: 'ForbiddenError', code: 'FORBIDDEN', path: null })
  const bad = { __typename: 'InvalidInputError', code: 'INVALID_INPUT' }
  expect(await ask(ada, { ...good, name: 'a\nb' })).toEqual({ ...bad, path: ['name'] })
  expect(await ask(ada, { ...good, roles: [] })).toEqual({ ...bad, path: ['roles'] })
  expect(await ask(ada, { ...good, expiresAt: new Date().toISOString() })).toEqual({
    ...bad,
    path: ['expiresAt'],
  })
  // Even a key with all roles cannot create keys, because those would outlive its revocation.
  const machine = await makeKey(['ADMIN'])
  expect(await ask(machine, good)).toMatchObject({ code: 'FORBIDDEN' })

  const twisted = machine.token.replace(/.$/, last => (last === '0' ? '1' : '0'))
  for (const token of [
    twisted,
    'dfk_',
    `dfk_${'0'.repeat(32)}_${'0'.repeat(64)}`,
    machine.token.toUpperCase(),
  ]) {
    const { status, errors } = await api.bearer(token).ask(viewer)
    expect([status, errors?.[0]?.extensions]).toMatchObject([401, { code: 'UNAUTHENTICATED' }])
  }
})

test("a key has the rights that its roles and its owner's latest roles share; it can't approve or reject", async () => {
  const { external, makeKey, isolate, alice } = await setUp()
  const analyst = await makeKey(['ANALYST'])
  const submitted = (await analyst.ask(submit, isolate)).data.submitAction
  expect(submitted.action.submittedBy).toEqual({ __typename: 'ServiceAccount', name: 'SIEM' })
  const approve = `mutation ($input: DecideActionInput!) { approveAction(input: $input) { __typename ... on UserError { code } } }`
  const decide = { input: { actionId: submitted.action.id } }
  expect((await analyst.ask(approve, decide)).data.approveAction).toEqual({
    __typename: 'ForbiddenError',
    code: 'FORBIDDEN',
  })
  // The owner is responsible for it, under any of the owner's accounts.
  const owner = api.person(external, 'ada', 'ADMIN')
  expect((await owner.ask(approve, decide)).data.approveAction.code).toBe('SELF_APPROVAL')
  expect((await alice.ask(approve, decide)).data.approveAction.__typename).toBe('DecideActionPayload')

  const filter = `query ($id: ID!) { actions(filter: {submittedById: $id}) { totalCount } auditEvents(filter: {actorId: $id}) { edges { node { kind } } } }`
  const { data } = await alice.ask(filter, { id: analyst.account.id })
  expect(data.actions.totalCount).toBe(1)
  expect(data.auditEvents.edges).toEqual([{ node: { kind: 'ACTION_SUBMITTED' } }])

  await api.person(external, 'ada', 'AUDITOR').ask('{ viewer { __typename } }')
  expect((await analyst.ask(submit, isolate)).data.submitAction.code).toBe('FORBIDDEN')
  expect((await analyst.ask('{ auditEvents { edges { node { kind } } } }')).errors).toBeUndefined()
  await api.person(external, 'ada', 'VIEWER').ask('{ viewer { __typename } }')
  expect(
    (await analyst.ask('{ auditEvents { edges { node { kind } } } }')).errors?.[0]?.extensions,
  ).toMatchObject({
    code: 'FORBIDDEN',
  })
  expect((await analyst.ask(viewer)).data.viewer.name).toBe('SIEM')
})

/** A live subscription: resolves when connected, and when its socket is closed. */
function follow(token: string) {
  const client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  })
  const connected = new Promise<void>(resolve => client.on('connected', () => resolve()))
  const closed = new Promise<{ code: number; at: number }>(resolve =>
    client.on('closed', event => resolve({ code: (event as CloseEvent).code, at: Date.now() })),
  )
  client.subscribe(
    { query: 'subscription { actionChanged { cursor } }' },
    { next: () => {}, error: () => {}, complete: () => {} },
  )
  return { connected, closed }
}

test('a revoked key is refused everywhere, and its live sockets are closed within a second', async () => {
  const { ada, makeKey } = await setUp()
  const key = await makeKey(['ANALYST'])
  const other = await makeKey(['ANALYST'])
  const [socket, bystander] = [follow(key.token), follow(other.token)]
  await Promise.all([socket.connected, bystander.connected])
  const asked = Date.now()
  const revoked = (await ada.ask(revoke, { id: key.account.id })).data.revokeApiKey
  expect(revoked.account.revokedAt).toMatch(/Z$/)
  const { code, at } = await socket.closed
  expect(code).toBe(4403)
  expect(at - asked).toBeLessThan(1000)
  expect((await key.ask(viewer)).status).toBe(401)
  expect((await follow(key.token).closed).code).toBe(4403)

  expect((await other.ask(viewer)).status).toBe(200)
  expect((await ada.ask(revoke, { id: key.account.id })).data.revokeApiKey.account).toEqual(revoked.account)
  expect(
    (await ada.ask(revoke, { id: idOf('ServiceAccount', crypto.randomUUID()) })).data.revokeApiKey.code,
  ).toBe('NOT_FOUND')
  expect((await other.ask(revoke, { id: other.account.id })).data.revokeApiKey.code).toBe('FORBIDDEN')
  await ada.ask(revoke, { id: other.account.id })
  expect((await bystander.closed).code).toBe(4403)
})

test('an expired key is refused, and its socket is closed when it expires', async () => {
  const { makeKey } = await setUp()
  const expiresAt = new Date(Date.now() + 1500)
  const key = await makeKey(['VIEWER'], { expiresAt: expiresAt.toISOString() })
  const socket = follow(key.token)
  await socket.connected
  const { code, at } = await socket.closed
  expect(code).toBe(4403)
  expect(at - expiresAt.getTime()).toBeLessThan(1000)
  expect((await key.ask(viewer)).status).toBe(401)
})

test('the use of a key is recorded at most once a minute', async () => {
  const { makeKey } = await setUp()
  const key = await makeKey(['VIEWER'])
  const first = (await key.ask(viewer)).data.viewer.lastUsedAt
  expect((await key.ask(viewer)).data.viewer.lastUsedAt).toBe(first)
  await api.pool.query(
    "UPDATE service_account SET last_used_at = last_used_at - interval '61 s' WHERE id = $1",
    [key.account.rawId],
  )
  expect((await key.ask(viewer)).data.viewer.lastUsedAt >= first).toBe(true)
})
