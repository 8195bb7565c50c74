import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on SubmitActionPayload { action { id rawId } } } }`
const lists = `query ($drifted: Boolean) { devices(filter: {drifted: $drifted}) { totalCount edges { node {
  rawId drift { kind target since action { id status device { rawId } } } } } } }`

test('Device.drift lists the differences in the latest report, and DeviceFilter.drifted finds such devices', async () => {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const [one, other] = [await api.device(organization), await api.device(organization)]
  const alice = api.person(external, 'alice', 'ANALYST')
  const input = {
    deviceId: one.id,
    action: { blockIp: { address: '203.0.113.7' } },
    justification: 'It beacons.',
  }
  const { action } = (await alice.ask(submit, { input })).data.submitAction
  const since = '2026-11-24T09:30:00.000Z'
  const set = async (changes: string) =>
    api.pool.query(`UPDATE response_action SET ${changes} WHERE id = $1`, [action.rawId])
  await set(
    `status = 'COMPLETED', started_at = now(), completed_at = now(), command_id = id, effect = 'IN_FORCE'`,
  )

  const found = async (drifted: boolean | null) => {
    const { data, errors } = await alice.ask(lists, { drifted })
    expect(errors).toBeUndefined()
    const { edges, totalCount } = data.devices
    expect(totalCount).toBe(edges.length)
    return edges.map(({ node }: { node: object }) => node)
  }
  expect(await found(true)).toEqual([])
  await set(`drifted_at = '${since}'`)
  const drift = {
    kind: 'BLOCK_MISSING',
    target: '203.0.113.7',
    since,
    action: { id: action.id, status: 'COMPLETED', device: { rawId: one.id } },
  }
  expect(await found(true)).toEqual([{ rawId: one.id, drift: [drift] }])
  expect(await found(false)).toEqual([{ rawId: other.id, drift: [] }])
  expect(await found(null)).toHaveLength(2)
  await set(`effect_until = now() - interval '1 second'`)
  expect(await found(true)).toEqual([])
  expect(await found(false)).toHaveLength(2)
})
