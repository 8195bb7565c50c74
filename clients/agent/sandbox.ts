import { realpathSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'

/** Tests whether a path is inside the --confine directory. A null sandbox means no confinement. */
export type Sandbox = (path: string) => boolean

/** Throws if the directory does not exist. */
export function openSandbox(directory: string): Sandbox {
  const root = realpathSync(directory)
  return path => {
    const inside = relative(root, realpathOf(path))
    return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
  }
}

// Resolves links, so that a link that leads out of the directory counts as outside.
function realpathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
