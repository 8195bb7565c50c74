import { liftRules as liftLinuxRules } from './linux/containment.ts'
import { openLinux } from './linux/platform.ts'
import type { Platform, PlatformParts } from './platform.ts'
import { runCommand } from './windows/command.ts'
import { liftWindowsRules } from './windows/containment.ts'
import { openWindows } from './windows/platform.ts'

/** The only place that checks the operating system. On an unsupported one, the agent answers UNSUPPORTED. */
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

/** Removes the agent's network rules, for uninstalling: nothing else removes the rules later. */
export async function liftRules(directory: string): Promise<void> {
  if (process.platform === 'linux') await liftLinuxRules(directory)
  if (process.platform === 'win32') await liftWindowsRules(directory, runCommand)
}
