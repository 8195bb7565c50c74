import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Simulation, type SimulationOptions, simulateDevices } from '../../clients/agent/simulated.ts'
import type { Person } from '../embedded/demo-people.ts'
import { type IdentityProvider, startIdentityProvider } from '../embedded/identity-provider.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The service in a separate process with the embedded servers, started as an operator would. */
export interface RunningService {
  readonly api: string
  /** `127.0.0.1:<port>` */
  readonly device: string
  readonly pid: number
  readonly exited: Promise<number | null>
  /** The last 10,000 characters of its log. */
  log(): string
  /** SIGKILL: the process cannot react. */
  crash(): Promise<void>
  /** Sends SIGTERM and resolves with the exit code. */
  stop(): Promise<number | null>
}

export interface Stage {
  readonly directory: string
  readonly identity: IdentityProvider
  /** Starts the service with the same data each time. Ports stay the same after the first start. */
  start(extra?: NodeJS.ProcessEnv): Promise<RunningService>
  /** GraphQL over HTTP as one of the demo people. */
  as(person: string): Call
  /** Sets the verification delay to one second. */
  verifySoon(): Promise<void>
  /** A new enrolment token, for one device by default. */
  enrollmentToken(uses?: number): Promise<string>
  /** Enrols and connects simulated devices, which are closed with the stage. */
  simulate(options: Pick<SimulationOptions, 'count' | 'hostnames' | 'hostnamePrefix'>): Promise<Simulation>
  close(): Promise<void>
}

export type Call = <Data = Record<string, never>>(query: string, variables?: object) => Promise<Data>

/** @param people who can sign in; default: the demo's people */
export async function openStage({ people }: { people?: readonly Person[] } = {}): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'defend-e2e-'))
  const identity = await startIdentityProvider({
    port: 0,
    dataDirectory: directory,
    ...(people && { people }),
  })
  let ports = { api: '0', device: '0' }
  let running: RunningService | undefined
  const simulations: Simulation[] = []
  const as = (person: string) =>
    callAs(
      () => running?.api ?? '',
      () => identity.token(person),
    )
  const enrollmentToken = (uses?: number) => createEnrollmentToken(as('ada'), uses)

  const start = async (extra: NodeJS.ProcessEnv = {}) => {
    running = await startProcess({
      OIDC_ISSUER: identity.issuer,
      OIDC_AUDIENCE: identity.audience,
      DEFEND_DATA_DIR: join(directory, 'data'),
      DEFEND_API_PORT: ports.api,
      DEFEND_DEVICE_PORT: ports.device,
      DEFEND_DEVICE_HOST: '127.0.0.1',
      ...extra,
    })
    ports = { api: new URL(running.api).port, device: running.device.split(':').at(-1) ?? '0' }
    return running
  }
  return {
    directory,
    identity,
    start,
    as,
    verifySoon: async () => {
      await as('ada')('mutation { updateResponseSettings(input: { verificationDelay: 1 }) { __typename } }')
    },
    enrollmentToken,
    simulate: async options => {
      const [host = '', port] = running?.device.split(':') ?? []
      const simulation = await simulateDevices({
        ...options,
        server: { host, port: Number(port) },
        token: await enrollmentToken(options.count),
        log: () => {},
      })
      simulations.push(simulation)
      return simulation
    },
    close: async () => {
      for (const simulation of simulations) await simulation.close()
      await running?.stop()
      await identity.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** GraphQL over HTTP. The error of a failed call contains the query and the answer. */
export const callAs =
  (api: () => string, token: () => Promise<string>) =>
  async <Data>(query: string, variables: object = {}): Promise<Data> => {
    const response = await fetch(`${api()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
      body: JSON.stringify({ query, variables }),
    })
    const answer = (await response.json()) as { data: Data; errors?: unknown }
    if (answer.errors) throw new Error(`${query}\n${JSON.stringify(answer)}`)
    return answer.data
  }

/** Creates an enrolment token as the administrator who calls. */
export async function createEnrollmentToken(administrator: Call, uses = 1): Promise<string> {
  const created = await administrator<{ createEnrollmentToken: { token: string } }>(
    'mutation ($uses: Int!) { createEnrollmentToken(input: { uses: $uses }) { ... on CreateEnrollmentTokenPayload { token } } }',
    { uses },
  )
  return created.createEnrollmentToken.token
}

export const startProcess = (env: NodeJS.ProcessEnv): Promise<RunningService> => ready(spawnService(env))

const spawnService = (env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, ['--max-semi-space-size=64', '--import', 'tsx', 'server/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

async function ready(child: ChildProcess): Promise<RunningService> {
  let log = ''
  child.stderr?.on('data', chunk => {
    log = `${log}${chunk}`.slice(-10_000)
  })
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const line = new Promise<{ api: string; device: string }>((resolve, reject) => {
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', text => {
        const said = JSON.parse(text)
        if (said.msg === 'ready') resolve(said)
      })
    exited.then(code => reject(new Error(`the service ended with ${code}:\n${log}`)))
  })
  const { api, device } = await line
  const end = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    return exited
  }
  return {
    api,
    device,
    pid: child.pid ?? 0,
    exited,
    log: () => log,
    crash: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}
