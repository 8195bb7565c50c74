import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommandedAction } from '#protocol/command.ts'
import type { Result } from '#protocol/result.ts'
import {
  type Cable,
  describeInNamespaces,
  FRIEND,
  OTHER,
  plugCable,
  SERVER,
  type Worker,
} from '../../testing/namespaces.ts'
import { type Program, startProgram } from '../../testing/program.ts'

let cable: Cable
let server: Worker
let dir: string
let hosts: string
let environment: NodeJS.ProcessEnv
let deviceId: string
const started: Program[] = []

const agent = (...args: string[]): Program => {
  const program = startProgram(
    [...args, '--dir', join(dir, 'agent')],
    'main.ts',
    environment,
    cable.device.within(hosts),
  )
  started.push(program)
  return program
}

async function prepared(): Promise<void> {
  cable = plugCable()
  environment = {}
  dir = await mkdtemp(join(tmpdir(), 'agent-'))
  hosts = join(dir, 'hosts')
  await writeFile(hosts, `127.0.0.1 localhost\n${SERVER.v4} defend.test\n`)
  server = await cable.world.start('server.fixture.ts')
}
async function enrolled(): Promise<void> {
  const token = await server.ask<string>({ op: 'token' })
  const program = agent('enroll', '--server', 'defend.test:443', '--token', token)
  deviceId = String((await program.line('enrolled'))['device'])
}
async function ended(): Promise<void> {
  for (const { process, ended } of started.splice(0)) {
    process.kill('SIGKILL')
    await ended
  }
  await cable.close()
  await rm(dir, { recursive: true })
}

async function act(action: CommandedAction, effectFor: number | null = null): Promise<Result> {
  const actionId = randomUUID()
  const submittedAt = new Date().toISOString()
  const command = { kind: 'execute', actionId, action, submittedAt, effectFor }
  const commandId = await server.ask({ op: 'send', deviceId, command })
  expect(await server.ask({ op: 'result', commandId })).toMatchObject({ kind: 'claim' })
  await server.ask({ op: 'send', deviceId, command: { kind: 'grant', actionId, commandId } })
  const done = await server.ask<Result>({ op: 'result', commandId, kind: 'claim' })
  if (done.kind !== 'completed') return done
  const { at: executedAt, output } = done
  const verify = { kind: 'verify', actionId, action, executedAt, output }
  const commandIdOfVerify = await server.ask({ op: 'send', deviceId, command: verify })
  return server.ask<Result>({ op: 'result', commandId: commandIdOfVerify })
}

const isolate = { type: 'ISOLATE_DEVICE', parameters: { allowAddresses: [] } }
const block = { type: 'BLOCK_IP', parameters: { address: OTHER.v4 } }
/** Resolves once the device has reported this state. */
const state = (isolated: boolean, blocked: string[] = []) => server.ask({ op: 'state', isolated, blocked })
/** Does what deploy/defend-agent-rules.service does before the network starts. */
async function boot(): Promise<void> {
  const unit = await readFile(
    new URL('../../../../deploy/defend-agent-rules.service', import.meta.url),
    'utf8',
  )
  const script = /^ExecStart=\/bin\/sh -c '(.*)' sh /m.exec(unit)?.[1]?.replaceAll('$$', '$') ?? ''
  const files = ['isolation.nft', 'blocks.nft'].map(name => join(dir, 'agent', name))
  cable.device.run('sh', '-c', script, 'sh', ...files)
}
const rules = () => cable.device.run('nft', 'list', 'ruleset')

describeInNamespaces('the agent as a program', () => {
  beforeEach(prepared)
  afterEach(ended)

  test('an isolated device still takes commands, through link loss, kill, reboot and DNS loss', async () => {
    await enrolled()
    const running = agent('run')
    await running.line('connected')
    await state(false)
    expect(await act(isolate)).toMatchObject({ kind: 'verified', passed: true })
    await state(true)

    await writeFile(hosts, '127.0.0.1 localhost\n')
    await server.ask({ op: 'cut' })
    await running.line('connected')
    expect(await act(block)).toMatchObject({ kind: 'verified', passed: true })

    running.process.kill('SIGKILL')
    await running.ended
    cable.device.run('nft', 'flush', 'ruleset')
    await boot()
    expect(rules()).toContain('defend_isolation')
    expect(rules()).toContain('defend_blocks')
    const again = agent('run')
    await again.line('connected')
    await state(true, [OTHER.v4])
    expect(await act({ type: 'UNISOLATE_DEVICE', parameters: { note: null } })).toMatchObject({
      passed: true,
    })
    await state(false, [OTHER.v4])
  })

  test('isolates a device whose name server no longer answers', async () => {
    await enrolled()
    const running = agent('run')
    await running.line('connected')
    await writeFile(hosts, '127.0.0.1 localhost\n')
    expect(await act(isolate)).toMatchObject({ kind: 'verified', passed: true })
  })

  test('isolation behind a proxy allows the proxy and no other host', async () => {
    await cable.world.start('proxy.fixture.ts')
    // Only the proxy can resolve the server's name.
    await writeFile(hosts, `127.0.0.1 localhost\n${FRIEND.v4} proxy.test\n`)
    environment = { HTTPS_PROXY: 'http://proxy.test:3128', NO_PROXY: '' }
    await enrolled()
    const running = agent('run')
    await running.line('connected')
    const verified = await act(isolate)
    expect(verified).toMatchObject({ passed: true, evidence: { server: 'answered' } })
    expect(verified).toHaveProperty('evidence.loadedAtBoot')
    expect(rules()).toContain(`elements = { ${FRIEND.v4} }`)
    expect(rules()).toContain('dport 3128')
    await server.ask({ op: 'cut' })
    await running.line('connected')
    expect(await act({ type: 'UNISOLATE_DEVICE', parameters: { note: null } })).toMatchObject({
      passed: true,
    })
  })

  test("isolation follows the server's name to a new address", async () => {
    await enrolled()
    const running = agent('run')
    await running.line('connected')
    expect(await act(isolate)).toMatchObject({ passed: true })
    // A new server address is unreachable until the rules include it.
    await writeFile(hosts, `127.0.0.1 localhost\n${SERVER.v4} defend.test\n${OTHER.v4} defend.test\n`)
    await server.ask({ op: 'cut' })
    await running.line('connected')
    await expect.poll(rules).toContain(OTHER.v4)
    expect(rules()).toContain(SERVER.v4)
  })

  test('uninstalling lifts the rules and leaves nothing behind', async () => {
    await enrolled()
    const running = agent('run')
    await running.line('connected')
    await act(isolate, 3600)
    await act(block)
    running.process.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0 })
    expect(rules()).toContain('defend_isolation')
    expect(rules()).toContain('defend_blocks')
    expect(await agent('uninstall').ended).toMatchObject({ code: 0 })
    expect(rules()).toBe('')
    expect(await readdir(dir)).toEqual(['hosts'])
  })
})
