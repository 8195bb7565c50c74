import type { Uploader } from '../link/upload.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Catalog, DeviceAction } from './action.ts'
import { collectForensics } from './forensics.ts'
import { linuxCollectors } from './linux/forensics-linux.ts'
import { killProcess } from './linux/kill-process.ts'
import { resetSession } from './linux/reset-session.ts'
import { runScript } from './linux/run-script.ts'
import { windowsActions } from './windows/catalog.ts'
import { runCommand } from './windows/command.ts'

export interface CatalogParts {
  readonly platform: NodeJS.Platform
  readonly sandbox: Sandbox | null
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
  sandbox,
  containment,
  scratch,
  spool,
  uploader,
}: CatalogParts): Catalog {
  const actions = new Map<string, DeviceAction>(containment)
  const add = (more: Catalog) => {
    for (const [type, action] of more) actions.set(type, action)
  }
  if (platform === 'win32') add(windowsActions({ run: runCommand, sandbox, scratch, spool, uploader }))
  if (platform === 'linux')
    add(
      new Map([
        ['KILL_PROCESS', killProcess(sandbox)],
        ['RESET_USER_SESSION', resetSession(sandbox)],
        ['COLLECT_FORENSICS', collectForensics({ spool, uploader, collectors: linuxCollectors(sandbox) })],
        ['RUN_SCRIPT', runScript(scratch)],
      ]),
    )
  return actions
}
