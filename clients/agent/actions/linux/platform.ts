import { join } from 'node:path'
import { type Catalog, outsideSandbox, refused } from '../action.ts'
import { collectForensics } from '../forensics.ts'
import type { Platform, PlatformParts } from '../platform.ts'
import { openContainment } from './containment.ts'
import { linuxCollectors } from './forensics-linux.ts'
import { killProcess } from './kill-process.ts'
import { resetSession } from './reset-session.ts'
import { runScript } from './run-script.ts'

export async function openLinux(parts: PlatformParts): Promise<Platform> {
  const { directory, sandbox, uploader } = parts
  const containment = await openContainment(parts)
  const spool = join(directory, 'spool')
  const actions: Catalog = new Map([
    ...containment.actions,
    ['KILL_PROCESS', killProcess(sandbox)],
    ['RESET_USER_SESSION', resetSession(sandbox)],
    ['COLLECT_FORENSICS', collectForensics({ spool, uploader, collectors: linuxCollectors(sandbox) })],
    // A script can't be confined, so a confined agent runs none.
    ['RUN_SCRIPT', sandbox === null ? runScript(join(directory, 'scripts')) : refused(outsideSandbox)],
  ])
  return { ...containment, actions }
}
