import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Program, startProgram } from '../testing/program.ts'
import { startTestProxy, type TestProxy } from '../testing/proxy.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { readIdentity, renewalDue } from './identity.ts'

// No DNS server knows this name, so only traffic through the proxy can reach it.
const NAME = 'defend.invalid'
const CREDENTIALS = 'device:p@ss'

let server: TestServer
let proxy: TestProxy
let dir: string
const started: ChildProcess[] = []

beforeEach(async () => {
  server = await startTestServer({ name: NAME })
  proxy = await startTestProxy({ credentials: CREDENTIALS, hosts: { [NAME]: server.address.host } })
  dir = await mkdtemp(join(tmpdir(), 'proxy-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  await proxy.close()
  await server.close()
  await rm(dir, { recursive: true, force: true })
})

const at = () => `${NAME}:${server.address.port}`

function agent(credentials: string, ...args: string[]): Program {
  const [user, password] = credentials.split(':').map(encodeURIComponent)
  const { host, port } = proxy.address
  const environment = { HTTPS_PROXY: `http://${user}:${password}@${host}:${port}`, NO_PROXY: '' }
  const program = startProgram([...args, '--dir', dir], 'main.ts', environment)
  started.push(program.process)
  return program
}

test('enrolment, time, renewal, commands and uploads all use the proxy', async () => {
  const enrolling = agent(CREDENTIALS, 'enroll', '--server', at(), '--token', server.token)
  const deviceId = String((await enrolling.line('enrolled'))['device'])
  const identity = await readIdentity(dir)
  if (identity === null) throw new Error('not enrolled')
  expect(identity.server).toEqual({ host: NAME, port: server.address.port })

  server.ahead = renewalDue(identity) - Date.now() + 60_000
  const running = agent(CREDENTIALS, 'run')
  await running.line('connected')
  expect(server.webSockets).toEqual([deviceId])
  await expect.poll(() => server.renewals).toEqual([deviceId])
  await expect.poll(() => readFile(join(dir, 'identity.json'), 'utf8')).not.toContain(identity.certificate)
  expect(await readFile(join(dir, 'identity.json'), 'utf8')).not.toContain('p@ss')

  const watched = spawn('sleep', ['600'], { stdio: 'ignore' })
  started.push(watched)
  await once(watched, 'spawn')
  const actionId = randomUUID()
  const parameters = { include: ['MEMORY_DUMP'], pid: watched.pid ?? 0 }
  const commandId = await server.send(deviceId, {
    kind: 'execute',
    actionId,
    action: { type: 'COLLECT_FORENSICS', parameters },
    submittedAt: new Date(Date.now() + server.ahead).toISOString(),
    effectFor: null,
  })
  const ofIt = (result: { commandId: string }) => result.commandId === commandId
  expect(await server.result(ofIt)).toMatchObject({ kind: 'claim' })
  await server.send(deviceId, { kind: 'grant', actionId, commandId })
  expect(await server.result(ofIt)).toMatchObject({
    kind: 'completed',
    output: { artifacts: [{ kind: 'MEMORY_DUMP' }] },
  })

  // The next connection uses the new certificate, and the old tunnels are closed.
  server.cut()
  await running.line('connected')
  expect(server.webSockets).toEqual([deviceId, deviceId])
  expect(new Set(proxy.requested)).toEqual(new Set([at()]))
  await expect.poll(() => proxy.open()).toBe(1)
  running.process.kill('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 0 })
  await expect.poll(() => proxy.open()).toBe(0)
})

test('distinguishes a refusal by the proxy from a refusal by the server', async () => {
  const enrolling = agent('device:wrong', 'enroll', '--server', at(), '--token', server.token)
  const { code, stderr } = await enrolling.ended
  expect(code).toBe(4)
  expect(stderr).toContain(`proxy 127.0.0.1:${proxy.address.port}: it answered 407`)
})

test('MQTT over WebSocket works without a proxy on request', async () => {
  const direct = await startTestServer()
  try {
    const { host, port } = direct.address
    const enrolling = startProgram([
      'enroll',
      '--server',
      `${host}:${port}`,
      '--token',
      direct.token,
      '--dir',
      dir,
    ])
    const deviceId = String((await enrolling.line('enrolled'))['device'])
    const running = startProgram(['run', '--dir', dir, '--websocket'])
    started.push(running.process)
    await running.line('connected')
    await direct.state(() => true)
    expect(direct.webSockets).toEqual([deviceId])
    running.process.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0 })
  } finally {
    await direct.close()
  }
})
