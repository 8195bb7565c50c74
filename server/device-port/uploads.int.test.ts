import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { type RequestOptions, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { announceArtifact, giveUpArtifact, receiveArtifact } from '#app/action/artifacts.ts'
import type { ArtifactApplication } from '#app/application.ts'
import { Unavailable } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { createUploader } from '../../clients/agent/link/upload.ts'
import { requestCertificate } from '../pki/test-device.ts'
import { openArtifacts } from '../postgres/devices/artifacts.ts'
import { openScene, type Scene } from '../testing/scene.ts'
import { authenticateBy, identifyConnection } from './identify-connection.ts'
import { createRoutes } from './routes.ts'
import { openTestKeys, openTestPort, type TestKeys, type TestPort, TRUST_DOMAIN } from './test-kit.ts'
import { openUploads, type UploadsOptions } from './uploads.ts'

let scene: Scene
let keys: TestKeys
let directory: string
beforeAll(async () => {
  scene = await openScene()
  keys = await openTestKeys()
  directory = await mkdtemp(join(tmpdir(), 'artifacts-'))
})
afterAll(async () => {
  await scene.close()
  await keys.close()
  await rm(directory, { recursive: true })
})

interface Client {
  readonly key: string
  readonly cert: string
}
interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly text: string
}
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const encode = (metadata: Record<string, string>) =>
  Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

/** The device port of a separate process, with the real use cases. */
async function openPort(options: Partial<UploadsOptions> = {}, changed: Partial<ArtifactApplication> = {}) {
  const { ledger } = scene
  const errors: unknown[] = []
  const log = { error: (...what: unknown[]) => void errors.push(what) }
  const app = {
    ...openArtifacts(scene.pool),
    announce: announceArtifact({ ledger }),
    receive: receiveArtifact({ ledger }),
    giveUp: giveUpArtifact({ ledger }),
    ...changed,
  }
  const artifacts = await openUploads({ app, directory, newId: randomUUID, log, ...options })
  const known = {
    identify: async (device: string) => {
      const [row] = await scene.pool.query<{ organization: string }>(
        'SELECT organization_id AS organization FROM device WHERE id = $1 AND revoked_at IS NULL',
        [device],
      )
      return row ? { device, organization: row.organization } : null
    },
  }
  const never = () => Promise.reject(new Error('not here'))
  const api = createRoutes({
    app: { enroll: never, renew: never },
    authority: keys,
    authenticate: authenticateBy(identifyConnection(TRUST_DOMAIN, Date.now), known),
    now: Date.now,
    log,
    artifacts,
  })
  const port = await openTestPort(keys, api)
  onTestFinished(() => port.close())
  return { ...port, errors, artifacts }
}

async function setUp(port: TestPort) {
  const organization = await scene.organization()
  const device = async () => {
    const id = await organization.device()
    const { key, csr } = await requestCertificate()
    const issued = await keys.issue(csr, { organization: organization.id, device: id })
    return { id, key, cert: issued?.certificate ?? '' }
  }
  const one = await device()
  const action = await organization.submit(one.id, { collectForensics: { include: ['EVENT_LOGS'] } })
  await scene.claims(action)
  const ask = (
    method: string,
    path: string,
    headers: Record<string, string | number> = {},
    body?: Buffer,
    client: Client | null = one,
  ) => askAs(port, client, { method, path, headers: { 'tus-resumable': '1.0.0', ...headers } }, body)
  const metadata = (content: Buffer, more = {}) => ({
    actionId: action.id,
    name: 'event-logs.tar.gz',
    kind: 'EVENT_LOGS',
    sha256: sha256(content),
    ...more,
  })
  const create = (content: Buffer, more: object = {}, length = content.length) =>
    ask('POST', '/v1/artifacts', {
      'upload-length': length,
      'upload-metadata': encode(metadata(content, more)),
    })
  const send = (location: string, content: Buffer, offset = 0, headers = {}) =>
    ask(
      'PATCH',
      location,
      { 'content-type': 'application/offset+octet-stream', 'upload-offset': offset, ...headers },
      content,
    )
  return { ...organization, organization: organization.id, one, device, action, ask, create, send, metadata }
}

function askAs(
  port: TestPort,
  client: Client | null,
  options: RequestOptions,
  body?: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port: port.port, ca: keys.caCertificates, agent: false }
    const asked = request(
      { ...target, ...(client && { key: client.key, cert: client.cert }), ...options },
      async response => {
        let text = ''
        for await (const chunk of response.setEncoding('utf8')) text += chunk
        resolve({ status: response.statusCode ?? 0, headers: response.headers as Answer['headers'], text })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

const idIn = (location = '') => location.split('/').at(-1) ?? ''
const receivedOf = async ({ id }: Action) => {
  const rows = await scene.pool.query<{ name: string; sha256: string; size: string }>(
    'SELECT name, sha256, size FROM artifact WHERE action_id = $1 AND received_at IS NOT NULL',
    [id],
  )
  return rows.map(({ name, sha256, size }) => ({ name, sha256, size: Number(size) }))
}

test('serves tus 1.0 with creation and termination, without GET, only to clients with a certificate', async () => {
  const port = await openPort()
  const { ask, create, send, action, organization, one } = await setUp(port)
  const options = await ask('OPTIONS', '/v1/artifacts')
  expect(options.status).toBe(204)
  expect(options.headers).toMatchObject({ 'tus-version': '1.0.0', 'tus-extension': 'creation,termination' })

  const content = randomBytes(300_000)
  const created = await create(content)
  expect(created.status).toBe(201)
  const { location = '' } = created.headers
  expect(location).toMatch(/^\/v1\/artifacts\/[0-9a-f-]{36}$/)
  expect((await send(location, content.subarray(0, 100_000))).headers['upload-offset']).toBe('100000')
  expect((await send(location, content, 0)).status).toBe(409)
  const head = await ask('HEAD', location)
  expect(head.headers).toMatchObject({ 'upload-offset': '100000', 'upload-length': '300000' })
  expect(await receivedOf(action)).toEqual([])
  expect((await send(location, content.subarray(100_000), 100_000)).status).toBe(204)
  expect(await receivedOf(action)).toEqual([
    { name: 'event-logs.tar.gz', sha256: sha256(content), size: 300_000 },
  ])
  expect((await scene.events(organization, 'ARTIFACT_RECEIVED'))[0]).toMatchObject({
    action: action.id,
    actor: { kind: 'system', id: one.id, name: 'agent' },
    data: { artifact: idIn(location), kind: 'EVENT_LOGS', sha256: sha256(content), size: 300_000 },
  })
  expect((await stat(join(directory, idIn(location)))).mode & 0o777).toBe(0o600)

  expect((await ask('GET', location)).status).toBe(405)
  expect((await ask('HEAD', location, {}, undefined, null)).status).toBe(401)
  expect((await ask('OPTIONS', '/v1/artifacts', {}, undefined, null)).status).toBe(401)
  expect((await ask('DELETE', location)).status).toBe(400)

  const other = (await create(content, { name: 'other' })).headers['location'] ?? ''
  await send(other, content.subarray(0, 10))
  expect((await ask('DELETE', other)).status).toBe(204)
  expect((await ask('HEAD', other)).status).toBe(404)
  expect(await readdir(directory)).not.toContain(idIn(other))
  expect(port.errors).toEqual([])
})

test("accepts uploads only while the device's own action is EXECUTING, and hides uploads of other devices", async () => {
  const port = await openPort()
  const { ask, create, send, action, device, submit, one } = await setUp(port)
  const content = randomBytes(1000)
  const { location = '' } = (await create(content)).headers
  const other = await device()
  for (const method of ['HEAD', 'PATCH', 'DELETE']) {
    const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': 0 }
    expect((await ask(method, location, headers, undefined, other)).status).toBe(404)
  }
  expect((await ask('HEAD', `/v1/artifacts/${randomUUID()}`)).status).toBe(404)
  expect((await ask('HEAD', '/v1/artifacts/../../etc/passwd')).status).toBe(404)

  const elsewhere = await submit(other.id, { collectForensics: {} })
  await scene.claims(elsewhere)
  expect((await create(content, { actionId: elsewhere.id })).status).toBe(404)
  expect((await create(content, { actionId: randomUUID() })).status).toBe(404)
  const waiting = await submit(one.id, { collectForensics: {} })
  expect((await create(content, { actionId: waiting.id })).status).toBe(403)

  await scene.fails(action)
  expect((await create(content)).status).toBe(403)
  expect((await send(location, content)).status).toBe(403)
  // The next clean-up removes its remains.
  expect(await readdir(directory)).toContain(idIn(location))
  await port.artifacts.cleanUp()
  expect(await readdir(directory)).not.toContain(idIn(location))
  expect((await ask('HEAD', location)).status).toBe(404)
})

test('the server hashes the received bytes and refuses a mismatch', async () => {
  const port = await openPort()
  const { ask, create, send, action } = await setUp(port)
  const content = randomBytes(5000)
  const { location = '' } = (await create(content, { sha256: '0'.repeat(64) })).headers
  const refused = await send(location, content)
  expect([refused.status, refused.text]).toEqual([460, expect.stringContaining('sha256')])
  expect(await receivedOf(action)).toEqual([])
  expect((await ask('HEAD', location)).status).toBe(404)
  expect(await readdir(directory)).not.toContain(idIn(location))
  const empty = await create(Buffer.alloc(0), { name: 'empty' })
  expect(empty.status).toBe(201)
  expect(await receivedOf(action)).toHaveLength(1)
})

test('invalid metadata is refused with the name of the field', async () => {
  const { ask, create, metadata } = await setUp(await openPort())
  const content = Buffer.from('x')
  const fault = async (more: object) => {
    const { status, text } = await create(content, more)
    return [status, /(\w+) must/.exec(text)?.[1]]
  }
  for (const name of ['../x', 'a/b', 'a\\b', '..', '.', '', 'a\0b', 'a\nb', 'ü'.repeat(128)])
    expect(await fault({ name })).toEqual([400, 'name'])
  expect(await fault({ name: 'ü'.repeat(127) })).toEqual([201, undefined])
  expect(await fault({ kind: 'MEMORY' })).toEqual([400, 'kind'])
  expect(await fault({ sha256: 'abc' })).toEqual([400, 'sha256'])
  expect(await fault({ actionId: 'x' })).toEqual([400, 'actionId'])
  const post = (headers: Record<string, string | number>) =>
    ask('POST', '/v1/artifacts', { 'upload-metadata': encode(metadata(content)), ...headers })
  expect((await post({})).status).toBe(400)
  expect((await post({ 'upload-defer-length': 1 })).status).toBeGreaterThanOrEqual(400)
  expect((await post({ 'upload-length': -1 })).status).toBe(400)
  expect((await ask('POST', '/v1/artifacts', { 'upload-length': 1 })).status).toBe(400)
  expect((await post({ 'upload-length': 1, 'tus-resumable': '0.2.2' })).status).toBeGreaterThanOrEqual(400)
})

test('accepts up to 16 files and 64 GiB per action, and answers 507 if disk space is short', async () => {
  const plenty = async () => 2 ** 50
  const port = await openPort({ free: plenty })
  const { create, ask } = await setUp(port)
  const content = Buffer.from('x')
  const gib = 1024 ** 3
  expect((await create(content, {}, 64 * gib + 1)).status).toBe(413)
  const first = await create(content, { name: 'first' }, 64 * gib)
  expect(first.status).toBe(201)
  expect((await create(content, { name: 'second' })).status).toBe(413)
  await ask('DELETE', first.headers['location'] ?? '')
  for (let i = 0; i < 16; i++) expect((await create(content, { name: `file ${i}` })).status).toBe(201)
  expect((await create(content, { name: 'file 17' })).status).toBe(413)

  let free = 2 * gib
  const short = await setUp(await openPort({ free: async () => free }))
  expect((await short.create(content, {}, 2 * gib)).status).toBe(507)
  const { location = '' } = (await short.create(content)).headers
  free = 0
  expect((await short.send(location, content)).status).toBe(507)
  free = gib
  expect((await short.send(location, content)).status).toBe(204)
})

test('an upload resumes after a lost connection, and in another process after a crash', async () => {
  const content = randomBytes(3_000_000)
  const first = await openPort()
  const { ask, create, send, action, one } = await setUp(first)
  const { location = '' } = (await create(content)).headers
  await new Promise<void>(resolve => {
    const half = request({
      host: '127.0.0.1',
      port: first.port,
      ca: keys.caCertificates,
      key: one.key,
      cert: one.cert,
      agent: false,
      method: 'PATCH',
      path: location,
      headers: {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': 0,
        'content-length': content.length,
      },
    })
    half.on('error', () => {})
    half.on('close', resolve)
    half.write(content.subarray(0, 1_000_000), () => half.destroy())
  })
  const offset = Number((await ask('HEAD', location)).headers['upload-offset'])
  expect(offset).toBeLessThanOrEqual(1_000_000)
  const cut = await send(location, content.subarray(offset, offset + 500_000), offset)
  expect(cut.status).toBe(204)

  const second = await openPort()
  const askAgain = (method: string, headers = {}, body?: Buffer) =>
    askAs(second, one, { method, path: location, headers: { 'tus-resumable': '1.0.0', ...headers } }, body)
  expect((await askAgain('HEAD')).headers['upload-offset']).toBe(String(offset + 500_000))
  const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': offset + 500_000 }
  expect((await askAgain('PATCH', headers, content.subarray(offset + 500_000))).status).toBe(204)
  expect(await receivedOf(action)).toEqual([expect.objectContaining({ sha256: sha256(content) })])
})

test('a database outage at the last byte loses nothing: a later HEAD completes the upload', async () => {
  let isAway = true
  const receive = receiveArtifact({ ledger: scene.ledger })
  const port = await openPort(
    {},
    { receive: artifact => (isAway ? Promise.reject(new Unavailable('away')) : receive(artifact)) },
  )
  const { ask, create, send, action } = await setUp(port)
  const content = randomBytes(1000)
  const { location = '' } = (await create(content)).headers
  expect((await send(location, content)).status).toBe(503)
  expect((await ask('HEAD', location)).status).toBe(503)
  isAway = false
  expect((await ask('HEAD', location)).headers['upload-offset']).toBe('1000')
  expect(await receivedOf(action)).toHaveLength(1)
})

test('a `completed` with a missing artifact or a wrong hash becomes FAILED with AGENT_ERROR', async () => {
  const port = await openPort()
  const content = randomBytes(1000)
  const completes = async (artifacts: object[]) => {
    const { create, send, action, organization } = await setUp(port)
    await send((await create(content)).headers['location'] ?? '', content)
    const result = { kind: 'completed', output: { artifacts }, artifacts: [] } as never
    const { life } = await scene.reports(action, result)
    const before = await scene.kinds(action)
    await scene.reports(action, result)
    expect(await scene.kinds(action)).toEqual(before)
    const [completed] = await scene.events(organization, 'ACTION_COMPLETED')
    return { life, completed }
  }
  const named = { name: 'event-logs.tar.gz', kind: 'EVENT_LOGS', sha256: sha256(content), size: 1000 }
  const good = await completes([named])
  expect(good.life).toMatchObject({ status: 'COMPLETED', output: { artifacts: [named] } })
  expect(good.completed).toMatchObject({ data: { artifacts: [expect.stringMatching(/^[0-9a-f-]{36}$/)] } })
  const failed = { status: 'FAILED', failure: { code: 'AGENT_ERROR' } }
  expect((await completes([named, { ...named, name: 'memory.gz' }])).life).toMatchObject(failed)
  expect((await completes([{ ...named, sha256: '0'.repeat(64) }])).life).toMatchObject(failed)
  expect((await completes([{}])).life).toMatchObject(failed)
  expect((await completes([])).life).toMatchObject({ status: 'COMPLETED' })
})

test("the agent's uploader works against the server", async () => {
  const port = await openPort()
  const { action, one, metadata } = await setUp(port)
  const content = randomBytes(2_000_000)
  const path = join(directory, '..', `${action.id}.tmp`)
  await writeFile(path, content)
  onTestFinished(() => rm(path))
  const uploader = createUploader({
    client: () => ({
      server: { host: '127.0.0.1', port: port.port },
      trust: { kind: 'pin', spkiSha256: keys.pin },
      client: one,
    }),
    chunkBytes: 300_000,
    firstPauseMs: 1,
  })
  const file = { path, size: content.length, metadata: metadata(content), location: null }
  const location = await uploader.upload(file, async () => {})
  expect(await uploader.look(location)).toMatchObject({ received: content.length, size: content.length })
  expect(await receivedOf(action)).toHaveLength(1)
  const wrong = { ...file, metadata: metadata(content, { name: 'wrong', sha256: '0'.repeat(64) }) }
  await expect(uploader.upload(wrong, async () => {})).rejects.toMatchObject({ status: 460 })
})
