import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open, readFile, truncate } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createUploader } from '../../clients/agent/link/upload.ts'
import { openStage, type RunningService, type Stage } from './running-service.ts'
import { enrollStockDevice, type StockDevice } from './stock-device.ts'

/** The service's JavaScript heap limit and the size of an uploaded file, in MiB. */
const memoryLimit = 200
const fileSize = 700

let stage: Stage
let service: RunningService
let token: string
/** The port of the mail server that the test starts later. */
let mailPort: number

beforeAll(async () => {
  stage = await openStage()
  const placeholder = new SMTPServer()
  const listening = placeholder.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  mailPort = (listening.address() as AddressInfo).port
  await new Promise<void>(resolve => placeholder.close(resolve))
  service = await stage.start({
    NODE_OPTIONS: `--max-old-space-size=${memoryLimit}`,
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    SMTP_FROM: 'Defend <defend@example.com>',
  })
  await stage.verifySoon()
  token = await stage.enrollmentToken(10)
})
afterAll(() => stage?.close())

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

interface Submitted {
  readonly submitAction: { action: { id: string; rawId: string; status: string } }
}
const submit = async (who: string, input: object) => {
  const query = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
    ... on SubmitActionPayload { action { id rawId status } } ... on UserError { message } } }`
  const justification = 'It is what this test is about'
  const { submitAction } = await stage.as(who)<Submitted>(query, { input: { justification, ...input } })
  expect(submitAction).toHaveProperty('action')
  return submitAction.action
}
const approve = (who: string, actionId: string) =>
  stage.as(who)(
    `mutation ($input: DecideActionInput!) { approveAction(input: $input) { ... on DecideActionPayload { action { id } } } }`,
    { input: { actionId } },
  )
interface Seen {
  readonly action: {
    status: string
    verification: { status: string }
    artifacts: { name: string; size: number; sha256: string; url: string }[]
    auditTrail: { kind: string }[]
  }
}
const look = async (id: string) =>
  (
    await stage.as('bob')<Seen>(
      `query ($id: ID!) { action(id: $id) { status verification { status }
        artifacts { name size sha256 url } auditTrail { kind } } }`,
      { id },
    )
  ).action

/** Claims an action and waits for the grant. */
async function claim(device: StockDevice, actionId: string) {
  const execute = await device.next('execute', actionId)
  const about = { commandId: execute.jti, actionId, at: new Date().toISOString() }
  await device.say({ ...about, kind: 'claim' })
  await device.next('grant', actionId)
  return { execute, about }
}

test.each([
  ['RSA', 'MQTT'],
  ['RSA', 'WebSocket'],
  ['Ed25519', 'MQTT'],
  ['Ed25519', 'WebSocket'],
] as const)('a device with an %s key enrols and is commanded over %s', async (kind, road) => {
  const device = await enrollStockDevice(service.device, token, `${kind}-${road}`, kind)
  await device.connect(service.device, road)
  const deviceId = globalId('Device', device.id)
  const action = await submit('alice', {
    deviceId,
    action: { killProcess: { pid: 4242, processName: 'x' } },
  })
  const { about } = await claim(device, action.rawId)
  await device.say({ ...about, kind: 'completed', output: { pid: 4242 } })
  await expect.poll(async () => (await look(action.id)).status).toBe('COMPLETED')
  const closed = device.closed()
  await stage.as('ada')(`mutation ($id: ID!) { revokeDevice(deviceId: $id) { __typename } }`, {
    id: deviceId,
  })
  await closed
  await expect(device.connect(service.device, road)).rejects.toThrow()
})

test("a file larger than the service's memory is stored whole and downloaded with a ticket", async () => {
  const device = await enrollStockDevice(service.device, token, 'evidence')
  await device.connect()
  const action = await submit('alice', {
    deviceId: globalId('Device', device.id),
    action: { collectForensics: { include: ['MEMORY_DUMP'] } },
  })
  const { about } = await claim(device, action.rawId)

  const path = join(stage.directory, 'memory.raw')
  const file = await open(path, 'w')
  await file.write('the beginning of a memory dump')
  await file.close()
  await truncate(path, fileSize * 1024 * 1024)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  const sha256 = hash.digest('hex')
  const [host = '', port] = service.device.split(':')
  const uploader = createUploader({
    client: () => ({
      server: { host, port: Number(port) },
      trust: { kind: 'authorities', pem: device.client.ca, notBefore: 0 },
      client: device.client,
    }),
  })
  const size = fileSize * 1024 * 1024
  const metadata = { actionId: action.rawId, name: 'memory.raw', kind: 'MEMORY_DUMP', sha256 }
  await uploader.upload({ path, size, metadata, location: null }, async () => {})
  const peak = /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${service.pid}/status`, 'utf8'))?.[1]
  expect(Number(peak) / 1024).toBeLessThan(fileSize)

  const artifacts = [{ name: 'memory.raw', kind: 'MEMORY_DUMP', sha256, size }]
  await device.say({ ...about, kind: 'completed', output: { artifacts } })
  await expect.poll(async () => (await look(action.id)).status).toBe('COMPLETED')
  const [artifact] = (await look(action.id)).artifacts
  expect(artifact).toMatchObject({ name: 'memory.raw', size, sha256 })
  const answer = await fetch(new URL(artifact?.url ?? '', service.api))
  const received = createHash('sha256')
  for await (const chunk of answer.body ?? []) received.update(chunk)
  expect(received.digest('hex')).toBe(sha256)
  expect((await look(action.id)).auditTrail.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['ARTIFACT_RECEIVED', 'ACTION_COMPLETED', 'ARTIFACT_READ']),
  )
  await device.disconnect()
})

test('a password reset waits for an unreachable mail server, and is verified', async () => {
  const sync = `mutation { syncPerson(input: {externalId: "erin", name: "Erin", email: "erin@example.org"}) {
    ... on SyncPersonPayload { person { id } } } }`
  const { syncPerson } = await stage.as('ines')<{ syncPerson: { person: { id: string } } }>(sync)
  const personId = syncPerson.person.id
  const action = await submit('alice', { action: { forcePasswordReset: { personId } } })
  await approve('bob', action.id)
  await expect.poll(async () => (await look(action.id)).status).toBe('EXECUTING')

  const mails: string[] = []
  const mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', chunk => {
        text += chunk
      })
      stream.on('end', () => {
        mails.push(text)
        done()
      })
    },
  })
  mailServer.listen(mailPort, '127.0.0.1')
  await expect
    .poll(async () => (await look(action.id)).verification.status, { timeout: 30_000 })
    .toBe('PASSED')
  expect(mails).toHaveLength(1)
  expect(mails[0]).toMatch(/^To: Erin <erin@example.org>\r$/m)
  const { people } = await stage.as('vera')<{
    people: { edges: { node: { passwordResetRequiredSince: string } }[] }
  }>(`{ people(search: "erin") { edges { node { passwordResetRequiredSince } } } }`)
  expect(people.edges[0]?.node.passwordResetRequiredSince).toMatch(/Z$/)
  await new Promise<void>(resolve => mailServer.close(resolve))
})

test('an API key works until it is revoked, and the ledger does not contain its secret', async () => {
  const { createApiKey } = await stage.as('ada')<{ createApiKey: { key: string; account: { id: string } } }>(
    `mutation { createApiKey(input: {name: "SIEM", roles: [INTEGRATION]}) {
      ... on CreateApiKeyPayload { key account { id } } } }`,
  )
  const { key, account } = createApiKey
  const ask = () =>
    fetch(`${service.api}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: '{ viewer { ... on ServiceAccount { name } } }' }),
    })
  expect(await (await ask()).json()).toMatchObject({ data: { viewer: { name: 'SIEM' } } })
  await stage.as('ada')(`mutation ($id: ID!) { revokeApiKey(id: $id) { __typename } }`, { id: account.id })
  expect((await ask()).status).toBe(401)
  const { auditEvents } = await stage.as('audrey')<{ auditEvents: object }>(
    `{ auditEvents(last: 200) { edges { node { canonical } } } }`,
  )
  expect(JSON.stringify(auditEvents)).toContain('API_KEY_REVOKED')
  expect(JSON.stringify(auditEvents)).not.toContain(key.split('_').at(-1))
})
