import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import type { NetConnectOpts } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../prisma/migrate.ts'
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts'
import { startRedis } from '../../server/redis/test-redis.ts'
import type { AgentsInput, AgentsReady } from './agents-program.ts'
import { type ApiClient, openApiClient } from './api-client.ts'
import { bundlePrograms } from './bundle.ts'
import { startIssuer } from './issuer.ts'
import { createLink, type Entrance, type Link, openEntrance } from './link.ts'
import type { Mutant } from './mutants.ts'
import { type Program, startProgram } from './program.ts'
import { startReceiver } from './receiver.ts'

interface ServiceReady {
  readonly api: string
  readonly device: string
}

export interface Size {
  /** Service processes, which share one PostgreSQL and one Redis. */
  readonly instances: number
  /** Processes with agents. */
  readonly agentProcesses: number
  readonly devicesPerProcess: number
}

export interface Service {
  readonly program: Program<ServiceReady>
  /** From its devices. */
  readonly agents: Link
  /** For its API's callers. */
  readonly api: Entrance
}

export interface AgentProcess {
  readonly program: Program<AgentsReady>
  /** A small disk for its journals and outboxes; null if the user must not mount one. */
  readonly disk: string | null
  readonly records: readonly string[]
}

export type World = Awaited<ReturnType<typeof openWorld>>

const roomForJournals = '24m'

/**
 * Starts everything that a run needs. Between every two programs there is a link, which a fault can disturb: each service
 * has its own links to PostgreSQL, Redis, its API's callers and its devices.
 */
export async function openWorld(size: Size, mutant: Mutant | null) {
  const closers: (() => unknown)[] = []
  const keep = <T>(opened: T, close: (opened: T) => unknown): T => {
    closers.push(() => close(opened))
    return opened
  }
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    return { ...(await open(size, mutant, keep)), close }
  } catch (error) {
    await close()
    throw error
  }
}

type Keep = <T>(opened: T, close: (opened: T) => unknown) => T

async function open(size: Size, mutant: Mutant | null, keep: Keep) {
  const directory = keep(await mkdtemp(join(tmpdir(), 'defend-chaos-')), path =>
    rm(path, { recursive: true, force: true }),
  )
  const dataDirectory = join(directory, 'data')
  await mkdir(dataDirectory, { mode: 0o711 })
  const [programs, postgres, redis, issuer, receiver] = await Promise.all([
    bundlePrograms(join(directory, 'programs'), mutant),
    startEmbeddedPostgres({ dataDirectory, log: () => {} }).then(found =>
      keep(found, opened => opened.close()),
    ),
    startRedis().then(found => keep(found, opened => opened.close())),
    startIssuer().then(found => keep(found, opened => opened.close())),
    startReceiver().then(found => keep(found, opened => opened.close())),
  ])
  await migrate(postgres.ownerUrl, { appRole: 'defend_app', log: () => {} })
  const database = keep(new pg.Pool({ connectionString: postgres.ownerUrl, max: 4 }), pool => pool.end())
  database.on('error', () => {})

  const links: Link[] = []
  const link = (name: string) => {
    const created = createLink(name)
    links.push(created)
    return created
  }
  const entrance = async (route: Parameters<typeof openEntrance>[0]): Promise<Entrance> =>
    keep(await openEntrance(route), opened => opened.close())
  const through = (on: Link, to: NetConnectOpts) => entrance(() => ({ link: on, to }))

  const issuerEntrance = await through(link('services – issuer'), local(issuer.port))
  const issuerUrl = `http://127.0.0.1:${issuerEntrance.port}`
  issuer.publish(issuerUrl)
  const webhookEntrance = await through(link('services – webhook receiver'), local(receiver.port))
  const sockets = new URL(postgres.ownerUrl).searchParams.get('host') ?? ''

  async function startService(index: number): Promise<Service> {
    const name = `service ${index}`
    const toPostgres = await through(link(`${name} – PostgreSQL`), { path: join(sockets, '.s.PGSQL.5432') })
    const toRedis = await through(link(`${name} – Redis`), { path: redis.url })
    const url = (role: string) => `postgresql://${role}@127.0.0.1:${toPostgres.port}/defend`
    const program = keep(
      await startProgram<ServiceReady>({
        name,
        file: programs.service,
        env: {
          OIDC_ISSUER: issuerUrl,
          OIDC_AUDIENCE: 'chaos',
          DATABASE_URL: url('defend_app'),
          DATABASE_OWNER_URL: url('defend_owner'),
          REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
          DEFEND_DATA_DIR: join(directory, name.replace(' ', '-')),
          DEFEND_KEYS_DIR: join(directory, 'keys'),
          DEFEND_ARTIFACTS: join(directory, 'artifacts'),
          DEFEND_API_PORT: '0',
          DEFEND_DEVICE_PORT: '0',
          DEFEND_DEVICE_HOST: '127.0.0.1',
          DEFEND_MUTATIONS_PER_MINUTE: '0',
          DEFEND_WEBHOOK_HOSTS: '127.0.0.1',
        },
      }),
      opened => opened.close(),
    )
    const callers = link(`clients – ${name}`)
    const agents = link(`agents – ${name}`)
    const api = await entrance(() => {
      const ready = program.ready()
      return ready && { link: callers, to: local(Number(new URL(ready.api).port)) }
    })
    return { program, agents, api }
  }
  await mkdir(join(directory, 'artifacts'))
  const services: Service[] = []
  for (let index = 1; index <= size.instances; index++) services.push(await startService(index))
  await Promise.all(services.map(({ program }) => program.whenReady()))

  // A load balancer: each connection of a device goes to the next service that is ready.
  let turn = 0
  const deviceEntrance = await entrance(() => {
    const ready = services.flatMap(({ program, agents }) => {
      const said = program.ready()
      return said ? [{ link: agents, to: local(Number(said.device.split(':').at(-1))) }] : []
    })
    return ready[turn++ % ready.length] ?? null
  })

  const clients: ApiClient = openApiClient(
    services.map(({ api }) => `http://127.0.0.1:${api.port}`),
    issuer.token,
  )
  const total = size.agentProcesses * size.devicesPerProcess
  const token = await enrolmentToken(clients, total)
  const records = join(directory, 'records')
  await mkdir(records)

  async function startAgents(index: number): Promise<AgentProcess> {
    const home = join(directory, `agents-${index}`)
    await mkdir(home, { mode: 0o700 })
    const disk = mountDisk(home) ? keep(home, path => spawnSync('umount', ['-l', path])) : null
    const hostnames = Array.from(
      { length: size.devicesPerProcess },
      (_, device) => `chaos-${index}-${device}`,
    )
    const input: AgentsInput = {
      server: { host: '127.0.0.1', port: deviceEntrance.port },
      token,
      hostnames,
      directory: home,
      records,
    }
    const program = await startProgram<AgentsReady>({
      name: `agents ${index}`,
      file: programs.agents,
      args: [JSON.stringify(input)],
      env: {},
    })
    keep(program, opened => opened.close())
    return { program, disk, records: hostnames.map(hostname => join(records, `${hostname}.ndjson`)) }
  }
  const agents: AgentProcess[] = []
  for (let index = 1; index <= size.agentProcesses; index++) agents.push(await startAgents(index))
  const deviceIds = (await Promise.all(agents.map(({ program }) => program.whenReady()))).flatMap(
    ready => ready.deviceIds,
  )
  return {
    services,
    agents,
    deviceIds,
    links,
    postgres,
    redis,
    database,
    receiver,
    clients,
    webhookUrl: `http://127.0.0.1:${webhookEntrance.port}/`,
  }
}

const local = (port: number): NetConnectOpts => ({ host: '127.0.0.1', port })

async function enrolmentToken(clients: ApiClient, uses: number): Promise<string> {
  const { createEnrollmentToken } = await clients.call<{ createEnrollmentToken: { token: string } }>(
    'ada',
    `mutation ($uses: Int!) { createEnrollmentToken(input: { uses: $uses }) {
      ... on CreateEnrollmentTokenPayload { token } } }`,
    { uses },
  )
  return createEnrollmentToken.token
}

function mountDisk(path: string): boolean {
  const options = `size=${roomForJournals},mode=700`
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0
}

/** Fills the disk to the last byte. Returns how to free it. */
export async function fillDisk(disk: string): Promise<() => Promise<void>> {
  const ballast = join(disk, 'ballast')
  const { bavail, bsize } = await statfs(disk)
  await writeFile(ballast, Buffer.alloc(Number(bavail) * Number(bsize))).catch(() => {})
  return () => rm(ballast, { force: true })
}
