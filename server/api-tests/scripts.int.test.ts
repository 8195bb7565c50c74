import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandOf } from '../../broker/commands.ts'
import { openDevices } from '../postgres/devices/devices.ts'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const idOf = (type: string, uuid: string) => Buffer.from(`${type}:${uuid}`).toString('base64')

const register = `mutation ($input: RegisterScriptInput!) { registerScript(input: $input) {
  __typename ... on UserError { code path } ... on RegisterScriptPayload { script {
    id rawId name interpreter sha256 destructive body registeredBy { ... on Analyst { name } } registeredAt retiredAt } } } }`
const retire = `mutation ($id: ID!) { retireScript(id: $id) {
  __typename ... on UserError { code } ... on RetireScriptPayload { script { retiredAt } } } }`
const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  __typename ... on UserError { code path } ... on SubmitActionPayload { action {
    id rawId status destructive approvalsRequired digest viewerCanApprove
    parameters { ... on RunScriptParameters { script { id sha256 } arguments timeout } } } } } }`
const approve = `mutation ($input: DecideActionInput!) { approveAction(input: $input) {
  __typename ... on UserError { code } ... on DecideActionPayload { action { status } } } }`

const body = 'echo "größer"\n'
const script = { name: 'greet', interpreter: 'BASH', body, destructive: false }

async function setUp(platform = 'LINUX') {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const device = await api.device(organization, { platform })
  const ada = api.person(external, 'ada', 'ADMIN')
  const registered = async (more = {}) =>
    (await ada.ask(register, { input: { ...script, ...more } })).data.registerScript.script
  const run = async (who: Person, runScript: object) => {
    const input = {
      deviceId: idOf('Device', device.id),
      action: { runScript },
      justification: 'To see what is going on there.',
    }
    return (await who.ask(submit, { input })).data.submitAction
  }
  return {
    external,
    organization,
    device,
    ada,
    registered,
    run,
    alice: api.person(external, 'alice', 'ANALYST'),
    vera: api.person(external, 'vera', 'VIEWER'),
    audrey: api.person(external, 'audrey', 'AUDITOR'),
  }
}

test('a script is immutable; its body is shown only with the right to read it, and is not on the ledger', async () => {
  const { ada, alice, vera, audrey, registered } = await setUp()
  const made = await registered()
  expect(made).toMatchObject({
    ...script,
    sha256: createHash('sha256').update(body).digest('hex'),
    registeredBy: { name: 'ada' },
    retiredAt: null,
  })
  const node = 'query ($id: ID!) { node(id: $id) { ... on Script { name body } } }'
  const bodyFor = async (who: Person) => (await who.ask(node, { id: made.id })).data.node
  expect(await bodyFor(alice)).toEqual({ name: 'greet', body })
  expect(await bodyFor(audrey)).toEqual({ name: 'greet', body })
  expect(await bodyFor(vera)).toEqual({ name: 'greet', body: null })

  const second = await registered({ name: 'second' })
  const list = `query ($first: Int, $after: String) { scripts(first: $first, after: $after) {
    edges { cursor node { id } } pageInfo { hasNextPage } } }`
  const page = (await vera.ask(list, { first: 1 })).data.scripts
  expect(page).toMatchObject({ edges: [{ node: { id: second.id } }], pageInfo: { hasNextPage: true } })
  expect((await vera.ask(list, { after: page.edges[0].cursor })).data.scripts).toMatchObject({
    edges: [{ node: { id: made.id } }],
    pageInfo: { hasNextPage: false },
  })
  const ledger =
    '{ auditEvents(filter: {kinds: [SCRIPT_REGISTERED]}, first: 1) { edges { node { data canonical } } } }'
  const [{ node: event }] = (await ada.ask(ledger)).data.auditEvents.edges
  expect(event.data).toEqual({
    what: 'script',
    before: null,
    after: { id: made.rawId, name: 'greet', interpreter: 'BASH', sha256: made.sha256, destructive: false },
  })
})

test('invalid scripts are refused', async () => {
  const { ada, alice } = await setUp()
  const ask = async (who: Person, more: object) => {
    const { code, path } = (await who.ask(register, { input: { ...script, ...more } })).data.registerScript
    return [code, path]
  }
  expect(await ask(alice, {})).toEqual(['FORBIDDEN', null])
  expect(await ask(ada, { body: '' })).toEqual(['INVALID_INPUT', ['body']])
  expect(await ask(ada, { body: 'a\u0000b' })).toEqual(['INVALID_INPUT', ['body']])
  expect(await ask(ada, { body: 'ü'.repeat(64 * 1024 + 1) })).toEqual(['INVALID_INPUT', ['body']])
  expect(await ask(ada, { body: 'ü'.repeat(64 * 1024) })).toEqual([undefined, undefined])
  expect(await ask(ada, { name: 'x'.repeat(501) })).toEqual(['INVALID_INPUT', ['name']])
  expect(await ask(ada, { name: 'a\r' })).toEqual(['INVALID_INPUT', ['name']])
})

test('a submission names the script, and the device gets the approved body', async () => {
  const { alice, registered, run, device, organization } = await setUp()
  const made = await registered()
  const { action } = await run(alice, { scriptId: made.id, arguments: ['-n', 'a b'], timeout: 60 })
  expect(action).toMatchObject({
    status: 'QUEUED',
    destructive: false,
    parameters: { script: { id: made.id, sha256: made.sha256 }, arguments: ['-n', 'a b'], timeout: 60 },
  })
  const digested = `{"device":"${device.id}","effectFor":null,"parameters":{"arguments":["-n","a b"],"script":{"id":"${made.rawId}","sha256":"${made.sha256}"},"timeout":60},"person":null,"type":"RUN_SCRIPT"}`
  expect(action.digest).toBe(createHash('sha256').update(digested).digest('hex'))

  const devices = openDevices({ pool: api.pool, process: crypto.randomUUID(), feed: api.feed })
  const [open] = (await devices.openCommands([device.id])).get(device.id) ?? []
  if (!open) throw new Error('nothing to send')
  expect(open).toMatchObject({ kind: 'execute', submitterMayAct: true })
  expect(commandOf(open, device.id, Date.now())).toMatchObject({
    kind: 'execute',
    action: {
      type: 'RUN_SCRIPT',
      parameters: {
        script: { id: made.rawId, name: 'greet', interpreter: 'BASH', sha256: made.sha256, body },
        arguments: ['-n', 'a b'],
        timeout: 60,
      },
    },
  })
  const [line] = await api.pool.query<{ canonical: string }>(
    "SELECT canonical FROM audit_event WHERE organization_id = $1 AND kind = 'ACTION_SUBMITTED'",
    [organization],
  )
  expect(JSON.parse(line?.canonical ?? '').data.parameters).toEqual({
    script: { id: made.rawId, sha256: made.sha256 },
    arguments: ['-n', 'a b'],
    timeout: 60,
  })
})

test("approval is required by the script's flag, by the settings, and always if the submitter registered the script", async () => {
  const { ada, alice, external, registered, run } = await setUp()
  const harmless = await registered()
  const harmful = await registered({ destructive: true })
  expect((await run(alice, { scriptId: harmless.id })).action).toMatchObject({
    status: 'QUEUED',
    parameters: { arguments: [], timeout: 600 },
  })
  expect((await run(alice, { scriptId: harmful.id })).action).toMatchObject({
    status: 'PENDING_APPROVAL',
    destructive: true,
    approvalsRequired: 1,
  })

  // Ada registered the script, so another person must approve, even if Ada now uses another account.
  const own = (await run(ada, { scriptId: harmless.id })).action
  expect(own).toMatchObject({ status: 'PENDING_APPROVAL', destructive: false, approvalsRequired: 1 })
  expect((await ada.ask(approve, { input: { actionId: own.id } })).data.approveAction.code).toBe(
    'SELF_APPROVAL',
  )
  expect((await alice.ask(approve, { input: { actionId: own.id } })).data.approveAction.action.status).toBe(
    'QUEUED',
  )
  const createKey = `mutation { createApiKey(input: {name: "bot", roles: [ANALYST]}) { ... on CreateApiKeyPayload { key } } }`
  const bot = api.bearer((await ada.ask(createKey)).data.createApiKey.key)
  expect((await run(bot, { scriptId: harmless.id })).action.status).toBe('PENDING_APPROVAL')

  const change = (required: boolean) =>
    ada.ask(
      `mutation { updateApprovalRequirements(input: {requirements: [{type: RUN_SCRIPT, required: ${required}, approvals: 2}]}) { __typename } }`,
    )
  await change(true)
  expect((await run(alice, { scriptId: harmless.id })).action).toMatchObject({
    status: 'PENDING_APPROVAL',
    destructive: false,
    approvalsRequired: 2,
  })
  await change(false)
  expect((await run(alice, { scriptId: harmless.id })).action.approvalsRequired).toBe(0)
  expect((await run(alice, { scriptId: harmful.id })).action.approvalsRequired).toBe(2)
  const preview = `query ($input: SubmitActionInput!) { previewAction(input: $input) { destructive approvalsRequired refusal { code } } }`
  const input = {
    deviceId: idOf('Device', (await api.device(await api.organizationOf(external))).id),
    action: { runScript: { scriptId: harmful.id } },
    justification: 'To see what is going on there.',
  }
  expect((await alice.ask(preview, { input })).data.previewAction).toEqual({
    destructive: true,
    approvalsRequired: 2,
    refusal: null,
  })
})

test('refuses too many arguments, scripts of other organizations, wrong platforms and retired scripts', async () => {
  const { ada, alice, registered, run } = await setUp()
  const { id: scriptId } = await registered()
  const refusal = async (runScript: object) => {
    const { code, path } = await run(alice, runScript)
    return [code, path?.slice(2)]
  }
  const script = (more: object) => refusal({ scriptId, ...more })
  expect(await script({ timeout: 0 })).toEqual(['INVALID_INPUT', ['timeout']])
  expect(await script({ timeout: 86_401 })).toEqual(['INVALID_INPUT', ['timeout']])
  expect(await script({ timeout: 86_400 })).toEqual([undefined, undefined])
  expect(await script({ arguments: Array(65).fill('a') })).toEqual(['INVALID_INPUT', ['arguments']])
  expect(await script({ arguments: ['a'.repeat(32 * 1024), 'b'] })).toEqual(['INVALID_INPUT', ['arguments']])
  expect(await script({ arguments: ['a', 'b\u0000'] })).toEqual(['INVALID_INPUT', ['arguments', '1']])
  expect(await refusal({ scriptId: 'nonsense' })).toEqual(['NOT_FOUND', ['scriptId']])
  const foreign = await (await setUp()).registered()
  expect(await refusal({ scriptId: foreign.id })).toEqual(['NOT_FOUND', ['scriptId']])

  const windows = await setUp('WINDOWS')
  const bash = await windows.registered()
  const python = await windows.registered({ interpreter: 'PYTHON' })
  const powershell = await windows.registered({ interpreter: 'POWERSHELL' })
  expect((await windows.run(windows.alice, { scriptId: bash.id })).code).toBe('UNSUPPORTED_PLATFORM')
  expect((await windows.run(windows.alice, { scriptId: python.id })).action.status).toBe('QUEUED')
  expect((await windows.run(windows.alice, { scriptId: powershell.id })).action.status).toBe('QUEUED')

  expect((await alice.ask(retire, { id: scriptId })).data.retireScript.code).toBe('FORBIDDEN')
  const { retiredAt } = (await ada.ask(retire, { id: scriptId })).data.retireScript.script
  expect(retiredAt).toMatch(/Z$/)
  expect((await ada.ask(retire, { id: scriptId })).data.retireScript.script.retiredAt).toBe(retiredAt)
  expect((await ada.ask(retire, { id: foreign.id })).data.retireScript.code).toBe('NOT_FOUND')
  expect(await script({})).toEqual(['ILLEGAL_TRANSITION', ['runScript', 'scriptId'].slice(1)])
})
