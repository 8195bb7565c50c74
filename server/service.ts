import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WebhookAnswer } from '#domain/webhook/delivery.ts'
import { createAuthentication } from './access/authentication.ts'
import { createIssuerOrigins } from './access/issuer-origins.ts'
import { unitsOfMutation } from './access/mutation-rate.ts'
import { type Api, openApi } from './api-port/api-port.ts'
import { openConsole } from './api-port/console-pages.ts'
import { watchBulks } from './app/bulk/watch-bulks.ts'
import { rebalanceDevices } from './app/device/rebalance-devices.ts'
import { startSweep } from './app/sweep.ts'
import { startDatabase, startRedis } from './backing-services.ts'
import { openApiParts } from './composition/api.ts'
import { type Core, openCore } from './composition/core.ts'
import { type DeviceCore, openDeviceCore, openDeviceDoor } from './composition/devices.ts'
import { createDueWork, type DueWork } from './composition/due-work.ts'
import { createParts, type Keep } from './composition/parts.ts'
import { renewCertificateInTime } from './composition/renew-certificate.ts'
import { openWebhookDelivery } from './composition/webhooks.ts'
import type { DevicePort } from './device-port/device-port.ts'
import type { Environment } from './environment.ts'
import { warmUp } from './graphql/warm-up.ts'
import type { Log } from './log.ts'
import { openMailer } from './mail/open-mailer.ts'
import { createMetrics } from './metrics.ts'
import { shareOfDescriptors } from './open-file-limit.ts'
import { type Keys, openKeys } from './pki/open-keys.ts'
import { openProcesses } from './postgres/devices/processes.ts'
import { readDatabaseLoad } from './postgres/pool/database-load.ts'
import { openChangeFeed } from './redis/change-feed.ts'
import { connectRedis } from './redis/connect-redis.ts'
import { openRateLimit } from './redis/rate-limit.ts'
import { openTimers } from './redis/timers.ts'
import { watchAddresses } from './server-addresses.ts'
import { version } from './version.ts'
import { createHttpSender } from './webhooks/http-sender.ts'
import { createWebhookSecrets } from './webhooks/webhook-secrets.ts'

export interface Service {
  /** For example `http://127.0.0.1:4000`. */
  readonly api: string
  /** For example `127.0.0.1:443`. */
  readonly device: string
  /** Reads the API's certificate again. Open connections continue. */
  reload(): Promise<void>
  /** Accepts no new work, and finishes running work or leaves it to another process. */
  close(): Promise<void>
}

/** Milliseconds between sweeps, which make up for lost notices and timers. */
const sweepEvery = 3000
const sweepIsLateAfter = 30_000
/** Well below the 20 s after which a silent process is considered dead. */
const beatEvery = 5000
const rebalanceEvery = 10_000
const cleanUpEvery = 600_000
/** Frequent enough, because the device port's certificate is renewed nine months before it expires. */
const renewalLookEvery = 3_600_000

const clock = { now: () => Date.now() }
/** The output of `npm run build:console`. */
const consoleDirectory = fileURLToPath(new URL('../clients/console/dist', import.meta.url))

/** The input of each stage of the start. */
interface Start {
  readonly environment: Environment
  readonly dataDirectory: string
  readonly log: Log
  /** This process's id, unique among all instances. */
  readonly process: string
  readonly keep: Keep
  readonly onError: (what: string) => (error: unknown) => void
}

/**
 * Starts the service. This is the only function that knows all parts. Parts are closed in the reverse order of opening,
 * even if a later part fails to open.
 */
export async function startService(
  environment: Environment,
  dataDirectory: string,
  mainLog: Log,
): Promise<Service> {
  const process = randomUUID()
  const log = mainLog.child({ instance: process, version })
  const onError = (what: string) => (error: unknown) => log.error({ err: error }, what)
  const { keep, close } = createParts(onError('a part did not close'))
  try {
    const start = { environment, dataDirectory, log, process, keep, onError }
    if (environment.tracing) {
      const { openTracing } = await import('./tracing-sdk.ts')
      keep(openTracing({ instance: process, version, log }))
    }
    return { ...(await open(start)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(start: Start): Promise<Omit<Service, 'close'>> {
  const backing = await openBacking(start)
  const core = await openServiceCore(start, backing)
  const dueWork = createDueWork()
  const wakers = openWakers(start, backing, core, dueWork)
  const deviceLog = backing.metrics.countRefusals(start.log, 'device')
  const device = await openDeviceCore({ ...start, ...backing, core, log: deviceLog })
  announceCommits(backing, core, device, wakers)
  await joinProcesses(start, core, device)
  const { listener, artifacts } = await openDeviceDoor({
    ...start,
    ...backing,
    core,
    device,
    log: deviceLog,
  })
  const renewal = { keys: backing.keys, port: listener, now: clock.now, log: start.log }
  start.keep(
    startSweep(
      renewCertificateInTime(renewal),
      renewalLookEvery,
      start.onError("the device port's certificate was not renewed"),
    ),
  )
  const webhooks = openWebhookDelivery({ ...start, core, wakeAt: wakers.timers.wakeAt })
  for (const task of [...core.dueTasks, webhooks.delivery.look]) dueWork.add(task)
  const sweep = startSweeps(start, dueWork, device, [artifacts.cleanUp, webhooks.forgetOld])
  const api = await openApiPort(start, backing, core, sweep)
  const reload = () => reloadCertificates(start, backing.keys, listener, api)
  return { reload, api: api.url, device: `${reachable(listener.address)}:${listener.port}` }
}

type Backing = Awaited<ReturnType<typeof openBacking>>

/** Opens the foundations of the core: PostgreSQL, Redis, keys and metrics. */
async function openBacking({ environment, dataDirectory, log, keep }: Start) {
  const options = { environment, dataDirectory, log: (line: string) => log.info(line) }
  const [database, redisServer] = await Promise.all([
    startDatabase(options).then(keep),
    startRedis(options).then(keep),
  ])
  const { trustDomain, device } = environment
  const keys = await openKeys(environment.keysDirectory, {
    trustDomain,
    names: device.names,
    now: clock.now,
  })
  const redis = keep(connectRedis({ url: redisServer.url, log }))
  const feed = keep(openChangeFeed({ redis, log }))
  return { databaseUrl: database.url, keys, redis, feed, metrics: createMetrics(version) }
}

async function openServiceCore(start: Start, { databaseUrl, feed, keys, metrics }: Backing): Promise<Core> {
  const { environment, dataDirectory, keep, onError } = start
  const addresses = keep(
    await watchAddresses(environment.device.names, onError('resolving the names of the device port failed')),
  )
  const mailer = keep(openMailer(environment.mail, join(dataDirectory, 'mail')))
  const privateHosts = environment.webhookHosts
  const ownAddresses = () => addresses.now().map(({ text }) => text)
  return openCore({
    databaseUrl,
    clock,
    feed,
    metrics,
    mailer,
    authority: keys,
    webhooks: {
      privateHosts,
      secrets: createWebhookSecrets(keys.webhookKey),
      sender: countAttempts(createHttpSender({ privateHosts, ownAddresses }), metrics.webhook),
    },
    serverAddresses: addresses.now,
    keep,
    onError,
  })
}

/** Opens the triggers of due work: timers, and a watch for bulks that change. */
function openWakers(
  { keep, log, onError }: Start,
  { redis, metrics }: Backing,
  core: Core,
  dueWork: DueWork,
) {
  const onDue = (at: number) => {
    metrics.dueLateness(clock.now() - at)
    return dueWork.run()
  }
  return {
    bulks: keep(watchBulks(core.reviewBulk, onError('a bulk could not be reviewed'))),
    timers: keep(openTimers({ redis, clock, onDue, log })),
  }
}

/** Announces this process to the others, which would otherwise consider its devices offline. */
async function joinProcesses({ process, keep, log, onError }: Start, core: Core, { broker }: DeviceCore) {
  const { pool, feed } = core
  const { connected } = broker
  const processes = openProcesses({ pool, process, feed, connected, onForgotten: () => broker.announce() })
  await processes.beat()
  keep({ close: () => processes.leave() })
  keep(startSweep(processes.beat, beatEvery, onError('the heartbeat failed')))
  const release = (count: number) => {
    log.info({ count, connected: connected() }, 'disconnecting devices, because other processes have fewer')
    broker.release(count)
  }
  const rebalance = rebalanceDevices({ fleet: processes.fleet, connected, release })
  keep(startSweep(rebalance, rebalanceEvery, onError('rebalancing the devices failed')))
}

/** After each commit, sends ready actions, then notifies the other processes, bulk watches and timers. */
function announceCommits(
  { metrics, feed }: Backing,
  core: Core,
  { broker }: DeviceCore,
  wakers: ReturnType<typeof openWakers>,
): void {
  core.commits.add(({ organization, sequence, devices, ready, ended, bulks, due }) => {
    metrics.committed()
    metrics.ended(ended)
    const sent = new Set(ready.filter(broker.gateway.offer).map(({ device }) => device))
    const waiting = devices.filter(device => !sent.has(device))
    feed.publish({ kind: 'grown', organization, sequence, devices: waiting, bulks })
    wakers.bulks.changed(organization, bulks)
    wakers.timers.wakeAt(due)
  })
}

function startSweeps(
  { keep, onError }: Start,
  dueWork: DueWork,
  { broker, devices }: DeviceCore,
  cleanUps: readonly (() => Promise<void>)[],
): Sweep {
  let endedAt = clock.now()
  const sweep = async () => {
    await dueWork.run()
    broker.gateway.deliver(await devices.withOpenCommands())
    endedAt = clock.now()
  }
  keep(startSweep(sweep, sweepEvery, onError('the sweep failed')))
  for (const cleanUp of cleanUps) keep(startSweep(cleanUp, cleanUpEvery, onError('a clean-up failed')))
  return { isLate: () => clock.now() - endedAt > sweepIsLateAfter }
}

interface Sweep {
  isLate(): boolean
}

async function openApiPort(start: Start, backing: Backing, core: Core, sweep: Sweep): Promise<Api> {
  const { environment, keep, log, onError } = start
  const { databaseUrl, keys, redis, metrics } = backing
  const { identity, api, mutationsPerMinute, artifactsDirectory, consoleClientId } = environment
  const parts = openApiParts({
    core,
    databaseUrl,
    artifactsDirectory,
    downloadKey: keys.downloadKey,
    trustedDocuments: environment.trustedDocuments,
    metrics,
    keep,
    onError,
  })
  const authenticate = createAuthentication(identity)
  await warmUp({ ...parts, app: core.app, authenticate }).catch(
    onError('the warm-up failed; the first callers wait longer'),
  )
  const { newId } = core.ports
  const limit = mutationsPerMinute * unitsOfMutation
  const served = keep(
    await openApi({
      ...parts,
      ...api,
      tls: await certificateOf(api.tls),
      connectionLimits: shareOfDescriptors(0.3),
      mutationRate: limit > 0 ? openRateLimit({ redis, clock, limit, newId }) : null,
      authenticate,
      metrics: metrics.registry,
      console: await openConsole({
        directory: consoleDirectory,
        issuer: identity.issuer,
        clientId: consoleClientId,
        issuerOrigins: createIssuerOrigins(identity.issuer),
      }),
      ready: async () => (await core.pool.query('SELECT 1')).length > 0,
      degraded: () => [
        ...(redis.isAway()
          ? ['Redis is unreachable: the sweep finds due work, and rate limits apply per process.']
          : []),
        ...(sweep.isLate() ? ['The sweep for due work is late.'] : []),
      ],
      onOperation: metrics.operation,
      onError: metrics.graphqlError,
      log: metrics.countRefusals(log, 'api'),
    }),
  )
  metrics.watchApi(served.load)
  metrics.watchRedis(redis.isAway)
  metrics.watchDatabase(() => readDatabaseLoad(core.pool))
  return served
}

/** Counts webhook attempts by their outcome. */
const countAttempts = (
  sender: ReturnType<typeof createHttpSender>,
  count: (answer: WebhookAnswer) => void,
): ReturnType<typeof createHttpSender> => ({
  send: async (message, signal) => {
    const answer = await sender.send(message, signal)
    count(answer)
    return answer
  },
})

async function certificateOf(files: Environment['api']['tls']) {
  return files && { cert: await readFile(files.certFile), key: await readFile(files.keyFile) }
}

async function reloadCertificates(
  { environment, log }: Start,
  keys: Keys,
  devicePort: DevicePort,
  api: Api,
): Promise<void> {
  try {
    const certificate = await certificateOf(environment.api.tls)
    if (certificate) api.renewCertificate(certificate)
    devicePort.renewCertificate(await keys.renewServerCertificate())
    log.info('the certificates were reloaded')
  } catch (error) {
    log.error({ err: error }, 'reloading the certificates failed; the current ones stay in use')
  }
}

/** An address that a client on this machine can connect to, instead of `0.0.0.0` or `::`. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
