import { delimiter } from 'node:path'

/**
 * The environment of programs that the service starts: only PATH is passed on. A PGDATA or an unknown LANG would change
 * their behaviour.
 */
export const childEnvironment = () => ({ PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' })

/** The directories of PATH, in order. */
export const searchPath = (): string[] => (process.env['PATH'] ?? '').split(delimiter)
