import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type RunningService, type Stage } from '../../server/e2e/running-service.ts'
import type { Simulation } from '../agent/simulated.ts'
import { createClient } from '../sdk/sdk.ts'

// The Python client against the real service. Debian's Python has the packages; `npm test` installs them.
const python = '/usr/bin/python3'
const hasPackages = spawnSync(python, ['-c', 'import httpx, websockets']).status === 0
const folder = fileURLToPath(new URL('./', import.meta.url))

let stage: Stage
let service: RunningService
let fleet: Simulation

describe.skipIf(!hasPackages)('the Python client (needs python3-httpx and python3-websockets)', () => {
  beforeAll(async () => {
    stage = await openStage()
    service = await stage.start()
    fleet = await stage.simulate({ count: 1 })
  })
  afterAll(async () => {
    await stage?.close()
  })

  const environment = async () => ({
    PATH: process.env['PATH'],
    DEFEND_URL: service.api,
    ALICE: await stage.identity.token('alice'),
    BOB: await stage.identity.token('bob'),
  })

  async function run(scenario: string): Promise<unknown> {
    const options = { cwd: folder, env: await environment() }
    const { stdout } = await promisify(execFile)(python, ['session.py', scenario], options)
    return JSON.parse(stdout)
  }

  test('submits, decides, waits and lists', async () => {
    expect(await run('verbs')).toEqual({
      previewed: true,
      refusal: { kind: 'ForbiddenError', code: expect.any(String) },
      verified: ['COMPLETED', 'PASSED'],
      approvedBy: [expect.stringContaining('Bob')],
      bulk: 1,
      ended: ['CANCELLED', 'CANCELLED'],
      history: ['ISOLATE_DEVICE', 'ISOLATE_DEVICE'],
    })
  })

  test('follows each change once and in order although the service crashes', async () => {
    const child = spawn(python, ['session.py', 'follow'], {
      cwd: folder,
      env: await environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> })
    const seen = linesOf(lines)
    await seen.next()
    await kill('The first miner')
    await seen.next()
    await service.crash()
    service = await stage.start()
    await kill('The last miner')
    let last = ''
    for await (const line of seen) last = line
    const sequences = JSON.parse(last) as number[]
    expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index))
    expect(sequences.length).toBeGreaterThanOrEqual(8)
  })

  test('verifies the ledger without the service', async () => {
    expect(await run('ledger')).toEqual({
      whole: [true, true],
      missing: [false, 2, 'missing'],
      altered: [false, 2, 'altered'],
    })
  })

  test('reports failures by code', async () => {
    expect(await run('failures')).toEqual(['UNAUTHENTICATED', 'NETWORK', 'GRAPHQL_VALIDATION_FAILED'])
  })

  async function kill(justification: string): Promise<void> {
    const alice = createClient({ url: service.api, token: await stage.identity.token('alice') })
    const deviceId = btoa(`Device:${fleet.deviceIds[0]}`)
    const outcome = await alice.submit({ deviceId, action: { killProcess: { pid: 4242 } }, justification })
    if (!outcome.ok) throw new Error(outcome.error.message)
  }
})

async function* linesOf(lines: Interface): AsyncGenerator<string> {
  yield* lines
}

test.skipIf(spawnSync('mypy', ['--version']).status !== 0)('the types are sound (needs mypy)', () => {
  const check = spawnSync(
    'mypy',
    [
      '--strict',
      '--no-incremental',
      '--follow-imports=skip',
      '--ignore-missing-imports',
      '--python-executable',
      python,
      'session.py',
      'defend.py',
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  expect(check.stdout).toContain('Success')
})
