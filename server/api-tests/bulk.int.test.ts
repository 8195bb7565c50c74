import { afterAll, beforeAll, expect, test } from 'vitest'
import { followBulk } from '#app/bulk/bulk-stream.ts'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const idOf = (type: string, uuid: string) => Buffer.from(`${type}:${uuid}`).toString('base64')

async function setUp(size: number) {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const devices = await api.pool.query<{ id: string }>(
    `INSERT INTO device (id, organization_id, hostname, platform, enrolled_at, certificate_expires_at)
      SELECT gen_random_uuid(), $1, 'host-' || n, 'LINUX', now(), now() + interval '90 days' FROM generate_series(1, $2::int) n
      RETURNING id`,
    [organization, size],
  )
  return {
    organization,
    deviceIds: devices.map(({ id }) => idOf('Device', id)),
    alice: api.person(external, 'alice', 'ANALYST'),
    bob: api.person(external, 'bob', 'ANALYST'),
    vera: api.person(external, 'vera', 'VIEWER'),
  }
}

const submit = `mutation ($input: SubmitBulkActionInput!) { submitBulkAction(input: $input) { __typename
  ... on SubmitBulkActionPayload { bulkAction { id rawId type total digest state justification rollout { canary perMinute abortAfter }
    submittedBy { ... on Analyst { name } } progress { pendingApproval queued executing completed failed cancelled verified } } }
  ... on UserError { code message path } } }`
const intent = (deviceIds: readonly string[], extra: object = {}) => ({
  input: {
    deviceIds,
    action: { isolateDevice: {} },
    justification: 'Forty machines beacon to it.',
    ...extra,
  },
})
const decision = (name: string) =>
  `mutation ($input: DecideBulkActionInput!) { ${name}(input: $input) { __typename
    ... on DecideBulkActionPayload { decided bulkAction { state progress { pendingApproval queued cancelled } } } ... on UserError { code path } } }`

test('a bulk is submitted, shown, approved, paused, resumed and cancelled', async () => {
  const { alice, bob, vera, deviceIds } = await setUp(3)
  const refused = await vera.ask(submit, intent(deviceIds))
  expect(refused.data.submitBulkAction.code).toBe('FORBIDDEN')
  const submitted = (await alice.ask(submit, intent(deviceIds, { rollout: { canary: 1 } }))).data
    .submitBulkAction
  expect(submitted).toMatchObject({
    __typename: 'SubmitBulkActionPayload',
    bulkAction: {
      type: 'ISOLATE_DEVICE',
      total: 3,
      state: 'RUNNING',
      rollout: { canary: 1, perMinute: null, abortAfter: null },
      submittedBy: { name: 'alice' },
      progress: { pendingApproval: 3, queued: 0 },
    },
  })
  const { id, digest } = submitted.bulkAction
  const decide = async (who: typeof alice, name: string, extra: object = {}) =>
    (await who.ask(decision(name), { input: { bulkActionId: id, ...extra } })).data[name]
  expect(await decide(alice, 'approveBulkAction')).toEqual({
    __typename: 'ForbiddenError',
    code: 'SELF_APPROVAL',
    path: null,
  })
  expect(await decide(bob, 'approveBulkAction', { digest })).toEqual({
    __typename: 'DecideBulkActionPayload',
    decided: 3,
    bulkAction: { state: 'RUNNING', progress: { pendingApproval: 0, queued: 3, cancelled: 0 } },
  })
  expect((await decide(alice, 'pauseBulkAction')).bulkAction.state).toBe('PAUSED')
  expect((await decide(alice, 'resumeBulkAction')).bulkAction.state).toBe('RUNNING')
  expect((await decide(alice, 'cancelBulkAction')).bulkAction).toEqual({
    state: 'FINISHED',
    progress: { pendingApproval: 0, queued: 0, cancelled: 3 },
  })
  expect((await decide(bob, 'rejectBulkAction')).code).toBe('ALREADY_DECIDED')
  const missing = await alice.ask(decision('pauseBulkAction'), { input: { bulkActionId: 'x' } })
  expect(missing.data.pauseBulkAction).toMatchObject({ code: 'NOT_FOUND', path: ['bulkActionId'] })

  const read = `query ($id: ID!, $filter: ActionFilter) { bulkAction(id: $id) { actions(first: 2) { totalCount edges { node { bulkAction { id } } } } }
    bulkActions { edges { node { id } } } actions(filter: $filter) { totalCount } node(id: $id) { __typename } }`
  const { data } = await vera.ask(read, { id, filter: { bulkActionId: id } })
  expect(data).toEqual({
    bulkAction: { actions: { totalCount: 3, edges: Array(2).fill({ node: { bulkAction: { id } } }) } },
    bulkActions: { edges: [{ node: { id } }] },
    actions: { totalCount: 3 },
    node: { __typename: 'BulkAction' },
  })
  const stranger = (await setUp(0)).alice
  const foreign = await stranger.ask(read, { id, filter: { bulkActionId: id } })
  expect(foreign.data).toEqual({
    bulkAction: null,
    bulkActions: { edges: [] },
    actions: { totalCount: 0 },
    node: null,
  })
})

test('an unknown device refuses the whole bulk, and the error names it', async () => {
  const { alice, deviceIds } = await setUp(2)
  const answer = await alice.ask(submit, intent([...deviceIds, 'nonsense']))
  expect(answer.data.submitBulkAction).toMatchObject({
    __typename: 'NotFoundError',
    path: ['deviceIds', '2'],
    message: expect.stringContaining('nonsense'),
  })
})

test('a bulk on 10,000 devices is submitted in one transaction, counted by the database, and approved and cancelled as a whole', async () => {
  const { alice, bob, deviceIds } = await setUp(10_000)
  const { bulkAction } = (await alice.ask(submit, intent(deviceIds))).data.submitBulkAction
  expect(bulkAction).toMatchObject({ total: 10_000, progress: { pendingApproval: 10_000 } })
  const input = { bulkActionId: bulkAction.id }
  const approved = await bob.ask(decision('approveBulkAction'), { input })
  expect(approved.data.approveBulkAction).toMatchObject({
    decided: 10_000,
    bulkAction: { progress: { queued: 10_000 } },
  })
  const cancelled = await alice.ask(decision('cancelBulkAction'), { input })
  expect(cancelled.data.cancelBulkAction).toMatchObject({
    decided: 10_000,
    bulkAction: { state: 'FINISHED' },
  })
  const more = await alice.ask(submit, intent([...deviceIds, 'one more']))
  expect(more.data.submitBulkAction).toMatchObject({ code: 'LIMIT_EXCEEDED', path: ['deviceIds'] })
}, 120_000)

test('bulkActionChanged: the current value first, then the latest, at most 4 per second', async () => {
  const { alice, deviceIds, organization } = await setUp(12)
  const { bulkAction } = (await alice.ask(submit, intent(deviceIds))).data.submitBulkAction
  const { bulks, feed } = api.services
  const read = async () =>
    JSON.stringify([...(await bulks.tallies(organization, [bulkAction.rawId])).values()])
  const followed = followBulk({ feed, organization, bulk: bulkAction.rawId, read })
  expect(await followed.next()).toEqual({ done: false, value: bulkAction.rawId })
  const began = performance.now()
  const list = await alice.ask('{ actions { edges { node { id } } } }')
  const cancel = 'mutation ($input: DecideActionInput!) { cancelAction(input: $input) { __typename } }'
  const cancelling = Promise.all(
    list.data.actions.edges.map(({ node }: { node: { id: string } }) =>
      alice.ask(cancel, { input: { actionId: node.id } }),
    ),
  )
  let values = 0
  let last = await read()
  const isOver = () => last.includes('CANCELLED') && !last.includes('PENDING_APPROVAL')
  while (!isOver()) {
    await followed.next()
    values++
    last = await read()
  }
  await cancelling
  expect(values).toBeLessThanOrEqual(1 + (performance.now() - began) / 250)
  const waiting = followed.next()
  await followed.return?.()
  expect((await waiting).done).toBe(true)
})

test('a bulk that awaits approval is listed regardless of the number of newer ones', async () => {
  const { alice, bob, vera, deviceIds } = await setUp(1)
  const waiting = (await alice.ask(submit, intent(deviceIds))).data.submitBulkAction.bulkAction.id
  for (let i = 0; i < 3; i++)
    await alice.ask(submit, intent(deviceIds, { action: { blockIp: { address: `203.0.113.${i}` } } }))
  const list =
    'query ($mine: Boolean) { bulkActions(awaitingMyApproval: $mine, first: 2) { edges { node { id } } } }'
  const idsFor = async (person: typeof bob, mine: boolean | null) =>
    (await person.ask(list, { mine })).data.bulkActions.edges.map(
      ({ node }: { node: { id: string } }) => node.id,
    )
  expect(await idsFor(bob, true)).toEqual([waiting])
  expect(await idsFor(alice, true)).toEqual([])
  expect(await idsFor(vera, true)).toEqual([])
  expect(await idsFor(bob, false)).not.toContain(waiting)
  expect(await idsFor(bob, null)).toHaveLength(2)
})
