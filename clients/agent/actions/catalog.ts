import type { Confinement } from '../confinement.ts'
import type { Catalog, DeviceAction } from './action.ts'
import { killProcess } from './kill-process.ts'

export interface CatalogParts {
  readonly platform: NodeJS.Platform
  readonly confined: Confinement | null
}

/** What this device can do; any other type is answered with UNSUPPORTED. */
export function actionsOf({ platform, confined }: CatalogParts): Catalog {
  const actions = new Map<string, DeviceAction>()
  if (platform === 'linux') actions.set('KILL_PROCESS', killProcess(confined))
  return actions
}
