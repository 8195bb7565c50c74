import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CommandedAction } from '#protocol/command.ts'
import type { Result } from '#protocol/result.ts'
import { bundleAgent } from './bundle.ts'
import { readDurableMap } from './state/durable-map.ts'
import { driveToItsEnd, type End, MOMENTS } from './testing/crash.ts'
import { type Cable, describeInNamespaces, plugCable, SERVER, type Worker } from './testing/namespaces.ts'
import { type Program, startProgram } from './testing/program.ts'

let cable: Cable
let server: Worker
let dir: string
let deviceId: string
const started: Program[] = []

function agent(environment: NodeJS.ProcessEnv, ...args: string[]): Program {
  const program = startProgram(
    [...args, '--dir', join(dir, 'agent')],
    join(dir, 'crashing-agent.mjs'),
    environment,
    cable.device.within(join(dir, 'hosts')),
  )
  started.push(program)
  return program
}

async function enrolled(): Promise<void> {
  cable = plugCable()
  dir = await mkdtemp(join(tmpdir(), 'crash-network-'))
  await writeFile(join(dir, 'hosts'), `127.0.0.1 localhost\n${SERVER.v4} defend.test\n`)
  const entry = fileURLToPath(new URL('./testing/crashing-agent.ts', import.meta.url))
  await bundleAgent(join(dir, 'crashing-agent.mjs'), entry)
  server = await cable.world.start('server.fixture.ts')
  const token = await server.ask<string>({ op: 'token' })
  const enrolling = agent({}, 'enroll', '--server', 'defend.test:443', '--token', token)
  deviceId = String((await enrolling.line('enrolled'))['device'])
  await enrolling.ended
}

async function unplugged(): Promise<void> {
  await cable.close()
  await rm(dir, { recursive: true })
}

async function ended(): Promise<void> {
  for (const { process, ended } of started.splice(0)) {
    process.kill('SIGKILL')
    await ended
  }
}

function drive(action: CommandedAction, crash: string): Promise<End> {
  const peer = {
    send: (command: object) => server.ask({ op: 'send', deviceId, command }),
    result: (commandId: string) => server.ask<Result>({ op: 'result', commandId }),
  }
  const run = (environment: NodeJS.ProcessEnv) => agent(environment, 'run')
  return driveToItsEnd({ peer, action, effectFor: 3600, run, crash, dir })
}

const table = (name: string) => {
  const rules = cable.device.run('nft', 'list', 'ruleset')
  return rules.includes(`table inet ${name}`) ? cable.device.run('nft', 'list', 'table', 'inet', name) : ''
}
const saved = (name: string) => readFile(join(dir, 'agent', name), 'utf8').catch(() => null)
const timers = async () => [...(await readDurableMap(join(dir, 'agent', 'effects.ndjson'))).keys()]

describeInNamespaces('killed at every write', () => {
  beforeAll(enrolled)
  afterAll(unplugged)
  afterEach(ended)

  test.each(MOMENTS)(
    'BLOCK_IP, killed %s each write: blocked, in the boot rules, one timer, result always sent',
    async moment => {
      let write = 0
      for (let crashed = true; crashed; ) {
        write += 1
        const address = moment === 'before' ? `203.0.113.${write}` : `198.51.100.${write}`
        const end = await drive({ type: 'BLOCK_IP', parameters: { address } }, `${moment}:${write}`)
        crashed = end.crashed
        expect({ write, kind: end.result?.kind }).toEqual({ write, kind: 'completed' })
        expect(table('defend_blocks').match(new RegExp(`${address}(?!\\d)`, 'g'))).toHaveLength(1)
        expect(await saved('blocks.nft')).toContain(`# blocks ${address}\n`)
        expect((await timers()).filter(target => target.endsWith(address))).toHaveLength(1)
      }
      expect(write).toBeGreaterThan(8)
    },
    180_000,
  )

  test.each(MOMENTS)(
    'ISOLATE_DEVICE, killed %s each write: isolated, in the boot rules, one timer, result always sent',
    async moment => {
      let write = 0
      for (let crashed = true; crashed; ) {
        write += 1
        // Start like a device that was never isolated.
        for (const name of ['isolation.nft', 'effects.ndjson'])
          await rm(join(dir, 'agent', name), { force: true })
        cable.device.run('nft', 'flush', 'ruleset')
        const action = { type: 'ISOLATE_DEVICE', parameters: { allowAddresses: [] } }
        const end = await drive(action, `${moment}:${write}`)
        crashed = end.crashed
        expect({ write, kind: end.result?.kind }).toEqual({ write, kind: 'completed' })
        expect(table('defend_isolation')).toContain('policy drop')
        expect(await saved('isolation.nft')).toContain(SERVER.v4)
        expect((await timers()).filter(target => target.includes('isolation'))).toHaveLength(1)
      }
      expect(write).toBeGreaterThan(8)
    },
    180_000,
  )
})
