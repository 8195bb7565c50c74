import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  ... on SubmitActionPayload { action { rawId } } } }`
const list = `query ($filter: ActionFilter) { actions(filter: $filter) { totalCount edges { node { rawId } } } }`
const subscribe = `subscription ($filter: ActionFilter) { actionChanged(filter: $filter) { cursor } }`

async function scene() {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const [first, second] = [await api.device(organization), await api.device(organization)]
  const alice = api.person(external, 'alice', 'ANALYST')
  const block = async (deviceId: string): Promise<string> => {
    const input = { deviceId, action: { blockIp: { address: '203.0.113.7' } }, justification: 'It beacons.' }
    return (await alice.ask(submit, { input })).data.submitAction.action.rawId
  }
  const found = async (filter: object): Promise<string[]> => {
    const { data, errors } = await alice.ask(list, { filter })
    expect(errors).toBeUndefined()
    expect(data.actions.totalCount).toBe(data.actions.edges.length)
    return data.actions.edges.map(({ node }: { node: { rawId: string } }) => node.rawId).sort()
  }
  const [one, other] = [await block(first.id), await block(second.id)]
  return { external, organization, first, second, alice, found, one, other }
}

test('ActionFilter.inForce finds actions whose effects have not ended', async () => {
  const { found, one, other } = await scene()
  const set = (changes: string) =>
    api.pool.query(`UPDATE response_action SET ${changes} WHERE id = $1`, [one])
  expect(await found({ inForce: true })).toEqual([])
  await set(
    `status = 'COMPLETED', started_at = now(), completed_at = now(), command_id = id, effect = 'IN_FORCE'`,
  )
  expect(await found({ inForce: true })).toEqual([one])
  expect(await found({ inForce: false })).toEqual([other])
  await set(`effect_until = now() - interval '1 second'`)
  expect(await found({ inForce: true })).toEqual([])
})

test("labels and personId find actions and devices only in the caller's organization", async () => {
  const { external, first, second, alice, found, one, other } = await scene()
  const label = `mutation ($input: LabelDevicesInput!) { labelDevices(input: $input) { __typename } }`
  await alice.ask(label, { input: { deviceIds: [first.id], add: ['finance', 'server'] } })
  await alice.ask(label, { input: { deviceIds: [second.id], add: ['server'] } })
  expect(await found({ labels: ['Server'] })).toEqual([one, other].sort())
  expect(await found({ labels: ['server', 'finance'] })).toEqual([one])
  expect(await found({ labels: ['nothing'] })).toEqual([])

  const ines = api.person(external, 'ines', 'INTEGRATION')
  const { data } = await ines.ask(
    `mutation ($input: SyncPersonInput!) { syncPerson(input: $input) { ... on SyncPersonPayload { person { id } } } }`,
    { input: { externalId: 'p-1', name: 'Marta', email: 'marta@example.com', deviceIds: [second.id] } },
  )
  const personId = data.syncPerson.person.id
  expect(await found({ personId })).toEqual([other])
  const devices = `query ($personId: ID) { devices(filter: { personId: $personId }) { totalCount edges { node { rawId } } } }`
  const bySecond = { totalCount: 1, edges: [{ node: { rawId: second.id } }] }
  expect((await alice.ask(devices, { personId })).data.devices).toEqual(bySecond)
  const others = await scene()
  expect(await others.found({ personId })).toEqual([])
})

test('a subscription refuses filters that need more than the action', async () => {
  const alice = api.person(api.newOrganization(), 'alice', 'ANALYST')
  for (const filter of [{ search: 'word' }, { labels: ['server'] }, { personId: 'x' }]) {
    const { errors } = await alice.ask(subscribe, { filter })
    expect(errors?.[0]?.message).toMatch(/^filter\.(search|labels|personId) is not allowed in subscriptions/)
  }
})
