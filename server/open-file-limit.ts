import { readFileSync } from 'node:fs'

/** The limit on open files of this process (`ulimit -n`); 65,536 if it can't be read. */
function openFileLimit(): number {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return soft === undefined ? 65_536 : Number(soft)
  } catch {
    return 65_536
  }
}

/** Connection limits: all connections may use this share of the file descriptors, and one address half of it. */
export function shareOfDescriptors(share: number): { readonly perAddress: number; readonly inAll: number } {
  const inAll = Math.floor(openFileLimit() * share)
  return { inAll, perAddress: Math.floor(inAll / 2) }
}
