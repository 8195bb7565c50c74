import type { Confinement } from '../confinement.ts'
import type { Uploader } from '../upload.ts'
import type { Catalog, DeviceAction } from './action.ts'
import { collectForensics } from './forensics.ts'
import { linuxCollectors } from './forensics-linux.ts'
import { killProcess } from './kill-process.ts'
import { resetSession } from './reset-session.ts'
import { runScript } from './run-script.ts'

export interface CatalogParts {
  readonly platform: NodeJS.Platform
  readonly confined: Confinement | null
  /** What `openContainment` can do; none where the platform has no such thing. */
  readonly containment: Catalog
  /** Where scripts work: the agent's own directory, or the one it is confined to. */
  readonly scratch: string
  /** Where forensic archives wait for their upload. */
  readonly spool: string
  readonly uploader: Uploader
}

/** What this device can do; any other type is answered with UNSUPPORTED. */
export function actionsOf({
  platform,
  confined,
  containment,
  scratch,
  spool,
  uploader,
}: CatalogParts): Catalog {
  const actions = new Map<string, DeviceAction>(containment)
  if (platform === 'linux') actions.set('KILL_PROCESS', killProcess(confined))
  if (platform === 'linux') actions.set('RESET_USER_SESSION', resetSession(confined))
  if (platform === 'linux') actions.set('RUN_SCRIPT', runScript(scratch))
  if (platform === 'linux')
    actions.set(
      'COLLECT_FORENSICS',
      collectForensics({ spool, uploader, collectors: linuxCollectors(confined) }),
    )
  return actions
}
