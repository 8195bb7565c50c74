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
// More than 50, so that a bulk action on all of them needs confirmation.
const devices = 52

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'defend-cli-'))
  stage = await openStage()
  service = await stage.start()
  await stage.verifySoon()
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

interface CommandResult {
  readonly code: number
  readonly out: string
  readonly err: string
}
interface TerminalSetup {
  /** The text that the person types; null if there is no terminal to ask on. */
  readonly types?: string | null
  readonly signal?: AbortSignal
  readonly onOut?: (text: string) => void
  /** Width of the terminal; null if standard output goes to a program. */
  readonly columns?: number | null
}

/** Runs one command as a demo person. Each person has their own config folder. */
async function command(
  person: string,
  args: readonly string[],
  setup: TerminalSetup = {},
): Promise<CommandResult> {
  const { types = null, signal = new AbortController().signal, onOut, columns = null } = setup
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
    columns,
    hasColor: false,
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
function jsonOf({ out, err }: CommandResult) {
  if (!out.startsWith('{')) throw new Error(`not JSON: ${out}${err}`)
  return JSON.parse(out)
}

describe('signing in', () => {
  test('stores the token in a file that only its owner can read', async () => {
    expect((await stat(join(folder, 'alice'))).mode & 0o777).toBe(0o700)
    const file = join(folder, 'alice', 'credentials.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const { services } = JSON.parse(await readFile(file, 'utf8'))
    expect(Object.keys(services)).toEqual([service.api])
  })

  test('shows who is signed in', async () => {
    expect(jsonOf(await as('alice', 'whoami', '--json'))).toMatchObject({
      name: 'Alice Moreau',
      roles: ['ANALYST'],
    })
    expect((await as('alice', 'whoami')).out).toContain('Signed in as  Alice Moreau <alice@demo.example>')
  })

  test('is required; otherwise commands exit with 4 and say how to sign in', async () => {
    expect(await as('signed-out', 'pending')).toEqual({
      code: 4,
      out: '',
      err: `You are not signed in at ${service.api}. Run: defend login\n`,
    })
    expect((await as('signed-out', 'pending', '--token', 'nonsense')).code).toBe(4)
  })

  test('lasts until signing out', async () => {
    await login('vera')
    expect((await as('vera', 'logout')).code).toBe(0)
    expect((await as('vera', 'whoami')).code).toBe(4)
    await login('vera')
  })
})

describe('one action', () => {
  test('is submitted and followed until it ends', async () => {
    const submit = ['submit', 'kill-process', '-d', 'sim-0001', '--pid', '4242', '--name', 'xmrig', ...reason]
    const { code, out } = await as('alice', ...submit, '--wait')
    expect(code).toBe(0)
    for (const kind of ['ACTION_SUBMITTED', 'ACTION_STARTED', 'ACTION_COMPLETED', 'VERIFICATION_PASSED'])
      expect(out).toContain(kind)
  })

  test('needs confirmation if it is destructive', async () => {
    const isolate = ['submit', 'isolate', '-d', 'sim-0002', '--for', '2h', '--allow', '192.0.2.1', ...reason]
    const withoutTerminal = await command('alice', isolate)
    expect(withoutTerminal).toMatchObject({ code: 2 })
    expect(withoutTerminal.err).toContain('pass --yes')
    expect(await command('alice', isolate, { types: 'maybe\n' })).toMatchObject({ code: 7, out: '' })
    const dry = jsonOf(await as('alice', ...isolate, '--dry-run', '--json'))
    expect(dry).toMatchObject({ destructive: true, approvalsRequired: 1 })
    const yes = jsonOf(await command('alice', [...isolate, '--json'], { types: 'yes\n' }))
    expect(yes).toMatchObject({ status: 'PENDING_APPROVAL', effectFor: 7200, digest: dry.digest })
  })

  test('is approved by another person', async () => {
    const [waiting] = (await as('bob', 'pending', '--json')).out.trim().split('\n')
    const { rawId, id } = JSON.parse(waiting ?? '')
    expect((await as('bob', 'pending')).out).toMatch(
      /^ID +SUBMITTED +TYPE +DEVICE +STATUS +BY +JUSTIFICATION\n/,
    )
    expect(await as('alice', 'approve', rawId)).toMatchObject({ code: 3, out: '' })
    expect(jsonOf(await as('bob', 'approve', rawId, '--comment', 'Seen it too', '--json'))).toMatchObject({
      id,
    })
    const again = await as('bob', 'approve', id)
    expect(again.err).toContain('ALREADY_DECIDED')
    expect(again.code).toBe(3)
  })

  test('is shown before its approval, which needs confirmation', async () => {
    const args = ['submit', 'isolate', '-d', 'sim-0006', ...reason, '--yes', '--json']
    const { rawId } = jsonOf(await as('alice', ...args))
    const no = await command('bob', ['approve', rawId], { types: '\n' })
    expect(no).toMatchObject({ code: 7, out: '' })
    expect(no.err).toMatch(/Justification +It was seen by EDR\n/)
    expect(no.err).toContain('Approve ISOLATE_DEVICE on sim-0006? [y/N]')
    // An abbreviated id works like the full id.
    const yes = await command('bob', ['approve', rawId.slice(-8), '--json'], { types: 'y\n' })
    expect(jsonOf(yes)).toMatchObject({ rawId })
  })

  test('is shown with its timeline, approvers and evidence', async () => {
    const { rawId } = jsonOf(await as('alice', 'history', '-d', 'sim-0002', '--json'))
    await expect
      .poll(async () => (await as('vera', 'action', rawId)).out, { timeout: 60_000 })
      .toContain('VERIFICATION_PASSED')
    const { out } = await as('vera', 'action', rawId)
    expect(out).toMatch(/APPROVED +Bob \S+ +Seen it too/)
    expect(out).toMatch(/#\d+ +\S+ \S+ +ACTION_SUBMITTED +Alice Moreau/)
    expect(out).toContain('Evidence (verification PASSED)')
    const detail = jsonOf(await as('vera', 'action', rawId.slice(0, 23), '--json'))
    expect(detail).toMatchObject({ rawId, approvals: [{ decision: 'APPROVED' }], status: 'COMPLETED' })
    expect((await as('vera', 'action', '00000000')).err).toContain('NOT_FOUND: There is no action 00000000')
  })

  test('is rejected or cancelled', async () => {
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

  test('exits with 3 and the reason if the service refuses it', async () => {
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

test('devices are labelled and found by their labels', async () => {
  const label = ['label', 'sim-0001', 'sim-0002', '--add', 'pci', '--json']
  expect(jsonOf(await as('alice', ...label))).toEqual({ changed: 2 })
  const found = await as('vera', 'devices', '--label', 'pci', '--json')
  expect(found.out.trim().split('\n')).toHaveLength(2)
  expect((await as('vera', 'device', 'sim-0001')).out).toMatch(/Labels +pci\n/)
  expect((await as('alice', 'label', 'sim-0001')).code).toBe(2)
})

describe('lists', () => {
  test('show devices, and a command shows a single device', async () => {
    const { out } = await as('vera', 'devices', '--online', '-n', '100')
    expect(out.split('\n')).toHaveLength(devices + 2)
    expect(
      (await as('vera', 'devices', '--online', '--json', '-n', '2')).out.trim().split('\n'),
    ).toHaveLength(2)
    expect((await as('vera', 'device', 'SIM-0001')).out).toMatch(/Device +sim-0001\n/)
    expect((await as('vera', 'device', fleet.deviceIds[0] ?? '', '--json')).out).toContain(fleet.deviceIds[0])
    expect((await as('vera', 'device', 'nowhere')).code).toBe(3)
    expect((await as('vera', 'devices', '--ids', '-n', '100')).out.trim().split('\n').sort()).toEqual(
      [...fleet.deviceIds].sort(),
    )
  })

  test('show filtered actions', async () => {
    const cancelled = (await as('vera', 'history', '--status', 'CANCELLED', '--since', '1h', '--json')).out
    expect(
      cancelled
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).status),
    ).toEqual(['CANCELLED', 'CANCELLED'])
    expect((await as('vera', 'history', '-d', 'sim-0003', '--status', 'FAILED')).err).toBe(
      'No actions match.\n',
    )
  })

  test('show control characters and reordering characters as escapes', async () => {
    const bad = 'Clear it \u001b[2J\u0007 \u202Etxt.exe \u009b2J'
    const args = ['submit', 'kill-process', '-d', 'sim-0004', '--pid', '77', '--because', bad]
    expect((await as('alice', ...args)).out).toContain('Clear it \\u001b[2J\\u0007 \\u202etxt.exe \\u009b2J')
    const { out } = await as('vera', 'history', '-d', 'sim-0004', '--json')
    expect(out.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(JSON.parse(out).justification).toBe(bad)
  })
})

describe('detections, rules and settings', () => {
  const detection = { title: 'Beacon \u202etxt.exe', severity: 'HIGH', externalId: 'cli-1' }
  beforeAll(async () => {
    const report =
      'mutation ($input: ReportDetectionInput!) { reportDetection(input: $input) { __typename } }'
    const deviceId = Buffer.from(`Device:${fleet.deviceIds[0]}`).toString('base64')
    await stage.as('ada')(report, { input: { ...detection, deviceId } })
    await stage.as('ada')(
      `mutation { createResponseRule(input: { name: "Miners", enabled: true, severities: [LOW], titleContains: "miner", action: KILL_PROCESS }) { __typename } }`,
    )
  })

  test('are listed and shown, with deceptive characters as escapes', async () => {
    const { out } = await as('vera', 'detections', '--severity', 'high', '--since', '1h')
    expect(out).toMatch(/^ID +DETECTED +SEVERITY +DEVICE +STATUS +ASSIGNEE +TECHNIQUE +RESPONSE +TITLE\n/)
    expect(out).toContain('Beacon \\u202etxt.exe')
    expect((await as('vera', 'detections', '--severity', 'low')).err).toBe('No detections match.\n')
    const { rawId } = jsonOf(await as('vera', 'detections', '--json'))
    expect((await as('vera', 'detection', rawId.slice(0, 8))).out).toMatch(/Severity +HIGH\n/)
    const triage = ['triage', rawId.slice(0, 8), '--status', 'in-progress', '--assign', 'me']
    expect((await as('alice', ...triage)).out).toMatch(/Status +IN_PROGRESS\nAssignee +Alice Moreau\n/)
    expect((await as('alice', 'triage', rawId)).code).toBe(2)
    const found = await as('vera', 'detections', '--status', 'in_progress', '--ids')
    expect(found.out).toBe(`${rawId}\n`)
    expect((await as('vera', 'rules')).out).toMatch(/Miners +yes +KILL_PROCESS +LOW +all +miner/)
    expect((await as('vera', 'settings')).out).toMatch(/Verification delay +1 s\n/)
    expect(jsonOf(await as('vera', 'settings', '--json'))).toMatchObject({ verificationDelay: 1 })
  })
})

test('a table fits the terminal and abbreviates ids', async () => {
  const { out } = await command('vera', ['history'], { columns: 100 })
  for (const line of out.trimEnd().split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  expect(out.split('\n')[1]).toMatch(/^[0-9a-f]{8} /)
})

test('with --json an error is one line of JSON', async () => {
  const refused = ['submit', 'kill-process', '-d', 'sim-0001', '--pid', '1', ...reason, '--json']
  const { code, err } = await as('alice', ...refused)
  expect(JSON.parse(err)).toMatchObject({
    exitCode: code,
    error: { code: 'PROTECTED_TARGET', path: ['action', 'killProcess', 'pid'] },
  })
  expect(JSON.parse((await as('signed-out', 'pending', '--json')).err)).toMatchObject({
    exitCode: 4,
    error: { code: 'NOT_SIGNED_IN' },
  })
})

test('watch follows from a cursor until it is interrupted', async () => {
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

describe('a bulk action', () => {
  test('on devices selected by a filter shows progress', async () => {
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
      '--yes',
    )
    expect(code).toBe(0)
    expect(err).toContain(`[${'#'.repeat(30)}]  ${devices}/${devices} ended  FINISHED`)
    expect(out).toContain(`Completed          ${devices}`)
  })

  test('on listed devices is approved as a whole', async () => {
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
    expect(err).toContain('Actions affected: 2')
    expect((await as('alice', 'bulk', 'watch', rawId)).code).toBe(0)
  })

  test('on more than 50 devices needs confirmation, even if it is not destructive', async () => {
    const args = ['bulk', 'block-ip', '--where', 'name=sim', '--address', '203.0.113.9', ...reason]
    const withoutTerminal = await as('alice', ...args)
    expect(withoutTerminal).toMatchObject({ code: 2, out: '' })
    expect(withoutTerminal.err).toContain(
      `Submit block-ip on ${devices} devices? There is no terminal to ask on: pass --yes.`,
    )
    expect(await command('alice', args, { types: 'n\n' })).toMatchObject({ code: 7, out: '' })
  })

  test('without valid devices exits with 2', async () => {
    expect((await as('alice', 'bulk', 'isolate', ...reason)).code).toBe(2)
    expect((await as('alice', 'bulk', 'isolate', '--where', 'offlin', ...reason)).code).toBe(2)
    expect((await as('alice', 'bulk', 'isolate', '--devices', '/nowhere', ...reason)).code).toBe(2)
  })
})

test('an export of the ledger is resumed and verified, and an alteration is detected', async () => {
  const file = join(folder, 'ledger.ndjson')
  expect((await as('audrey', 'audit', 'export', '-o', file)).code).toBe(0)
  const first = await readFile(file, 'utf8')
  // An interrupted export leaves an incomplete last line.
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

describe('the command line', () => {
  test('exits with 2 after a usage error', async () => {
    for (const args of [
      ['nonsense'],
      ['submit', 'kill-process', '--pid', 'x', ...reason],
      ['approve'],
      ['login', '--url', ':'],
    ])
      expect(await command('alice', args)).toMatchObject({ code: 2, out: '' })
    const short = await as('alice', 'submit', 'isolate', '-d', 'sim-0001', '--because', 'short')
    expect(short.err).toContain('10 characters')
  })

  test('exits with 5 if the service is unreachable', async () => {
    expect(await as('alice', 'whoami', '--url', 'http://127.0.0.1:9', '--token', 'x')).toMatchObject({
      code: 5,
    })
  })

  test('has help with examples and exit codes', async () => {
    const { code, out } = await as('alice', '--help')
    expect(code).toBe(0)
    expect(out).toContain('7  nothing was done')
    expect((await as('alice', 'submit', 'isolate', '--help')).out).toContain(
      'defend submit isolate --device web-7 --for 2h',
    )
  })

  test('can be completed by shells', async () => {
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
    // The service provides host names and ids.
    expect((await as('vera', '__candidates', 'devices', 'sim-000')).out.split('\n')).toContain('sim-0003')
    const { rawId } = jsonOf(await as('vera', 'history', '--json', '-n', '1'))
    expect((await as('vera', '__candidates', 'actions', rawId.slice(0, 4))).out).toContain(rawId)
    const fake = join(folder, 'fake-defend')
    await writeFile(fake, `#!/bin/sh\nprintf '%s\\n' 'web-1' 'web-$(touch ${folder}/ran)'\n`, { mode: 0o755 })
    expect(await complete(fake, 'submit', 'isolate', '-d', 'we')).toContain('web-1')
    await expect(stat(join(folder, 'ran'))).rejects.toThrow('ENOENT')
  })

  test('runs as a program', async () => {
    const program = ['--import', 'tsx', 'clients/cli/main.ts', 'whoami', '--json']
    const token = await stage.identity.token('vera')
    const { stdout } = await promisify(execFile)(process.execPath, program, {
      env: { PATH: process.env['PATH'], HOME: folder, DEFEND_URL: service.api, DEFEND_TOKEN: token },
    })
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Vera Lindqvist' })
  })
})
