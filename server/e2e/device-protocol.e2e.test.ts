import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type RunningService, type Stage } from './running-service.ts'
import { ask, enrollStockDevice, type StockDevice } from './stock-device.ts'

let stage: Stage
let service: RunningService

beforeAll(async () => {
  stage = await openStage()
  service = await stage.start()
  await stage.verifySoon()
})
afterAll(() => stage?.close())

async function newDevice(hostname: string): Promise<StockDevice> {
  const device = await enrollStockDevice(service.device, await stage.enrollmentToken(), hostname)
  await device.connect()
  return device
}

interface Found {
  readonly action: {
    readonly id: string
    readonly status: string
    readonly output: unknown
    readonly failure: { readonly code: string } | null
    readonly verification: { readonly status: string; readonly attempts: number; readonly evidence: unknown }
    readonly auditTrail: readonly { readonly kind: string; readonly data: Record<string, unknown> }[]
  }
}

const globalId = (type: string, rawId: string) => Buffer.from(`${type}:${rawId}`).toString('base64')

async function submit(
  device: StockDevice,
  action: object = { killProcess: { pid: 4242, processName: 'xmrig' } },
) {
  const input = {
    deviceId: globalId('Device', device.id),
    action,
    justification: 'It is a test of the protocol',
  }
  const { submitAction } = await stage.as('alice')<{
    submitAction: { action: { id: string; rawId: string } }
  }>(
    `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
      ... on SubmitActionPayload { action { id rawId } } ... on UserError { code message path } } }`,
    { input },
  )
  expect(submitAction.action, JSON.stringify(submitAction)).toBeDefined()
  return submitAction.action
}

const look = async (rawId: string) =>
  (
    await stage.as('vera')<Found>(
      `query ($id: ID!) { action(id: $id) { id status output failure { code }
        verification { status attempts evidence } auditTrail { kind data } } }`,
      { id: globalId('ResponseAction', rawId) },
    )
  ).action
const kinds = async (rawId: string) => (await look(rawId)).auditTrail.map(({ kind }) => kind)

const done = { pid: 4242, startedAt: null, processName: 'xmrig' }

test('execute, claim, grant, completed, verify, verified', async () => {
  const device = await newDevice('story')
  const { rawId } = await submit(device)
  const execute = await device.next('execute', rawId)
  expect(execute.action).toEqual({
    type: 'KILL_PROCESS',
    parameters: { pid: 4242, processName: 'xmrig', startedAt: null },
  })
  expect(execute).toMatchObject({ effectFor: null })
  expect(await kinds(rawId)).toEqual(['ACTION_SUBMITTED', 'ACTION_QUEUED'])

  await device.say({ kind: 'claim', commandId: execute.jti, actionId: rawId })
  // A PUBACK means that the claim is committed: the ledger records the start before the device may act.
  expect(await kinds(rawId)).toContain('ACTION_STARTED')
  const grant = await device.next('grant', rawId)
  expect(grant.commandId).toBe(execute.jti)
  expect(grant.exp - Number(grant['iat'])).toBe(600)

  await device.say({ kind: 'completed', commandId: execute.jti, actionId: rawId, output: done })
  expect(await look(rawId)).toMatchObject({ status: 'COMPLETED', output: done })

  const verify = await device.next('verify', rawId)
  expect(verify['output']).toEqual(done)
  await device.say({
    kind: 'verified',
    commandId: verify.jti,
    actionId: rawId,
    passed: true,
    evidence: { alive: false },
  })
  expect(await look(rawId)).toMatchObject({
    status: 'COMPLETED',
    verification: { status: 'PASSED', attempts: 1, evidence: { alive: false } },
  })
  await device.disconnect()
})

test('an action whose verification finds no effect becomes FAILED', async () => {
  const device = await newDevice('did-not-hold')
  const { rawId } = await submit(device)
  const execute = await device.next('execute', rawId)
  const about = { commandId: execute.jti, actionId: rawId }
  await device.say({ kind: 'claim', ...about })
  await device.say({ kind: 'completed', ...about, output: done })
  const verify = await device.next('verify', rawId)
  await device.say({
    kind: 'verified',
    commandId: verify.jti,
    actionId: rawId,
    passed: false,
    evidence: { alive: true },
  })
  const found = await look(rawId)
  expect(found).toMatchObject({ status: 'FAILED', failure: { code: 'VERIFICATION_FAILED' } })
  expect(found.auditTrail.slice(-2).map(({ kind }) => kind)).toEqual(['VERIFICATION_FAILED', 'ACTION_FAILED'])
  await device.disconnect()
})

test('a claim of a cancelled action is answered with its withdrawal and is not recorded', async () => {
  const device = await newDevice('cancelled')
  const { id, rawId } = await submit(device)
  const execute = await device.next('execute', rawId)
  await stage.as('bob')(
    'mutation ($input: DecideActionInput!) { cancelAction(input: $input) { ... on UserError { code message } } }',
    { input: { actionId: id } },
  )
  const before = await kinds(rawId)
  await device.say({ kind: 'claim', commandId: execute.jti, actionId: rawId })
  const withdraw = await device.next('withdraw', rawId)
  expect(withdraw.commandId).toBe(execute.jti)
  expect(await kinds(rawId)).toEqual(before)
  await device.disconnect()
})

test('missed commands are sent on subscription with the same jti, oldest first, one per lane', async () => {
  const device = await newDevice('away')
  await device.disconnect()
  const first = await submit(device)
  const second = await submit(device, { blockIp: { address: '203.0.113.9' } })
  const long = await submit(device, { collectForensics: { include: ['EVENT_LOGS'] } })
  const file = await submit(device, { quarantineFile: { path: '/tmp/dropper' } })
  await stage.as('bob')('mutation ($id: ID!) { approveAction(input: { actionId: $id }) { __typename } }', {
    id: file.id,
  })
  await device.connect()
  const execute = await device.next('execute', first.rawId)
  expect((await device.next('execute', long.rawId)).action?.type).toBe('COLLECT_FORENSICS')
  expect((await device.next('execute', file.rawId)).action?.type).toBe('QUARANTINE_FILE')
  expect(device.received.some(({ actionId }) => actionId === second.rawId)).toBe(false)

  await device.disconnect()
  await device.connect()
  expect((await device.next('execute', first.rawId)).jti).toBe(execute.jti)
  await device.say({ kind: 'claim', commandId: execute.jti, actionId: first.rawId })
  await device.next('grant', first.rawId)
  const error = { code: 'TARGET_NOT_FOUND', message: 'no such process' }
  await device.say({ kind: 'failed', commandId: execute.jti, actionId: first.rawId, error })
  expect((await device.next('execute', second.rawId)).action?.type).toBe('BLOCK_IP')
  expect(await look(first.rawId)).toMatchObject({ status: 'FAILED', failure: { code: 'TARGET_NOT_FOUND' } })
  await device.disconnect()
})

test('a repeated result changes nothing; late and invalid results are recorded on the ledger', async () => {
  const device = await newDevice('again')
  const { rawId } = await submit(device)
  const execute = await device.next('execute', rawId)
  const about = { commandId: execute.jti, actionId: rawId }
  await device.say({ kind: 'claim', ...about })
  await device.say({ kind: 'claim', ...about })
  await device.next('grant', rawId)
  await device.next('grant', rawId)
  await device.say({ kind: 'completed', ...about, output: done })
  const settled = await kinds(rawId)
  await device.say({ kind: 'completed', ...about, output: done })
  expect(await kinds(rawId)).toEqual(settled)

  await device.say({ kind: 'failed', ...about, error: { code: 'AGENT_ERROR', message: 'no, it failed' } })
  expect(await kinds(rawId)).toEqual([...settled, 'LATE_RESULT'])
  expect((await look(rawId)).status).toBe('COMPLETED')

  await device.publish('results', '{"kind":"completed"')
  await device.say({ kind: 'completed', commandId: execute.jti, actionId: crypto.randomUUID(), output: null })
  const { auditEvents } = await stage.as('audrey')<{
    auditEvents: { edges: { node: { data: { content: string } } }[] }
  }>(
    'query ($device: ID!) { auditEvents(first: 50, filter: { kinds: [REFUSED_RESULT], deviceId: $device }) { edges { node { data } } } }',
    { device: globalId('Device', device.id) },
  )
  expect(auditEvents.edges).toHaveLength(2)
  expect(Buffer.from(auditEvents.edges[0]?.node.data.content ?? '', 'base64').toString()).toBe(
    '{"kind":"completed"',
  )
  await device.disconnect()
})

test('revoking a device cancels its open actions in the same transaction, disconnects it and refuses it from then on', async () => {
  const device = await newDevice('revoked')
  const { rawId } = await submit(device)
  await device.next('execute', rawId)
  await stage.as('ada')('mutation ($id: ID!) { revokeDevice(deviceId: $id) { __typename } }', {
    id: globalId('Device', device.id),
  })
  expect(await look(rawId)).toMatchObject({ status: 'CANCELLED' })
  await expect(device.connect()).rejects.toThrow()
})

test('a reported state is stored unchanged', async () => {
  const device = await newDevice('state')
  const containment = {
    isolated: true,
    isolatedSince: '2026-11-24T09:30:00.000Z',
    blockedAddresses: ['203.0.113.9'],
    quarantinedFiles: [],
  }
  const state = {
    at: new Date().toISOString(),
    hostname: 'renamed',
    platform: 'LINUX',
    agentVersion: '2',
    ipAddresses: ['192.0.2.4'],
    containment,
  }
  await device.publish('state', JSON.stringify(state))
  const { device: found } = await stage.as('vera')<{ device: object }>(
    `query ($id: ID!) { device(id: $id) { hostname online agentVersion ipAddresses
      containment { isolated isolatedSince blockedAddresses quarantinedFiles { originalPath } } } }`,
    { id: globalId('Device', device.id) },
  )
  expect(found).toEqual({
    hostname: 'renamed',
    online: true,
    agentVersion: '2',
    ipAddresses: ['192.0.2.4'],
    containment,
  })
  await device.disconnect()
})

test('a token enrols exactly its number of devices, and a refusal does not reveal the reason', async () => {
  const token = await stage.enrollmentToken()
  await enrollStockDevice(service.device, token, 'only')
  await expect(enrollStockDevice(service.device, token, 'one-too-many')).rejects.toThrow('401')
  const pin = token.split('_').slice(2).join('_')
  const body = { token: 'dfe_nonsense', csr: 'x', hostname: 'h', platform: 'LINUX', agentVersion: '1' }
  expect(await ask(service.device, '/v1/enroll', body, pin)).toMatchObject({
    status: 401,
    body: { status: 401 },
  })
})

test('a block missing from a report is drift until a report has it again or the address is unblocked', async () => {
  const device = await newDevice('drifting')
  const run = async (action: object) => {
    const { rawId } = await submit(device, action)
    const { jti: commandId } = await device.next('execute', rawId)
    await device.say({ commandId, actionId: rawId, kind: 'claim' })
    await device.next('grant', rawId)
    await device.say({ commandId, actionId: rawId, kind: 'completed', output: null })
    return rawId
  }
  const reports = (...blockedAddresses: string[]) =>
    device.publish('state', JSON.stringify({ containment: { isolated: false, blockedAddresses } }))
  const drift = async () => {
    const query = `query ($id: ID!) { device(id: $id) { drift { kind target action { rawId } } }
      devices(filter: { drifted: true }) { edges { node { rawId } } } }`
    const found = await stage.as('vera')<{
      device: { drift: object[] }
      devices: { edges: { node: { rawId: string } }[] }
    }>(query, { id: globalId('Device', device.id) })
    expect(found.devices.edges.some(({ node }) => node.rawId === device.id)).toBe(
      found.device.drift.length > 0,
    )
    return found.device.drift
  }

  const rawId = await run({ blockIp: { address: '203.0.113.7' } })
  await reports('::ffff:203.0.113.7')
  expect(await drift()).toEqual([])
  await reports()
  expect(await drift()).toEqual([{ kind: 'BLOCK_MISSING', target: '203.0.113.7', action: { rawId } }])
  await reports('203.0.113.7')
  expect(await drift()).toEqual([])
  await reports()
  const undo = await run({ unblockIp: { address: '203.0.113.7' } })
  expect(await drift()).toEqual([])
  expect((await kinds(rawId)).filter(kind => kind.startsWith('CONTAINMENT'))).toEqual([
    'CONTAINMENT_DRIFTED',
    'CONTAINMENT_RESTORED',
    'CONTAINMENT_DRIFTED',
  ])
  const completed = (await look(undo)).auditTrail.find(({ kind }) => kind === 'ACTION_COMPLETED')
  expect(completed?.data).toMatchObject({ undoes: rawId })
  await device.disconnect()
})
