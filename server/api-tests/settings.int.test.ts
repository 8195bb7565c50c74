import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const pending =
  'id rawId proposedBy { ... on Analyst { name } } proposedAt expiresAt before after viewerCanDecide'
const relax = `mutation { updateApprovalRequirements(input: {requirements: [{type: ISOLATE_DEVICE, required: false}]}) {
  ... on UserError { code } ... on UpdateSettingsPayload {
    settings { approvalRequirements { type required } pendingChanges { id } } pendingChange { ${pending} } } } }`
const decide = `mutation ($id: ID!, $decision: Decision!) { decideSettingsChange(input: {id: $id, decision: $decision}) {
  __typename ... on UserError { code } ... on ConflictError { action { id } }
  ... on DecideSettingsChangePayload { settings { approvalRequirements { type required } pendingChanges { id } } } } }`
const waiting = `{ responseSettings { pendingChanges { ${pending} } } }`
const isRequired = (settings: { approvalRequirements: { type: string; required: boolean }[] }) =>
  settings.approvalRequirements.find(({ type }) => type === 'ISOLATE_DEVICE')?.required

test('a change that lowers protection waits for a second administrator', async () => {
  const external = api.newOrganization()
  const ada = api.person(external, 'ada', 'ADMIN')
  const adam = api.person(external, 'adam', 'ADMIN')
  const vera = api.person(external, 'vera', 'VIEWER')
  await adam.ask('{ viewer { __typename } }')

  const { settings, pendingChange } = (await ada.ask(relax)).data.updateApprovalRequirements
  expect(isRequired(settings)).toBe(true)
  expect(settings.pendingChanges).toEqual([{ id: pendingChange.id }])
  expect(pendingChange).toMatchObject({
    proposedBy: { name: 'ada' },
    before: { approvalRequirements: { ISOLATE_DEVICE: { required: true, approvals: 1 } } },
    after: { approvalRequirements: { ISOLATE_DEVICE: { required: false, approvals: 1 } } },
    viewerCanDecide: false,
  })
  expect(Date.parse(pendingChange.expiresAt) - Date.parse(pendingChange.proposedAt)).toBe(86_400_000)
  const seenBy = async (who: typeof ada) => (await who.ask(waiting)).data.responseSettings.pendingChanges
  expect(await seenBy(adam)).toEqual([{ ...pendingChange, viewerCanDecide: true }])
  expect(await seenBy(vera)).toEqual([pendingChange])
  const node = `query ($id: ID!) { node(id: $id) { id ... on PendingSettingsChange { rawId } } }`
  const { id, rawId } = pendingChange
  expect((await vera.ask(node, { id })).data.node).toEqual({ id, rawId })

  const approve = { id, decision: 'APPROVED' }
  expect((await ada.ask(decide, approve)).data.decideSettingsChange).toEqual({
    __typename: 'ForbiddenError',
    code: 'SELF_APPROVAL',
  })
  const decided = (await adam.ask(decide, approve)).data.decideSettingsChange
  expect(isRequired(decided.settings)).toBe(false)
  expect(decided.settings.pendingChanges).toEqual([])
  expect((await adam.ask(decide, approve)).data.decideSettingsChange).toEqual({
    __typename: 'ConflictError',
    code: 'ALREADY_DECIDED',
    action: null,
  })
  expect((await adam.ask(decide, { ...approve, id: 'nonsense' })).data.decideSettingsChange).toEqual({
    __typename: 'NotFoundError',
    code: 'NOT_FOUND',
  })
  expect((await vera.ask(node, { id })).data.node).toBeNull()
})

test('with a single administrator, changes take effect immediately', async () => {
  const ada = api.person(api.newOrganization(), 'ada', 'ADMIN')
  const { settings, pendingChange } = (await ada.ask(relax)).data.updateApprovalRequirements
  expect([isRequired(settings), settings.pendingChanges, pendingChange]).toEqual([false, [], null])
})
