import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endWithUs } from '../embedded/end-with-us.ts'

/** A process that the demo starts and stops. */
export interface Started {
  readonly pid: number
  close(): Promise<void>
}

const agentFolder = fileURLToPath(new URL('../../clients/agent/', import.meta.url))
const endsWithin = 5000

/** Each program has its own process group, so that Ctrl-C reaches only the demo, which stops them in order. */
function start(program: string, args: readonly string[], cwd?: string): ChildProcess {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  endWithUs(child, 'SIGTERM')
  return child
}

const startAgentProgram = (name: string, args: readonly string[]) =>
  start(process.execPath, ['--import', import.meta.resolve('tsx'), join(agentFolder, name), ...args])

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), endsWithin)
  await ended
  clearTimeout(timer)
}

const started = (child: ChildProcess): Started => ({ pid: child.pid ?? 0, close: () => end(child) })

/** Resolves once the program reports that it is connected; rejects with its output if it ends first. */
function connected(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', chunk => {
      said = `${said}${chunk}`.slice(-2000)
    })
    child.once('exit', code => reject(new Error(`an agent ended with ${code}: ${said.trim()}`)))
    if (!child.stdout) return
    createInterface({ input: child.stdout }).on('line', line => {
      if (line.includes('"connected"')) resolve()
    })
  })
}

interface AgentOptions {
  readonly server: string
  readonly directory: string
  /** The folder to which the agent is confined: it acts only on processes started from it. */
  readonly playground: string
  readonly token: () => Promise<string>
}

/** Starts a real agent on this machine, confined to the playground. Each start uses the same device identity. */
export async function startRealAgent({
  server,
  directory,
  playground,
  token,
}: AgentOptions): Promise<Started & { readonly deviceId: string }> {
  if (!(await moveIdentity(directory, server))) {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const enrolling = startAgentProgram('main.ts', [
      'enroll',
      '--server',
      server,
      '--token',
      await token(),
      '--dir',
      directory,
    ])
    let said = ''
    enrolling.stderr?.on('data', chunk => {
      said += chunk
    })
    const [code] = await once(enrolling, 'exit')
    if (code !== 0) throw new Error(`the agent could not enrol: ${said.trim()}`)
  }
  const child = startAgentProgram('main.ts', [
    'run',
    '--dir',
    directory,
    '--allow',
    'KILL_PROCESS',
    '--confine',
    playground,
  ])
  await connected(child)
  const deviceId = await moveIdentity(directory, server)
  if (!deviceId) throw new Error('the agent enrolled without writing its identity')
  return { ...started(child), deviceId }
}

/**
 * The id of the device enrolled in this folder, or null. Updates the server's port in the identity, because the demo's
 * port may have changed since the enrolment (when 443 is no longer free).
 */
async function moveIdentity(directory: string, server: string): Promise<string | null> {
  const path = join(directory, 'identity.json')
  const identity = await readFile(path, 'utf8').then(JSON.parse, () => null)
  if (!identity) return null
  const [host, port] = server.split(':')
  const moved = { ...identity, server: { host, port: Number(port) } }
  if (identity.server.port !== moved.server.port)
    await writeFile(path, JSON.stringify(moved), { mode: 0o600 })
  return identity.deviceId
}

interface FleetOptions {
  readonly server: string
  readonly directory: string
  readonly hosts: readonly string[]
  readonly token: () => Promise<string>
}

/** Starts simulated devices in one process. They answer every command without changing this machine. */
export async function startSimulatedDevices({
  server,
  directory,
  hosts,
  token,
}: FleetOptions): Promise<Started> {
  const fleet = ['--hosts', hosts.join(','), '--dir', directory]
  const child = startAgentProgram('simulate.ts', ['--server', server, '--token', await token(), ...fleet])
  await connected(child)
  return started(child)
}

/** Starts a process that does nothing, for the visitor to kill. */
export function startVictim(playground: string): Started {
  const child = start('sleep', ['86400'], playground)
  return started(child)
}
