import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { enrol } from '../enrol.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { asClient, type Identity } from './identity.ts'
import { createUploader, type UploadedFile, type Uploader, UploadRefused } from './upload.ts'

const KIB = 1024

let server: TestServer
let identity: Identity
let dir: string
let uploader: Uploader
const created: string[] = []
const onCreated = async (location: string) => void created.push(location)

beforeAll(async () => {
  server = await startTestServer()
  identity = await enrolled()
  dir = await mkdtemp(join(tmpdir(), 'upload-'))
})
afterAll(async () => {
  await server.close()
  await rm(dir, { recursive: true })
})
beforeEach(() => {
  uploader = createUploader({ client: () => asClient(identity), chunkBytes: 64 * KIB, firstPauseMs: 1 })
})
afterEach(() => {
  created.length = 0
  server.artifacts.stored.clear()
  server.artifacts.requests.length = 0
  server.artifacts.refuseWith.length = 0
})

const enrolled = () =>
  enrol({
    server: server.address,
    token: server.token,
    hostname: 'test',
    platform: 'LINUX',
    agentVersion: '1',
  })

async function file(size: number, location: string | null = null): Promise<UploadedFile & { bytes: Buffer }> {
  const bytes = randomBytes(size)
  const path = join(dir, 'file')
  await writeFile(path, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { path, size, location, bytes, metadata: { actionId: 'a', name: 'ü.tar.gz', kind: 'OTHER', sha256 } }
}
const onlyStored = () => {
  expect(server.artifacts.stored.size).toBe(1)
  return [...server.artifacts.stored.values()][0]
}

test('creates the upload, sends chunks, returns the location', async () => {
  const sent = await file(200 * KIB)
  const location = await uploader.upload(sent, onCreated)
  expect(created).toEqual([location])
  expect(server.artifacts.requests).toEqual(['POST', 'HEAD', 'PATCH', 'PATCH', 'PATCH', 'PATCH'])
  expect(onlyStored()).toMatchObject({ deviceId: identity.deviceId, length: sent.size })
  expect(onlyStored()?.bytes.equals(sent.bytes)).toBe(true)
  expect(Object.fromEntries(onlyStored()?.metadata ?? [])).toEqual(sent.metadata)
  expect(await uploader.look(location)).toMatchObject({ received: sent.size, size: sent.size })
  expect(await uploader.look('/v1/artifacts/none')).toBeNull()
})

test('resumes after every lost connection', async () => {
  const sent = await file(300 * KIB)
  server.artifacts.cutAfter.push(10 * KIB, 70 * KIB, 70 * KIB, 250 * KIB)
  await uploader.upload(sent, onCreated)
  expect(created).toHaveLength(1)
  expect(onlyStored()?.bytes.equals(sent.bytes)).toBe(true)
})

test('resumes after a crash from the noted location', async () => {
  const sent = await file(300 * KIB)
  await uploader.upload(sent, onCreated)
  const [first = ''] = created
  server.artifacts.requests.length = 0
  const stored = onlyStored()
  if (stored) stored.bytes = stored.bytes.subarray(0, 100 * KIB)
  await uploader.upload({ ...sent, location: first }, onCreated)
  expect(server.artifacts.requests).toEqual(['HEAD', 'PATCH', 'PATCH', 'PATCH', 'PATCH'])
  expect(onlyStored()?.bytes.equals(sent.bytes)).toBe(true)
})

test('retries temporary errors, and creates forgotten uploads again', async () => {
  const sent = await file(10 * KIB)
  server.artifacts.refuseWith.push(503, 429)
  await uploader.upload(sent, onCreated)
  await uploader.upload({ ...sent, location: '/v1/artifacts/forgotten' }, onCreated)
  expect(created).toHaveLength(2)
  expect([...server.artifacts.stored.values()].every(({ bytes }) => bytes.equals(sent.bytes))).toBe(true)
})

test.each([403, 413, 507])('%i is final', async status => {
  const sent = await file(KIB)
  server.artifacts.refuseWith.push(status)
  const refused = await uploader.upload(sent, onCreated).catch(error => error)
  expect(refused).toBeInstanceOf(UploadRefused)
  expect(refused).toMatchObject({ status })
})

test('the server refuses content with the wrong hash', async () => {
  const sent = await file(KIB)
  const wrong = { ...sent, metadata: { ...sent.metadata, sha256: '0'.repeat(64) } }
  await expect(uploader.upload(wrong, onCreated)).rejects.toMatchObject({ status: 460 })
})

test('each request uses the current certificate', async () => {
  const sent = await file(200 * KIB)
  const other = await enrolled()
  let uploads = 0
  const changing = createUploader({
    client: () => {
      uploads += 1
      return asClient(uploads === 1 ? identity : other)
    },
    firstPauseMs: 1,
  })
  // The upload belongs to the first device. The second device can't see it and creates its own.
  await changing.upload(sent, onCreated)
  expect([...server.artifacts.stored.values()].map(({ deviceId }) => deviceId)).toEqual([
    identity.deviceId,
    other.deviceId,
  ])
})
