import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type RunningService, type Stage } from '../../server/e2e/running-service.ts'
import { type Simulation, simulateDevices } from '../agent/simulated.ts'
import { run } from './program.ts'

let stage: Stage
let service: RunningService
let fleet: Simulation
let folder: string
const devices = 6

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'defend-cli-'))
  stage = await openStage()
  service = await stage.start()
  await stage.as('ada')('mutation { updateResponseSettings(input: { verificationDelay: 1 }) { __typename } }')
  await login('ada')
  const { token } = JSON.parse((await as('ada', 'enroll-token', '--uses', `${devices}`, '--json')).out)
  const [host = '', port] = service.device.split(':')
  fleet = await simulateDevices({
    count: devices,
    hostnamePrefix: 'sim',
    server: { host, port: Number(port) },
    token,
    log: () => {},
  })
  for (const person of ['alice', 'bob', 'vera', 'audrey']) await login(person)
})
afterAll(async () => {
  await fleet?.close()
  await stage?.close()
  await rm(folder, { recursive: true, force: true })
})

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}
interface Situation {
  /** What somebody types; null: nobody is there. */
  readonly types?: string | null
  readonly signal?: AbortSignal
  readonly onOut?: (text: string) => void
}

/** One command, as a person of the demo: everybody has a config folder of their own. */
async function command(person: string, args: readonly string[], situation: Situation = {}): Promise<Said> {
  const { types = null, signal = new AbortController().signal, onOut } = situation
  let out = ''
  let err = ''
  const code = await run(args, {
    env: {
      DEFEND_CONFIG_DIR: join(folder, person),
      DEFEND_URL: service.api,
      DEFEND_ISSUER: stage.identity.issuer,
    },
    stdin: Readable.from(types === null ? [] : [types]),
    isInteractive: types !== null,
    canRedraw: false,
    out: text => {
      out += text
      onOut?.(text)
      return undefined
    },
    err: text => {
      err += text
    },
    signal,
  })
  return { code, out, err }
}
const as = (person: string, ...args: string[]) => command(person, args)
const login = (person: string) => as(person, 'login', '--as', person)
const reason = ['--because', 'It was seen by EDR']
function jsonOf({ out, err }: Said) {
  if (!out.startsWith('{')) throw new Error(`no JSON but ${out}${err}`)
  return JSON.parse(out)
}

describe('signing in', () => {
  test('keeps the token where nobody else reads it', async () => {
    expect((await stat(join(folder, 'alice'))).mode & 0o777).toBe(0o700)
    const file = join(folder, 'alice', 'credentials.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const { services } = JSON.parse(await readFile(file, 'utf8'))
    expect(Object.keys(services)).toEqual([service.api])
  })

  test('says who one is', async () => {
    expect(jsonOf(await as('alice', 'whoami', '--json'))).toMatchObject({
      name: 'Alice Moreau',
      roles: ['ANALYST'],
    })
    expect((await as('alice', 'whoami')).out).toContain('You are  Alice Moreau <alice@demo.example>')
  })

  test('without it: 4, and what to do', async () => {
    expect(await as('nobody', 'pending')).toEqual({
      code: 4,
      out: '',
      err: `You are not signed in at ${service.api}. Run: defend login\n`,
    })
    expect((await as('nobody', 'pending', '--token', 'nonsense')).code).toBe(4)
  })

  test('signing out forgets it', async () => {
    await login('vera')
    expect((await as('vera', 'logout')).code).toBe(0)
    expect((await as('vera', 'whoami')).code).toBe(4)
    await login('vera')
  })
})

describe('one action', () => {
  test('is submitted, followed and done', async () => {
    const submit = ['submit', 'kill-process', '-d', 'sim-0001', '--pid', '4242', '--name', 'xmrig', ...reason]
    const { code, out } = await as('alice', ...submit, '--wait')
    expect(code).toBe(0)
    for (const kind of ['ACTION_SUBMITTED', 'ACTION_STARTED', 'ACTION_COMPLETED', 'VERIFICATION_PASSED'])
      expect(out).toContain(kind)
  })

  test('that is destructive is asked about: only a yes is one', async () => {
    const isolate = ['submit', 'isolate', '-d', 'sim-0002', '--for', '2h', '--allow', '192.0.2.1', ...reason]
    const nobody = await command('alice', isolate)
    expect(nobody).toMatchObject({ code: 2 })
    expect(nobody.err).toContain('say --yes')
    expect(await command('alice', isolate, { types: 'maybe\n' })).toMatchObject({ code: 7, out: '' })
    const dry = jsonOf(await as('alice', ...isolate, '--dry-run', '--json'))
    expect(dry).toMatchObject({ destructive: true, approvalsRequired: 1 })
    const yes = jsonOf(await command('alice', [...isolate, '--json'], { types: 'yes\n' }))
    expect(yes).toMatchObject({ status: 'PENDING_APPROVAL', effectFor: 7200, digest: dry.digest })
  })

  test('is approved by somebody else', async () => {
    const [waiting] = (await as('bob', 'pending', '--json')).out.trim().split('\n')
    const { rawId, id } = JSON.parse(waiting ?? '')
    expect((await as('bob', 'pending')).out).toMatch(/^ID +SUBMITTED +TYPE +DEVICE +STATUS +BY +BECAUSE\n/)
    expect(await as('alice', 'approve', rawId)).toMatchObject({ code: 3, out: '' })
    expect(jsonOf(await as('bob', 'approve', rawId, '--comment', 'Seen it too', '--json'))).toMatchObject({
      id,
    })
    const again = await as('bob', 'approve', id)
    expect(again.err).toContain('ALREADY_DECIDED')
    expect(again.code).toBe(3)
  })

  test('is rejected, or taken back', async () => {
    for (const [person, verb, reasonOf] of [
      ['bob', 'reject', 'REJECTED'],
      ['alice', 'cancel', 'BY_ANALYST'],
    ] as const) {
      const args = [
        'submit',
        'quarantine',
        '-d',
        'sim-0003',
        '--path',
        '/tmp/x',
        ...reason,
        '--yes',
        '--json',
      ]
      const { rawId } = jsonOf(await as('alice', ...args))
      expect((await as(person, verb, rawId, '-c', 'Noise')).out).toContain(`CANCELLED ${reasonOf}`)
    }
  })

  test('that the service refuses: 3, and why', async () => {
    const { code, err } = await as(
      'alice',
      'submit',
      'kill-process',
      '-d',
      'sim-0001',
      '--pid',
      '1',
      ...reason,
    )
    expect(code).toBe(3)
    expect(err).toMatch(/^PROTECTED_TARGET: .*\(action\.killProcess\.pid\)/)
    expect(
      (await as('alice', 'submit', 'kill-process', '-d', 'no-such-host', '--pid', '9', ...reason)).code,
    ).toBe(3)
    expect((await as('vera', 'submit', 'kill-process', '-d', 'sim-0001', '--pid', '9', ...reason)).code).toBe(
      3,
    )
  })
})

describe('lists', () => {
  test('devices, and one of them', async () => {
    const { out } = await as('vera', 'devices', '--online')
    expect(out.split('\n')).toHaveLength(devices + 2)
    expect(
      (await as('vera', 'devices', '--online', '--json', '-n', '2')).out.trim().split('\n'),
    ).toHaveLength(2)
    expect((await as('vera', 'device', 'SIM-0001')).out).toMatch(/Device +sim-0001\n/)
    expect((await as('vera', 'device', fleet.deviceIds[0] ?? '', '--json')).out).toContain(fleet.deviceIds[0])
    expect((await as('vera', 'device', 'nowhere')).code).toBe(3)
    expect((await as('vera', 'devices', '--ids')).out.trim().split('\n').sort()).toEqual(
      [...fleet.deviceIds].sort(),
    )
  })

  test('the history, by what it is asked for', async () => {
    const cancelled = (await as('vera', 'history', '--status', 'CANCELLED', '--since', '1h', '--json')).out
    expect(
      cancelled
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).status),
    ).toEqual(['CANCELLED', 'CANCELLED'])
    expect((await as('vera', 'history', '-d', 'sim-0003', '--status', 'FAILED')).err).toBe(
      'Nothing of that kind.\n',
    )
  })

  test('nothing in them moves the cursor of a terminal', async () => {
    const bad = 'Clear it \u001b[2J\u0007 \u202Etxt.exe \u009b2J'
    const args = ['submit', 'kill-process', '-d', 'sim-0004', '--pid', '77', '--because', bad]
    expect((await as('alice', ...args)).out).toContain('Clear it \\u001b[2J\\u0007 \\u202etxt.exe \\u009b2J')
    const { out } = await as('vera', 'history', '-d', 'sim-0004', '--json')
    expect(out.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(JSON.parse(out).justification).toBe(bad)
  })
})

test('watch follows until it is interrupted, from a cursor', async () => {
  const { ledgerHead } = await stage.as('vera')<{ ledgerHead: string }>('{ ledgerHead }')
  const { rawId } = jsonOf(
    await as(
      'alice',
      'submit',
      'block-ip',
      '-d',
      'sim-0005',
      '--address',
      '203.0.113.7',
      ...reason,
      '--json',
    ),
  )
  const stop = new AbortController()
  let lines = ''
  const onOut = (text: string) => {
    lines += text
    if (lines.includes('VERIFICATION_PASSED')) stop.abort()
  }
  const args = ['watch', '--after', ledgerHead, '--type', 'BLOCK_IP', '--json']
  const { code, out } = await command('vera', args, { signal: stop.signal, onOut })
  expect(code).toBe(0)
  const changes = out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(changes.map(({ event }) => event.kind).at(-1)).toBe('VERIFICATION_PASSED')
  expect(new Set(changes.map(({ action }) => action.rawId))).toEqual(new Set([rawId]))
})

describe('many devices', () => {
  test('of a query, with its progress', async () => {
    const { code, out, err } = await as(
      'alice',
      'bulk',
      'kill-process',
      '--where',
      'online,name=sim',
      '--pid',
      '99',
      '--name',
      'x',
      ...reason,
    )
    expect(code).toBe(0)
    expect(err).toContain(`[${'#'.repeat(30)}]  ${devices}/${devices} ended  FINISHED`)
    expect(out).toContain(`Completed          ${devices}`)
  })

  test('of a list, decided together', async () => {
    const list = join(folder, 'hosts.txt')
    await writeFile(list, '# two\nsim-0001\n\nsim-0002\n')
    const args = [
      'bulk',
      'quarantine',
      '--devices',
      list,
      '--path',
      '/tmp/x',
      ...reason,
      '--detach',
      '--json',
      '--yes',
    ]
    const { rawId, total, digest } = jsonOf(await as('alice', ...args))
    expect(total).toBe(2)
    const { out, err } = await as('bob', 'bulk', 'approve', rawId, '--digest', digest)
    expect(out).toContain('QUARANTINE_FILE')
    expect(err).toContain('2 actions moved.')
    expect((await as('alice', 'bulk', 'watch', rawId)).code).toBe(0)
  })

  test('that is no list: 2', async () => {
    expect((await as('alice', 'bulk', 'isolate', ...reason)).code).toBe(2)
    expect((await as('alice', 'bulk', 'isolate', '--where', 'offlin', ...reason)).code).toBe(2)
    expect((await as('alice', 'bulk', 'isolate', '--devices', '/nowhere', ...reason)).code).toBe(2)
  })
})

test('the ledger: exported, resumed, verified, and found out', async () => {
  const file = join(folder, 'ledger.ndjson')
  expect((await as('audrey', 'audit', 'export', '-o', file)).code).toBe(0)
  const first = await readFile(file, 'utf8')
  // As an export that was cut off leaves it: the last line is not whole.
  await writeFile(file, first.slice(0, -20))
  expect((await as('audrey', 'audit', 'export', '-o', file, '--resume')).code).toBe(0)
  const resumed = await readFile(file, 'utf8')
  expect(resumed.startsWith(first)).toBe(true)
  const verified = jsonOf(await as('audrey', 'audit', 'verify', file, '--json'))
  expect(verified).toMatchObject({ intact: true, checked: resumed.trim().split('\n').length })
  expect(jsonOf(await as('audrey', 'audit', 'verify', '--json'))).toMatchObject({ intact: true })

  await writeFile(file, resumed.replace('xmrig', 'chrome'))
  const { code, out } = await as('audrey', 'audit', 'verify', file)
  expect(code).toBe(6)
  expect(out).toMatch(/Broken at +\d+ \(altered\)/)
  expect((await as('vera', 'audit', 'export')).code).toBe(3)
  expect((await as('audrey', 'audit', 'export', '--format', 'csv')).out).toMatch(/^rawId,type,status/)
})

describe('the command line itself', () => {
  test('what is wrong with it: 2', async () => {
    for (const args of [
      ['nonsense'],
      ['submit', 'kill-process', '--pid', 'x', ...reason],
      ['approve'],
      ['login', '--url', ':'],
    ])
      expect(await command('alice', args)).toMatchObject({ code: 2, out: '' })
    const short = await as('alice', 'submit', 'isolate', '-d', 'sim-0001', '--because', 'short')
    expect(short.err).toContain('ten characters')
  })

  test('a service that is not there: 5', async () => {
    expect(await as('alice', 'whoami', '--url', 'http://127.0.0.1:9', '--token', 'x')).toMatchObject({
      code: 5,
    })
  })

  test('help has examples, and the exit codes', async () => {
    const { code, out } = await as('alice', '--help')
    expect(code).toBe(0)
    expect(out).toContain('7  nothing was done')
    expect((await as('alice', 'submit', 'isolate', '--help')).out).toContain(
      'defend submit isolate --device web-7 --for 2h',
    )
  })

  test('a shell completes it', async () => {
    const script = join(folder, 'completion.bash')
    await writeFile(script, (await as('alice', 'completion', 'bash')).out)
    const complete = async (...words: string[]) => {
      const line = `source ${script}; COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _defend; echo "\${COMPREPLY[@]}"`
      return (await promisify(execFile)('bash', ['-c', line])).stdout.trim().split(' ')
    }
    expect(await complete('defend', 'au')).toEqual(['audit'])
    expect(await complete('defend', 'submit', 'is')).toEqual(['isolate'])
    expect(await complete('defend', 'bulk', 'kill-process', '--ca')).toEqual(['--canary'])
    expect((await as('alice', 'completion', 'tcsh')).code).toBe(2)
  })

  test('as a program', async () => {
    const program = ['--import', 'tsx', 'clients/cli/main.ts', 'whoami', '--json']
    const token = await stage.identity.token('vera')
    const { stdout } = await promisify(execFile)(process.execPath, program, {
      env: { PATH: process.env['PATH'], HOME: folder, DEFEND_URL: service.api, DEFEND_TOKEN: token },
    })
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Vera Lindqvist' })
  })
})
