import { join } from 'node:path'
import { type Catalog, type DeviceAction, outsideSandbox, refused } from '../action.ts'
import { collectForensics } from '../forensics.ts'
import type { Platform, PlatformParts } from '../platform.ts'
import type { RunCommand } from './command.ts'
import { openWindowsContainment } from './containment.ts'
import { windowsCollectors } from './forensics.ts'
import { killProcess } from './kill-process.ts'
import { resetSession } from './reset-session.ts'
import { runScript } from './run-script.ts'

export async function openWindows(parts: PlatformParts & { readonly run: RunCommand }): Promise<Platform> {
  const { directory, sandbox, uploader, run } = parts
  const containment = await openWindowsContainment(parts)
  // PowerShell can't tell which processes were started under a directory.
  const unlessConfined = (action: DeviceAction) => (sandbox === null ? action : refused(outsideSandbox))
  const spool = join(directory, 'spool')
  const collectors = windowsCollectors({ run, scratch: join(spool, 'exports') })
  const actions: Catalog = new Map([
    ...containment.actions,
    ['KILL_PROCESS', unlessConfined(killProcess(run))],
    ['RESET_USER_SESSION', unlessConfined(resetSession(run))],
    ['COLLECT_FORENSICS', unlessConfined(collectForensics({ spool, uploader, collectors }))],
    ['RUN_SCRIPT', unlessConfined(runScript({ run, scratch: join(directory, 'scripts') }))],
  ])
  return { ...containment, actions }
}
