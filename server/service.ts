import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createBroker } from '../broker/broker.ts'
import { createContext, type Services } from '../schema/context.ts'
import { decodeId } from '../schema/global-id.ts'
import { buildSchema } from '../schema/schema.ts'
import { createAuthentication } from './access/authentication.ts'
import { createIssuerOrigins } from './access/issuer-origins.ts'
import { unitsOfMutation } from './access/mutation-rate.ts'
import { openApi } from './api-port/api-server.ts'
import { openConsole } from './api-port/console-pages.ts'
import { createDownloadTickets } from './api-port/download-tickets.ts'
import { announceArtifact, giveUpArtifact, readArtifact, receiveArtifact } from './app/action/artifacts.ts'
import { cancelWithoutRight, runDueWork } from './app/action/due-work.ts'
import { limitRemarks, receiveResult, refuseResult } from './app/action/receive-result.ts'
import { allUseCases } from './app/all-use-cases.ts'
import type { DeviceApplication } from './app/application.ts'
import { reviewBulk } from './app/bulk/review-bulk.ts'
import { lookAtDueBulks, watchBulks } from './app/bulk/watch-bulks.ts'
import { enrollDevice, renewCertificate } from './app/device/enroll-device.ts'
import { receiveState } from './app/device/receive-state.ts'
import { exportHistory } from './app/ledger/export-history.ts'
import { openPasswordResets } from './app/people/reset-passwords.ts'
import type { Committed, DeviceGateway } from './app/ports.ts'
import { expireSettingsChanges } from './app/settings/decide-settings-change.ts'
import { startSweep } from './app/sweep.ts'
import { deliverWebhooks } from './app/webhook/deliver-webhooks.ts'
import { startDatabase, startRedis } from './backing-services.ts'
import { createDeviceApi } from './device-port/device-api.ts'
import { openDeviceArtifacts } from './device-port/device-artifacts.ts'
import { authenticateBy, identifyConnection } from './device-port/device-certificate.ts'
import { createDeviceHttp } from './device-port/device-http.ts'
import { createMqttUpgrade } from './device-port/device-websocket.ts'
import { mqttLimits, openDevicePort } from './device-port/listener.ts'
import type { Address } from './domain/device/address.ts'
import type { Environment } from './environment.ts'
import type { Log } from './log.ts'
import { openMailer } from './mail/open-mailer.ts'
import { createMetrics } from './metrics.ts'
import { openKeys } from './pki/open-keys.ts'
import { openCallers } from './postgres/callers/callers.ts'
import { openDirectory } from './postgres/callers/directory.ts'
import { openCommitter } from './postgres/commit/group-commit.ts'
import { openArtifacts } from './postgres/devices/artifacts.ts'
import { openDevices } from './postgres/devices/devices.ts'
import { openDueActions, openDueBulks, openDueSettingsChanges } from './postgres/devices/due-actions.ts'
import { openProcesses } from './postgres/devices/processes.ts'
import { openHistory } from './postgres/ledger/history.ts'
import { openLedgerReader } from './postgres/ledger/ledger-reader.ts'
import { openReadClients } from './postgres/lists/read-client.ts'
import { openReadings } from './postgres/lists/readings.ts'
import { isOutage } from './postgres/pool/outage.ts'
import { openPool } from './postgres/pool/pool.ts'
import { openWebhookQueue } from './postgres/webhooks/webhook-queue.ts'
import { openChangeFeed } from './redis/change-feed.ts'
import { connectRedis } from './redis/connect-redis.ts'
import { openRateLimit } from './redis/rate-limit.ts'
import { openTimers } from './redis/timers.ts'
import { resolveAddresses } from './server-addresses.ts'
import { createHttpSender } from './webhooks/http-sender.ts'
import { createWebhookSecrets } from './webhooks/webhook-secrets.ts'

export interface Service {
  /** `http://127.0.0.1:4000` */
  readonly api: string
  /** `127.0.0.1:443` */
  readonly device: string
  /** No new work; what runs is finished or handed over. */
  close(): Promise<void>
}

/** What was lost on the way is found by looking: seconds. */
const sweepEvery = 3000
/** Well under the 20 s after which a silent process counts as dead. */
const beatEvery = 5000
const resolveNamesEvery = 300_000
const cleanUpEvery = 600_000

const clock = { now: () => Date.now() }
/** What `npm run build:console` makes. */
const consoleDirectory = fileURLToPath(new URL('../clients/console/dist', import.meta.url))

/**
 * Builds everything and hands it over; the only place that knows everybody.
 * What was opened is closed in the reverse order, also when a later part can't be opened.
 */
export async function startService(
  environment: Environment,
  dataDirectory: string,
  log: Log,
): Promise<Service> {
  const opened: { close(): Promise<void> }[] = []
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    opened.push(part)
    return part
  }
  const close = async () => {
    for (const part of opened.splice(0).reverse())
      await part.close().catch(error => log.error({ err: error }, 'a part did not close'))
  }
  try {
    return { ...(await open(environment, dataDirectory, log, keep)), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Every address of this machine is no address to connect to. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

type Keep = <T extends { close(): Promise<void> }>(part: T) => T

async function open(
  environment: Environment,
  dataDirectory: string,
  log: Log,
  keep: Keep,
): Promise<Omit<Service, 'close'>> {
  const { device: devicePort, trustDomain } = environment
  const backing = { environment, dataDirectory, log: (line: string) => log.info(line) }
  const onError = (what: string) => (error: unknown) => log.error({ err: error }, what)
  const process = randomUUID()

  const [database, redisServer] = await Promise.all([
    startDatabase(backing).then(keep),
    startRedis(backing).then(keep),
  ])
  const keys = await openKeys(environment.keysDirectory, {
    trustDomain,
    names: devicePort.names,
    now: clock.now,
  })
  const metrics = createMetrics()
  const redis = keep(connectRedis({ url: redisServer.url, log }))
  const feed = keep(openChangeFeed({ redis, log }))

  const pool = keep(openPool(database.url))
  const reads = keep(openReadClients(database.url))
  // The broker stands on the committer, and the committer hands to the broker what it can send at once.
  let gateway: DeviceGateway | undefined
  const onCommitted = ({ organization, sequence, devices, ready, bulks, due }: Committed) => {
    metrics.committed()
    const sent = new Set(ready.filter(action => gateway?.offer(action)).map(({ device }) => device))
    feed.publish({
      kind: 'grown',
      organization,
      sequence,
      devices: devices.filter(device => !sent.has(device)),
      bulks,
    })
    bulkWatch.changed(organization, bulks)
    timers.wakeAt(due)
  }
  const ledger = keep(openCommitter({ url: database.url, clock, onCommitted }))
  const mailer = keep(openMailer(environment.mail, join(dataDirectory, 'mail')))
  const resets = keep(
    openPasswordResets({ ledger, mailer, onError: onError('what became of a mail was not written down') }),
  )
  const dueActions = openDueActions(pool)
  const look = reviewBulk({ ledger })
  const bulkWatch = keep(watchBulks(look, onError('a bulk could not be looked at')))
  const dueOfActions = runDueWork({
    ledger,
    dueActions,
    clock,
    since: clock.now(),
    newId: randomUUID,
    resets,
  })
  const dueOfBulks = lookAtDueBulks({ dueBulks: openDueBulks(pool), clock, look })
  const dueOfSettings = expireSettingsChanges({
    ledger,
    clock,
    dueSettingsChanges: openDueSettingsChanges(pool),
  })
  // Webhooks need the keys and the timers, which wake them.
  let sendWebhooks = async () => {}
  const dueNow = async () =>
    void (await Promise.all([dueOfActions(), dueOfBulks(), dueOfSettings(), sendWebhooks()]))
  const timers = keep(openTimers({ redis, clock, onDue: dueNow, log }))

  let serverAddresses: readonly Address[] = await resolveAddresses(devicePort.names)
  keep(
    startSweep(
      async () => {
        serverAddresses = await resolveAddresses(devicePort.names)
      },
      resolveNamesEvery,
      onError('the names of the device port were not resolved'),
    ),
  )

  const callers = openCallers({ pool, newId: randomUUID })
  const directory = { ...openDirectory(pool), samePerson: callers.samePerson }
  const newSecret = () => randomBytes(32).toString('hex')
  const privateHosts = environment.webhookHosts
  const ownAddresses = () => serverAddresses.map(({ text }) => text)
  const webhooks = {
    privateHosts,
    secrets: createWebhookSecrets(keys.webhookKey),
    sender: createHttpSender({ privateHosts, ownAddresses }),
  }
  const ports = {
    ledger,
    clock,
    webhooks,
    directory,
    authority: keys,
    feed,
    newId: randomUUID,
    newSecret,
    serverAddresses: () => serverAddresses,
  }
  const devices = openDevices({ pool, process, feed })
  const remarks = limitRemarks(clock)
  const deviceApp: DeviceApplication = {
    enroll: enrollDevice(ports),
    renew: renewCertificate(ports),
    identify: async device => {
      const known = await devices.identify(device)
      return known && { device, organization: known.organization }
    },
    receiveResult: receiveResult({ ledger, remarks }),
    refuseResult: refuseResult({ ledger, remarks }),
    receiveState: receiveState({ devices, ledger, feed, clock }),
  }
  const broker = keep(
    await createBroker({
      app: deviceApp,
      devices,
      feed,
      signer: keys.commandSigner,
      clock,
      loseRight: cancelWithoutRight({ ledger }),
      log,
      observer: metrics.observer,
    }),
  )
  gateway = broker.gateway
  const processes = openProcesses({ pool, process, feed, onForgotten: () => broker.announce() })
  await processes.beat()
  keep({ close: () => processes.leave() })
  keep(startSweep(processes.beat, beatEvery, onError('the heartbeat failed')))

  const identify = identifyConnection(trustDomain, clock.now)
  const authenticate = authenticateBy(identify, deviceApp)
  const artifacts = await openDeviceArtifacts({
    app: {
      ...openArtifacts(pool),
      announce: announceArtifact({ ledger }),
      receive: receiveArtifact({ ledger }),
      giveUp: giveUpArtifact({ ledger }),
    },
    directory: environment.artifactsDirectory,
    newId: randomUUID,
    log,
  })
  keep(startSweep(artifacts.cleanUp, cleanUpEvery, onError('what is left of uploads was not cleaned up')))
  const deviceHttp = createDeviceHttp(
    createDeviceApi({
      app: deviceApp,
      authority: keys,
      authenticate,
      now: clock.now,
      log,
      artifacts,
    }),
  )
  const onMqtt = broker.handle
  deviceHttp.server.on('upgrade', createMqttUpgrade({ authenticate, limits: mqttLimits, onMqtt, log }))
  const listener = keep(
    await openDevicePort({
      ...devicePort,
      tls: keys.tls,
      identify,
      http: deviceHttp,
      onMqtt,
      log,
    }),
  )
  const webhookQueue = openWebhookQueue(pool)
  const webhookDelivery = keep(
    deliverWebhooks({
      ...webhooks,
      ledger,
      queue: webhookQueue,
      feed,
      clock,
      wakeAt: timers.wakeAt,
      onError: onError('a webhook could not be delivered to'),
    }),
  )
  sendWebhooks = webhookDelivery.look
  keep(startSweep(webhookQueue.forgetOld, cleanUpEvery, onError('old webhook deliveries were not deleted')))
  const sweep = async () => {
    await dueNow()
    broker.gateway.deliver(await devices.withOpenCommands())
  }
  keep(startSweep(sweep, sweepEvery, onError('the sweep failed')))

  const changes = keep(openLedgerReader({ pool, feed, onError: onError('the ledger could not be read') }))
  const tickets = createDownloadTickets(keys.downloadKey, clock.now)
  const services: Services = {
    app: allUseCases(ports),
    readClient: reads.of,
    ...openReadings(pool),
    changes,
    feed,
    clock,
    downloadUrl: tickets.urlFor,
  }
  const history = openHistory(pool)
  const { identity, api, mutationsPerMinute } = environment
  const mutationRate =
    mutationsPerMinute > 0
      ? openRateLimit({ redis, clock, limit: mutationsPerMinute * unitsOfMutation, newId: randomUUID })
      : null
  const server = keep(
    await openApi({
      ...api,
      tls: api.tls && { cert: await readFile(api.tls.certFile), key: await readFile(api.tls.keyFile) },
      schema: buildSchema(),
      contextOf: caller => createContext(services, caller),
      isOutage,
      mutationRate,
      authenticate: createAuthentication(identity),
      callers,
      feed,
      artifacts: {
        tickets,
        read: readArtifact({ ledger }),
        directory: environment.artifactsDirectory,
      },
      exports: {
        exportHistory: exportHistory({ ledger, heads: services.ledger, history }),
        history,
        actionOf: id => decodeId('ResponseAction', id),
      },
      metrics: metrics.registry,
      console: await openConsole({
        directory: consoleDirectory,
        issuer: identity.issuer,
        clientId: environment.consoleClientId,
        issuerOrigins: createIssuerOrigins(identity.issuer),
      }),
      ready: async () => (await pool.query('SELECT 1')).length > 0,
      log,
    }),
  )
  return { api: server.url, device: `${reachable(listener.address)}:${listener.port}` }
}
