import { realpathSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'

/** Whether a path lies in the only directory where anything may be touched. Where there is none: null. */
export type Sandbox = (path: string) => boolean

/** Throws where the directory does not exist. */
export function openSandbox(directory: string): Sandbox {
  const root = realpathSync(directory)
  return path => {
    const inside = relative(root, realpathOf(path))
    return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
  }
}

// A link inside the directory that leads out of it leads out of it.
function realpathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
