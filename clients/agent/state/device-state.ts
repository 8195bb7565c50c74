import { hostname, networkInterfaces } from 'node:os'
import type { Platform } from '#protocol/platform.ts'
import type { ContainmentState, DeviceState } from '#protocol/state.ts'

export const AGENT_VERSION = '0.1.0'

export const platformOf = (system: NodeJS.Platform): Platform | null => {
  switch (system) {
    case 'linux':
      return 'LINUX'
    case 'win32':
      return 'WINDOWS'
    case 'darwin':
      return 'MACOS'
    default:
      return null
  }
}

/** Reads the state afresh for each report. `containment` is null if it is unknown. */
export function readDeviceState(now: number, containment: ContainmentState | null): DeviceState {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  return {
    at: new Date(now).toISOString(),
    hostname: hostname(),
    platform: platformOf(process.platform),
    agentVersion: AGENT_VERSION,
    ipAddresses: addresses.filter(({ internal }) => !internal).map(({ address }) => address),
    containment,
  }
}
