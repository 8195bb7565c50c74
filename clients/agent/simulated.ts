import type { Platform } from '#protocol/state.ts'
import { type Device, startDevice } from './device.ts'
import { AGENT_VERSION } from './device-state.ts'
import { memoryMap } from './durable-map.ts'
import { type Enrolment, enrol } from './enrol.ts'
import type { Identity } from './identity.ts'
import type { Log } from './log.ts'
import { simulateHost } from './simulated-actions.ts'
import type { ServerAddress } from './tls.ts'

export interface SimulationOptions {
  readonly count: number
  readonly server: ServerAddress
  /** Good for `count` uses. */
  readonly token: string
  /** `<prefix>-0001`, …; default: simulated. */
  readonly hostnamePrefix?: string
  /** Default: LINUX. */
  readonly platform?: Platform
  readonly log: Log
}

export interface Simulation {
  /** In the order of their host names. */
  readonly deviceIds: readonly string[]
  close(): Promise<void>
}

/** Handshakes at once: more only wait longer for each other. */
const AT_ONCE = 32

/**
 * Many devices in one process, with the real enrolment, connection and at-most-once logic, no disk, and actions
 * that touch nothing. Resolves once all are connected; rejects, closing all, when one can't enrol.
 */
export async function simulateDevices(options: SimulationOptions): Promise<Simulation> {
  const { count, hostnamePrefix = 'simulated', platform = 'LINUX' } = options
  const devices: Device[] = []
  const deviceIds: string[] = []
  const close = async () => {
    await Promise.all(devices.map(device => device.close()))
  }

  try {
    await forEachIndex(count, AT_ONCE, async index => {
      const hostname = `${hostnamePrefix}-${String(index + 1).padStart(4, '0')}`
      const about = { hostname, platform, agentVersion: AGENT_VERSION }
      const identity = await enrol({ server: options.server, token: options.token, ...about })
      deviceIds[index] = identity.deviceId
      await new Promise<void>((resolve, reject) => {
        devices.push(
          startSimulated(identity, about, { onConnected: resolve, onRefused: reject, log: options.log }),
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

function startSimulated(
  identity: Identity,
  about: About,
  { onConnected, onRefused, log }: { onConnected: () => void; onRefused: (error: Error) => void; log: Log },
): Device {
  const host = simulateHost()
  return startDevice({
    identity,
    saveIdentity: async () => {},
    journal: memoryMap(),
    unsent: memoryMap(),
    actions: host.actions,
    allows: () => true,
    readState: now => ({
      at: new Date(now).toISOString(),
      ...about,
      ipAddresses: null,
      containment: host.containment(),
    }),
    onConnected,
    onRefused: reason => onRefused(new Error(reason)),
    log: (message, details) => log(message, { hostname: about.hostname, ...details }),
  })
}

/** Calls `work` for 0 to count − 1, so many at a time. The first rejection ends it. */
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
