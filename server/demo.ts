import { mkdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { allDevices, enrollmentToken, hasHistory, openDemoApi } from './demo/demo-api.ts'
import { type Started, startRealAgent, startSimulatedDevices, startVictim } from './demo/demo-clients.ts'
import { firstFree } from './demo/free-port.ts'
import { guide } from './demo/guide.ts'
import { offlineHosts, onlineHosts, tellStory } from './demo/story.ts'
import { openDataDirectory } from './embedded/data-directory.ts'
import { startIdentityProvider } from './embedded/identity-provider.ts'
import { readEnvironment } from './environment.ts'
import { openLog } from './log.ts'
import { startService } from './service.ts'

const victims = 3
const endsWithin = 15_000

const say = (line: string) => process.stdout.write(`${line}\n`)
// A closed pipe or terminal must not prevent an orderly shutdown.
process.stdout.on('error', () => {})
const begin = performance.now()
const progress = (what: string) =>
  say(`  ${((performance.now() - begin) / 1000).toFixed(1).padStart(5)} s  ${what}`)

/** Closed in reverse order at the end. */
const opened: { close(): Promise<void> }[] = []
const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
  opened.push(thing)
  return thing
}
let ending: Promise<never> | undefined
const end = (code: number): Promise<never> => {
  ending ??= (async () => {
    setTimeout(() => process.exit(1), endsWithin).unref()
    for (const thing of opened.reverse()) await thing.close().catch(() => {})
    process.exit(code)
  })()
  return ending
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    say('\nStopping …')
    void end(0)
  })

async function run(): Promise<void> {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('it signs anyone in without a password, so it refuses NODE_ENV=production')
  say('Defend Response: the demo is starting.')
  const directory = await openDataDirectory(resolve(process.env['DEFEND_DATA_DIR'] ?? '.defend-demo'))
  if ('faults' in directory) throw new Error(directory.faults.join('\n'))
  const { path } = keep(directory.ok)

  // A person's identity includes the issuer's URL, so the issuer keeps its port if possible.
  const issuerPort = (await firstFree('127.0.0.1', [4001, 4011, 4021])) ?? 0
  const identity = keep(await startIdentityProvider({ port: issuerPort, dataDirectory: path }))
  progress(`identity provider with six demo people at ${identity.issuer}`)

  const deviceHost = process.env['DEFEND_DEVICE_HOST'] ?? '127.0.0.1'
  const devicePort = await firstFree(deviceHost, [443, 8443, 8444])
  const apiPort = await firstFree('127.0.0.1', [4000, 4010, 4020])
  const environment = readEnvironment({
    DEFEND_API_PORT: String(apiPort ?? 0),
    DEFEND_DEVICE_PORT: String(devicePort ?? 0),
    DEFEND_DEVICE_HOST: deviceHost,
    ...process.env,
    DEFEND_DATA_DIR: path,
    OIDC_ISSUER: identity.issuer,
    OIDC_AUDIENCE: identity.audience,
  })
  if ('faults' in environment) throw new Error(environment.faults.join('\n'))
  const service = keep(await startService(environment.ok, path, openLog('warn')))
  progress(`service at ${service.api}, with its own PostgreSQL and Redis`)
  const isStandIn = devicePort !== 443 && process.env['DEFEND_DEVICE_PORT'] === undefined
  const why = isStandIn ? ' (port 443 is taken or needs more rights)' : ''
  progress(`devices at ${service.device}${why}`)

  const api = openDemoApi(service.api, person => identity.token(person))
  const server = `127.0.0.1:${service.device.split(':').at(-1)}`
  const playground = join(path, 'playground')
  await mkdir(playground, { recursive: true })
  const hasStory = await hasHistory(api)
  /** These devices enrol once and then stay offline. */
  const enrolAwayDevices = async () => {
    if (hasStory) return
    const devices = await startSimulatedDevices({
      server,
      directory: join(path, 'away'),
      hosts: offlineHosts,
      token: () => enrollmentToken(api, offlineHosts.length),
    })
    await devices.close()
  }
  const [agent] = await Promise.all([
    startRealAgent({
      server,
      directory: join(path, 'agent'),
      playground,
      token: () => enrollmentToken(api, 1),
    }).then(keep),
    startSimulatedDevices({
      server,
      directory: join(path, 'simulated'),
      hosts: onlineHosts,
      token: () => enrollmentToken(api, onlineHosts.length),
    }).then(keep),
    enrolAwayDevices(),
  ])
  progress(
    `a real agent on ${hostname()}, which only kills what the demo started, and ${onlineHosts.length + offlineHosts.length} simulated devices`,
  )

  const sleeping: Started[] = Array.from({ length: victims }, () => keep(startVictim(playground)))
  const real = (await allDevices(api)).find(({ rawId }) => rawId === agent.deviceId)
  if (!real) throw new Error('the real agent is connected but not in the list of devices')
  if (!hasStory) await tellStory(api)
  progress('an attack in progress')
  say(guide({ service, issuer: identity.issuer, device: real, pids: sleeping.map(({ pid }) => pid) }))
}

run().catch(async error => {
  if (ending) return
  process.stderr.write(`\nThe demo could not start: ${error instanceof Error ? error.message : error}\n`)
  await end(1)
})
