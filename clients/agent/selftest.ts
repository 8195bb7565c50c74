import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSea } from 'node:sea'
import type { JsonObject } from '#protocol/json.ts'
import { type Catalog, type DeviceAction, failed, type Outcome, type Verdict } from './actions/action.ts'
import { openPlatform } from './actions/open-platform.ts'
import { messageOf } from './failures.ts'
import type { StoredFile, UploadedFile, Uploader } from './link/upload.ts'

/** One line of the table. */
export interface Trial {
  readonly action: string
  readonly target: string
  /** `completed`, or the expected failure code. */
  readonly expected: string
  readonly answered: string
  /** Null: not verified, because a refusal was expected. */
  readonly verified: Verdict | null
  readonly passed: boolean
}

/** A documentation address (RFC 5737), which belongs to no host. */
const NOBODYS_ADDRESS = '192.0.2.1'
const NO_USER = 'defend-selftest-nobody'
const INSIDE = 'DEFEND_SELFTEST_IN_NAMESPACE'

/**
 * Tries each action on targets of its own and prints the results as a table. Leaves nothing behind.
 * Files are in a temporary directory. On Linux, rules are in a separate network namespace, so the machine's
 * network is never touched.
 *
 * @returns true if every result matched
 */
export async function selftest(): Promise<boolean> {
  if (needsNamespace()) return runInNamespace()
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'defend-selftest-')))
  try {
    const trials = await tryAll(directory)
    process.stdout.write(`${tableOf(trials)}\n`)
    return trials.every(({ passed }) => passed)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const needsNamespace = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && process.env[INSIDE] === undefined

/** Runs the self-test again in a network namespace that has only a loopback. */
async function runInNamespace(): Promise<boolean> {
  const self = isSea() ? [process.execPath] : [process.execPath, ...process.execArgv, process.argv[1] ?? '']
  const script = 'ip link set lo up && exec "$@"'
  const child = spawn('unshare', ['--net', '--', 'sh', '-c', script, 'sh', ...self, 'selftest'], {
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, [INSIDE]: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  return code === 0
}

async function tryAll(directory: string): Promise<Trial[]> {
  const server = createServer(socket => socket.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const platform = await openPlatform({
    directory: join(directory),
    server: { host: '127.0.0.1', port: portOf(server) },
    askServer: async () => {},
    sandbox: null,
    uploader: hashingUploader(),
    onChanged: () => {},
    confirmWithin: 5_000,
    log: () => {},
  })
  const sleeper = await startSleeper()
  try {
    const elsewhere = await realpath(await mkdtemp(join(tmpdir(), 'defend-selftest-file-')))
    const file = join(elsewhere, 'harmless')
    await writeFile(file, 'a harmless file')
    const trials: Trial[] = []
    for (const [action, target, parameters, expected = 'completed'] of trialsOf(sleeper.pid ?? 0, file))
      trials.push(await tryOne(platform.actions, { action, target, expected }, parameters))
    await rm(elsewhere, { recursive: true, force: true })
    return trials
  } finally {
    sleeper.kill('SIGKILL')
    await platform.close()
    server.close()
  }
}

type Planned = readonly [action: string, target: string, parameters: JsonObject, expected?: string]

function trialsOf(pid: number, file: string): Planned[] {
  const onWindows = process.platform === 'win32'
  const body = onWindows ? "Write-Output 'it runs'" : 'echo it runs'
  const sha256 = createHash('sha256').update(body).digest('hex')
  const interpreter = onWindows ? 'POWERSHELL' : 'BASH'
  const script = { id: randomUUID(), name: 'selftest', interpreter, sha256, body }
  const memory = { include: ['MEMORY_DUMP'], pid }
  const block = { address: NOBODYS_ADDRESS }
  // Only in a namespace: isolating the machine itself would not be harmless.
  const isolation: Planned[] = [
    ['ISOLATE_DEVICE', 'a network namespace', { allowAddresses: [] }],
    ['UNISOLATE_DEVICE', 'a network namespace', { note: null }],
  ]
  return [
    ['COLLECT_FORENSICS', 'memory of its own process', memory],
    ['KILL_PROCESS', 'its own process', { pid, startedAt: null, processName: null }],
    ['KILL_PROCESS', 'itself', { pid: process.pid, startedAt: null, processName: null }, 'PROTECTED_TARGET'],
    ['QUARANTINE_FILE', 'its own file', { path: file, sha256: null }],
    ['BLOCK_IP', NOBODYS_ADDRESS, block],
    ['UNBLOCK_IP', NOBODYS_ADDRESS, block],
    ...(process.env[INSIDE] === undefined ? [] : isolation),
    ['RESET_USER_SESSION', 'a user that does not exist', { username: NO_USER }, 'TARGET_NOT_FOUND'],
    ['RUN_SCRIPT', 'a line of output', { script, arguments: [], timeout: 60 }],
  ]
}

type About = Pick<Trial, 'action' | 'target' | 'expected'>

async function tryOne(actions: Catalog, about: About, parameters: JsonObject): Promise<Trial> {
  const action = actions.get(about.action)
  if (action === undefined) {
    // On a system without any actions, such as macOS, UNSUPPORTED is the expected answer.
    const passed = actions.size === 0
    return { ...about, expected: 'UNSUPPORTED', answered: 'UNSUPPORTED', verified: null, passed }
  }
  const actionId = randomUUID()
  const toServerTime = (millis: number) => millis
  const outcome = await action
    .execute({
      actionId,
      parameters,
      submittedAt: Date.now(),
      effectFor: null,
      toServerTime,
      note: async () => {},
    })
    .catch(error => failed('AGENT_ERROR', messageOf(error)))
  const answered = answerOf(outcome)
  if (!('completed' in outcome))
    return { ...about, answered, verified: null, passed: outcome.failed.code === about.expected }
  const check = { actionId, parameters, executedAt: Date.now(), output: outcome.completed, toServerTime }
  const verified = await verify(action, check)
  return { ...about, answered, verified, passed: about.expected === 'completed' && verified.passed === true }
}

const verify = (action: DeviceAction, check: Parameters<DeviceAction['verify']>[0]): Promise<Verdict> =>
  action.verify(check).catch(error => ({ passed: null, evidence: messageOf(error) }))

const answerOf = (outcome: Outcome) =>
  'completed' in outcome ? 'completed' : `${outcome.failed.code}: ${outcome.failed.message}`

function tableOf(trials: readonly Trial[]): string {
  const header = ['action', 'target', 'expected', 'answered', 'verified', '']
  const rows = trials.map(({ action, target, expected, answered, verified, passed }) => [
    action,
    target,
    expected,
    answered,
    verified === null ? '-' : String(verified.passed ?? 'could not tell'),
    passed ? 'ok' : 'DIFFERS',
  ])
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map(row => row[column]?.length ?? 0)),
  )
  const lines = [header, ...rows].map(row =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
  )
  const differing = trials.filter(({ passed, verified }) => !passed && verified !== null)
  const evidence = differing.map(({ action, verified }) => `${action}: ${JSON.stringify(verified?.evidence)}`)
  return [`${process.platform} ${process.arch}`, ...lines, ...evidence].map(line => line.trimEnd()).join('\n')
}

/** A process that runs for a minute, on every system. */
async function startSleeper(): Promise<ChildProcess> {
  const [program, ...args] =
    process.platform === 'win32' ? ['ping.exe', '-n', '61', '127.0.0.1'] : ['sleep', '60']
  const child = spawn(program ?? '', args, { stdio: 'ignore' })
  await once(child, 'spawn')
  return child
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

/** Stands in for the server. Keeps only hashes and sizes. */
function hashingUploader(): Uploader {
  const stored = new Map<string, StoredFile>()
  return {
    async upload({ path, size, metadata }: UploadedFile, onCreated) {
      const location = `/v1/artifacts/${stored.size}`
      await onCreated(location)
      const sha256 = createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
      stored.set(location, {
        received: size,
        size,
        metadata: new Map(Object.entries({ ...metadata, sha256 })),
      })
      return location
    },
    look: async location => stored.get(location) ?? null,
  }
}
