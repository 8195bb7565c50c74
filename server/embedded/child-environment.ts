import { delimiter } from 'node:path'

/**
 * The environment of programs that the service starts. Of the service's own variables, only PATH is passed on, because
 * others (for example PGDATA or LANG) could change their behaviour.
 */
export const childEnvironment = () => ({ PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' })

/** The directories of PATH, in order. */
export const searchPath = (): string[] => (process.env['PATH'] ?? '').split(delimiter)
