import { mkdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { enrollmentToken, makeHistory, onlineDevices, openDemoApi } from './demo/demo-api.ts'
import { type Started, startRealAgent, startSimulatedDevices, startVictim } from './demo/demo-clients.ts'
import { firstFree } from './demo/free-port.ts'
import { guide } from './demo/guide.ts'
import { openDataDirectory } from './embedded/data-directory.ts'
import { startIdentityProvider } from './embedded/identity-provider.ts'
import { readEnvironment } from './environment.ts'
import { openLog } from './log.ts'
import { startService } from './service.ts'

const simulatedDevices = 20
const victims = 3
const endsWithin = 15_000

const say = (line: string) => process.stdout.write(`${line}\n`)
// Nobody listens any more (`| head`, a closed terminal): that is no reason to end otherwise than in order.
process.stdout.on('error', () => {})
const begin = performance.now()
const progress = (what: string) =>
  say(`  ${((performance.now() - begin) / 1000).toFixed(1).padStart(5)} s  ${what}`)

/** What was opened, in order; it is closed in the reverse one, whatever happens. */
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
    say('\nEnding what was started …')
    void end(0)
  })

async function run(): Promise<void> {
  say('Defend Response: the demo is starting.')
  const directory = await openDataDirectory(resolve(process.env['DEFEND_DATA_DIR'] ?? '.defend-demo'))
  if ('faults' in directory) throw new Error(directory.faults.join('\n'))
  const { path } = keep(directory.ok)

  // The issuer's address is part of who the demo people are: the same port each time, if it can be had.
  const issuerPort = (await firstFree('127.0.0.1', [4001, 4011, 4021])) ?? 0
  const identity = keep(await startIdentityProvider({ port: issuerPort, dataDirectory: path }))
  progress(`identity provider with six demo people at ${identity.issuer}`)

  const devicePort = await firstFree('0.0.0.0', [443, 8443, 8444])
  const apiPort = await firstFree('127.0.0.1', [4000, 4010, 4020])
  const environment = readEnvironment({
    DEFEND_API_PORT: String(apiPort ?? 0),
    DEFEND_DEVICE_PORT: String(devicePort ?? 0),
    ...process.env,
    DEFEND_DATA_DIR: path,
    OIDC_ISSUER: identity.issuer,
    OIDC_AUDIENCE: identity.audience,
  })
  if ('faults' in environment) throw new Error(environment.faults.join('\n'))
  const service = keep(await startService(environment.ok, path, openLog('warn')))
  progress(`service at ${service.api}, PostgreSQL and Redis of its own`)
  const isStandIn = devicePort !== 443 && process.env['DEFEND_DEVICE_PORT'] === undefined
  const why = isStandIn ? ': port 443 is taken or not ours to bind, so this one stands in for it' : ''
  progress(`devices at ${service.device}${why}`)

  const api = openDemoApi(service.api, person => identity.token(person))
  const server = `127.0.0.1:${service.device.split(':').at(-1)}`
  const playground = join(path, 'playground')
  await mkdir(playground, { recursive: true })
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
      devices: simulatedDevices,
      token: () => enrollmentToken(api, simulatedDevices),
    }).then(keep),
  ])
  progress(
    `one real agent on ${hostname()} (it may kill what the demo started, nothing else) and ${simulatedDevices} simulated devices`,
  )

  const sleeping: Started[] = Array.from({ length: victims }, () => keep(startVictim(playground)))
  const devices = await onlineDevices(api)
  const real = devices.find(({ rawId }) => rawId === agent.deviceId)
  if (!real) throw new Error('the real agent is connected and not listed as online')
  await makeHistory(
    api,
    devices.filter(device => device !== real),
  )
  progress('a little history')
  say(guide({ service, issuer: identity.issuer, device: real, pids: sleeping.map(({ pid }) => pid) }))
}

run().catch(async error => {
  if (ending) return
  process.stderr.write(`\nThe demo could not start: ${error instanceof Error ? error.message : error}\n`)
  await end(1)
})
