import type { Confinement } from '../confinement.ts'
import type { Catalog, DeviceAction } from './action.ts'
import { killProcess } from './kill-process.ts'
import { resetSession } from './reset-session.ts'
import { runScript } from './run-script.ts'

export interface CatalogParts {
  readonly platform: NodeJS.Platform
  readonly confined: Confinement | null
  /** Where scripts work: the agent's own directory, or the one it is confined to. */
  readonly scratch: string
}

/** What this device can do; any other type is answered with UNSUPPORTED. */
export function actionsOf({ platform, confined, scratch }: CatalogParts): Catalog {
  const actions = new Map<string, DeviceAction>()
  if (platform === 'linux') actions.set('KILL_PROCESS', killProcess(confined))
  if (platform === 'linux') actions.set('RESET_USER_SESSION', resetSession(confined))
  if (platform === 'linux') actions.set('RUN_SCRIPT', runScript(scratch))
  return actions
}
