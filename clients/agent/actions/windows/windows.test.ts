import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Json } from '#protocol/json.ts'
import { openEffects } from '../../state/effects.ts'
import { checkOf, executionOf } from '../../testing/execution.ts'
import { createTurns } from '../../turns.ts'
import { parseRange, type Range } from '../addresses.ts'
import { type Command, type Ended, type RunCommand, system32 } from './command.ts'
import { networkActions } from './containment.ts'
import * as firewall from './firewall.ts'
import * as forensics from './forensics.ts'
import * as kill from './kill-process.ts'
import { powershell } from './powershell.ts'
import * as quarantine from './quarantine.ts'
import * as session from './reset-session.ts'
import * as script from './run-script.ts'

const scriptOf = ({ args }: Command) => Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le')

/** A readable form: the program, its arguments, the script if any, and the standard input. */
function printed(command: Command): string {
  const { file, args, stdin } = command
  const encoded = args.indexOf('-EncodedCommand')
  const shortArgs = encoded === -1 ? args : [...args.slice(0, encoded + 1), '(below)']
  return `${[file, ...shortArgs].join('\n  ')}\n\n${encoded === -1 ? '' : `${scriptOf(command)}\n`}${stdin}\n`
}

const SHA256 = 'a'.repeat(64)
const START = {
  pid: 4321,
  startedAt: '2026-11-24T09:30:00.000Z',
  processName: 'evil.exe',
  notAfter: '2026-11-24T09:31:00.000Z',
}
const TICKS = { pid: 4321, startTicks: '638996094000000000', notAfter: '2026-11-24T09:31:00.000Z' }
const BACKUP = 'C:\\ProgramData\\Defend\\firewall-before-isolation.wfw'
const POLICY = {
  backup: BACKUP,
  server: ['192.0.2.1', '2001:db8::1'],
  port: 443,
  allowed: ['198.51.100.0/24'],
}
const VAULT = {
  path: 'C:\\Users\\a\\evil.exe',
  sha256: SHA256,
  vault: 'C:\\ProgramData\\Defend\\vault',
  vaultId: 'v',
}
const SCRIPT = {
  interpreter: 'POWERSHELL',
  body: '',
  sha256: SHA256,
  arguments: ['a b', '"; evil'],
  timeout: 1,
}
const DIRECTORY = 'C:\\ProgramData\\Defend\\scripts\\script-1'

const GOLDEN: Record<string, Command | null> = {
  'kill-find': kill.findProcess(START),
  kill: kill.stopProcess({ ...START, ...TICKS }),
  'kill-verify': kill.checkProcess(TICKS),
  isolate: firewall.isolate(POLICY),
  'isolate-verify': firewall.verifyIsolated(BACKUP),
  unisolate: firewall.unisolate(BACKUP),
  'unisolate-verify': firewall.verifyNotIsolated(BACKUP),
  block: firewall.block('203.0.113.7'),
  unblock: firewall.unblock('203.0.113.7'),
  'unblock-all': firewall.unblockAll(),
  'block-verify': firewall.verifyBlock('203.0.113.7', true),
  'firewall-read': firewall.readFirewall(BACKUP),
  quarantine: quarantine.quarantine({ ...VAULT, protected: 'C:\\ProgramData\\Defend' }),
  'quarantine-verify': quarantine.verifyQuarantine(VAULT),
  'quarantine-list': quarantine.listQuarantined(VAULT.vault),
  session: session.endSessions({ username: 'CORP\\jürgen' }),
  'session-verify': session.checkSessions({
    username: 'CORP\\jürgen',
    executedAt: '2026-11-24T09:31:00.000Z',
  }),
  'script-powershell': script.scriptCommand(SCRIPT, DIRECTORY),
  'script-python': script.scriptCommand({ ...SCRIPT, interpreter: 'PYTHON' }, DIRECTORY),
  'script-end': script.endTree(4321),
  'script-verify': script.checkTree(4321, '2026-11-24T09:31:00.000Z'),
  'forensics-memory': forensics.dumpProcess(4321, 'C:\\spool\\process.dmp'),
  'forensics-channels': forensics.listChannels(),
  'forensics-events': forensics.exportChannel(
    'Microsoft-Windows-PowerShell/Operational',
    'C:\\spool\\x.evtx',
  ),
  'forensics-autostart': forensics.exportKey(
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run',
    'C:\\spool\\x.reg',
  ),
  'forensics-tasks': forensics.listTasks(),
  'forensics-processes': forensics.listProcesses(),
}

test.each(Object.entries(GOLDEN))('%s', async (name, command) => {
  if (command === null) throw new Error('no command')
  await expect(printed(command)).toMatchFileSnapshot(`golden/${name}.txt`)
})

const HOSTILE = [
  '"; Stop-Computer; "',
  "'; calc; '",
  '$(calc)',
  '`n calc',
  '%PATH%',
  '\u2019; calc #',
  '\r\ncalc\r\n',
  'ü\ud83d\ude00',
]

test('values appear only on standard input, in ASCII, and never on a command line', () => {
  const builders: ((value: string) => Command)[] = [
    value => kill.findProcess({ pid: 1, processName: value }),
    value => quarantine.quarantine({ path: value }),
    value => session.endSessions({ username: value }),
    firewall.block,
    value => firewall.isolate({ ...POLICY, allowed: [value] }),
  ]
  for (const build of builders)
    for (const value of HOSTILE) {
      const { file, args, stdin } = build(value)
      expect({ file, args }).toEqual({ file: build('x').file, args: build('x').args })
      expect(stdin).toMatch(/^[\x20-\x7e]*$/)
      expect(JSON.stringify(JSON.parse(stdin))).toContain(JSON.stringify(value))
    }
  expect(
    script.scriptCommand({ ...SCRIPT, arguments: HOSTILE }, DIRECTORY)?.args.slice(-HOSTILE.length),
  ).toEqual(HOSTILE)
})

test('command lines stay within the Windows limit', () => {
  for (const command of Object.values(GOLDEN))
    expect([command?.file, ...(command?.args ?? [])].join(' ').length).toBeLessThan(32_000)
})

test('bash is unavailable on Windows', () => {
  expect(script.scriptCommand({ ...SCRIPT, interpreter: 'BASH' }, DIRECTORY)).toBeNull()
})

/** A fake Windows. Answers each command by the first entry with the same script. */
function windowsOf(answers: readonly [Command, Json][]) {
  const calls: Command[] = []
  const run: RunCommand = async command => {
    calls.push(command)
    const [, answer] = answers.find(([known]) => known.args.at(-1) === command.args.at(-1)) ?? []
    const ended: Ended = {
      code: answer === undefined ? 1 : 0,
      stdout: `noise\r\n${JSON.stringify(answer)}\r\n`,
      stderr: 'no such command',
    }
    return ended
  }
  return { run, calls, data: () => calls.map(({ stdin }) => JSON.parse(stdin)) }
}

describe('kill', () => {
  const target = { pid: 4321, startedAt: START.startedAt, processName: 'evil', startTicks: TICKS.startTicks }

  test('finds, notes, and kills only the noted process', async () => {
    const { run, data } = windowsOf([
      [kill.findProcess({}), { completed: target }],
      [kill.stopProcess({}), { completed: target }],
    ])
    const execution = executionOf({ pid: 4321, startedAt: START.startedAt, processName: 'evil.exe' })
    expect(await kill.killProcess(run).execute(execution)).toEqual({ completed: target })
    expect(execution.notes).toEqual([target])
    expect(data()).toMatchObject([
      { pid: 4321, startedAt: START.startedAt, processName: 'evil.exe' },
      { pid: 4321, startTicks: TICKS.startTicks },
    ])
  })

  test('a refusal becomes the result; an invalid answer is an error', async () => {
    const refused = windowsOf([
      [kill.findProcess({}), { failed: { code: 'PROTECTED_TARGET', message: 'no' } }],
    ])
    const execution = executionOf({ pid: 4 })
    expect(await kill.killProcess(refused.run).execute(execution)).toEqual({
      failed: { code: 'PROTECTED_TARGET', message: 'no' },
    })
    expect(execution.notes).toEqual([])
    await expect(kill.killProcess(windowsOf([]).run).execute(execution)).rejects.toThrow('no such command')
  })

  test('after a crash, kills only the noted start; a missing process counts as done', async () => {
    const withoutTarget = windowsOf([
      [kill.stopProcess({}), { failed: { code: 'TARGET_NOT_FOUND', message: 'no' } }],
    ])
    const execution = executionOf({ pid: 4321, startedAt: null })
    expect(await kill.killProcess(withoutTarget.run).resume(execution, target)).toEqual({ completed: target })
    expect(await kill.killProcess(withoutTarget.run).resume(execution, null)).toMatchObject({
      failed: { code: 'AGENT_ERROR' },
    })
  })

  test("converts the server's instants to the device's clock", async () => {
    const { run, data } = windowsOf([[kill.checkProcess({}), { passed: true, evidence: {} }]])
    const check = {
      ...checkOf({ pid: 1 }, null, 1_000_000),
      toServerTime: (millis: number) => millis + 400_000,
    }
    expect(await kill.killProcess(run).verify(check)).toEqual({ passed: true, evidence: {} })
    expect(data()).toMatchObject([{ notAfter: new Date(600_000).toISOString() }])
  })
})

test('never resumes a session reset, and verifies the user that was reset', async () => {
  const { run, data } = windowsOf([
    [session.endSessions({}), { completed: { username: 'CORP\\a', sessions: ['2'] } }],
    [session.checkSessions({}), { passed: true, evidence: {} }],
  ])
  const action = session.resetSession(run)
  expect(await action.execute(executionOf({ username: null }))).toEqual({
    completed: { username: 'CORP\\a', sessions: ['2'] },
  })
  expect(await action.resume(executionOf({}), null)).toMatchObject({ failed: { code: 'AGENT_ERROR' } })
  expect(await action.verify(checkOf({ username: null }, { username: 'CORP\\a' }))).toMatchObject({
    passed: true,
  })
  expect(data()[1]).toMatchObject({ username: 'CORP\\a' })
})

describe('network', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'windows-'))
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  async function networkOf(run: RunCommand, { unreachable = null as string | null, sandbox = false } = {}) {
    const written: Json[] = []
    const effects = await openEffects({
      path: join(directory, 'effects.ndjson'),
      end: async () => {},
      log: () => {},
    })
    const actions = new Map(
      networkActions({
        run,
        backup: BACKUP,
        policies: { read: async () => null, write: async policy => void written.push(policy as Json) },
        channel: {
          port: 443,
          addresses: async () => [parseRange('192.0.2.1') as Range],
          unreachable: async () => unreachable,
          lookup: () => {},
        },
        effects,
        inTurn: createTurns(),
        sandbox,
        confirmWithin: 1,
      }),
    )
    const execute = (type: string, parameters = {}) => actions.get(type)?.execute(executionOf(parameters))
    return { execute, written, close: () => effects.close() }
  }
  const answers: [Command, Json][] = [
    [firewall.isolate(POLICY), { completed: { allowed: ['198.51.100.0/24'] } }],
    [firewall.unisolate(BACKUP), { completed: {} }],
    [firewall.block('x'), { completed: { address: '203.0.113.7' } }],
  ]

  test('isolates with the server and the allowed addresses', async () => {
    const { run, data } = windowsOf(answers)
    const { execute, written, close } = await networkOf(run)
    const outcome = await execute('ISOLATE_DEVICE', { allowAddresses: ['198.51.100.0/24'] })
    expect(outcome).toMatchObject({ completed: { allowed: ['198.51.100.0/24'] } })
    expect(data()).toEqual([
      { backup: BACKUP, server: ['192.0.2.1'], port: 443, allowed: ['198.51.100.0/24'] },
    ])
    expect(written).toHaveLength(1)
    await close()
  })

  test('lifts an isolation that cuts off the server', async () => {
    const { run, calls } = windowsOf(answers)
    const { execute, written, close } = await networkOf(run, { unreachable: 'no answer' })
    expect(await execute('ISOLATE_DEVICE', { allowAddresses: [] })).toMatchObject({
      failed: { code: 'TIMED_OUT' },
    })
    expect(calls.map(scriptOf)).toEqual([firewall.isolate(POLICY), firewall.unisolate(BACKUP)].map(scriptOf))
    expect(written.at(-1)).toBeNull()
    await close()
  })

  test('never blocks the server, and does nothing when confined', async () => {
    const { run, calls } = windowsOf(answers)
    const open = await networkOf(run)
    expect(await open.execute('BLOCK_IP', { address: '192.0.2.0/24' })).toMatchObject({
      failed: { code: 'PROTECTED_TARGET' },
    })
    expect(await open.execute('BLOCK_IP', { address: '::ffff:203.0.113.7' })).toMatchObject({
      completed: { address: '203.0.113.7' },
    })
    await open.close()
    const sandbox = await networkOf(run, { sandbox: true })
    expect(await sandbox.execute('ISOLATE_DEVICE', {})).toMatchObject({
      failed: { code: 'PERMISSION_DENIED' },
    })
    expect(calls).toHaveLength(1)
    await sandbox.close()
  })
})

test('calls programs by absolute path, and scripts answer with one line of JSON', () => {
  expect(system32('logoff.exe')).toBe('C:\\Windows\\System32\\logoff.exe')
  expect(scriptOf(powershell('Done 1', {}))).toContain(
    'ConvertTo-Json -InputObject $answer -Depth 8 -Compress',
  )
})
