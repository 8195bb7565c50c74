import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Platform } from '#protocol/platform.ts'
import { type Device, startDevice } from './device.ts'
import { type Enrolment, enrol } from './enrol.ts'
import { type Identity, readIdentity, writeIdentity } from './link/identity.ts'
import type { ServerAddress } from './link/tls.ts'
import type { Log } from './log.ts'
import { simulateHost } from './simulated-actions.ts'
import { AGENT_VERSION } from './state/device-state.ts'
import { memoryMap } from './state/durable-map.ts'

export interface SimulationOptions {
  readonly count: number
  readonly server: ServerAddress
  /** An enrolment token with at least `count` uses left. */
  readonly token: string
  /** Host names are `<prefix>-0001` and so on; default: simulated. */
  readonly hostnamePrefix?: string
  /** Host names to use instead of the prefix. */
  readonly hostnames?: readonly string[]
  /** Default: LINUX. */
  readonly platform?: Platform
  /** Stores the identities, so that the next run uses the same devices; default: not stored. */
  readonly directory?: string
  readonly log: Log
}

export interface Simulation {
  /** In the order of the host names. */
  readonly deviceIds: readonly string[]
  close(): Promise<void>
}

/** Maximum concurrent handshakes. More would only slow each other down. */
const AT_ONCE = 32

/**
 * Runs many devices in one process, with the real enrolment, connection and at-most-once logic, but without a
 * disk and with simulated actions.
 * Resolves once all devices are connected. If one can't enrol, closes all and rejects.
 */
export async function simulateDevices(options: SimulationOptions): Promise<Simulation> {
  const { count, hostnamePrefix = 'simulated', hostnames, platform = 'LINUX' } = options
  const devices: Device[] = []
  const deviceIds: string[] = []
  const close = async () => {
    await Promise.all(devices.map(device => device.close()))
  }

  try {
    await forEachIndex(count, AT_ONCE, async index => {
      const hostname = hostnames?.[index] ?? `${hostnamePrefix}-${String(index + 1).padStart(4, '0')}`
      const about = { hostname, platform, agentVersion: AGENT_VERSION }
      const home = options.directory ? join(options.directory, hostname) : null
      const identity = await identityOf(home, { server: options.server, token: options.token, ...about })
      deviceIds[index] = identity.deviceId
      await new Promise<void>((resolve, reject) => {
        devices.push(
          startSimulated(identity, about, home, {
            onConnected: resolve,
            onRefused: reject,
            log: options.log,
          }),
        )
      })
    })
  } catch (error) {
    await close()
    throw error
  }
  return { deviceIds, close }
}

type About = Pick<Enrolment, 'hostname' | 'platform' | 'agentVersion'>

/** Reuses the stored identity, even if the server has moved, or enrols. */
async function identityOf(home: string | null, enrolment: Enrolment): Promise<Identity> {
  const stored = home && (await readIdentity(home))
  if (stored) return { ...stored, server: enrolment.server }
  const identity = await enrol(enrolment)
  if (home) await mkdir(home, { recursive: true, mode: 0o700 })
  if (home) await writeIdentity(home, identity)
  return identity
}

function startSimulated(
  identity: Identity,
  about: About,
  home: string | null,
  { onConnected, onRefused, log }: { onConnected: () => void; onRefused: (error: Error) => void; log: Log },
): Device {
  const host = simulateHost()
  return startDevice({
    identity,
    saveIdentity: async renewed => {
      if (home) await writeIdentity(home, renewed)
    },
    journal: memoryMap(),
    unsent: memoryMap(),
    actions: host.actions,
    allows: () => true,
    readState: async now => ({
      at: new Date(now).toISOString(),
      ...about,
      ipAddresses: null,
      containment: host.containment(),
    }),
    onConnected,
    onRefused: reason => onRefused(new Error(reason)),
    // Logs connection events only, not the simulated actions of thousands of devices.
    log: (message, details) => {
      if (!details || !('actionId' in details)) log(message, { hostname: about.hostname, ...details })
    },
  })
}

/** Calls `work` for 0 to count − 1 with limited concurrency. Stops at the first rejection. */
async function forEachIndex(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await work(next++)
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker))
  } finally {
    next = count
  }
}
