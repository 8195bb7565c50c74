import { liftRules as liftLinuxRules } from './linux/containment.ts'
import { openLinux } from './linux/platform.ts'
import type { Platform, PlatformParts } from './platform.ts'
import { runCommand } from './windows/command.ts'
import { liftWindowsRules } from './windows/containment.ts'
import { openWindows } from './windows/platform.ts'

/** The only place that asks which operating system this is. Elsewhere the agent can do nothing, and says so. */
export async function openPlatform(parts: PlatformParts): Promise<Platform> {
  switch (process.platform) {
    case 'linux':
      return openLinux(parts)
    case 'win32':
      return openWindows({ ...parts, run: runCommand })
    default:
      return { actions: new Map(), lookup: null, read: async () => null, close: async () => {} }
  }
}

/** Takes what this agent put into the network out of it: without an agent nobody could. */
export async function liftRules(directory: string): Promise<void> {
  if (process.platform === 'linux') await liftLinuxRules(directory)
  if (process.platform === 'win32') await liftWindowsRules(directory, runCommand)
}
