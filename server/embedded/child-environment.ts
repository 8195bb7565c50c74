import { delimiter } from 'node:path'

/**
 * The environment of the programs that we start: the caller's PATH and nothing else. A PGDATA or an unknown LANG of
 * the caller's would change what they do.
 */
export const childEnvironment = () => ({ PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' })

/** The directories of PATH, in order. */
export const searchPath = (): string[] => (process.env['PATH'] ?? '').split(delimiter)
