/** The server answered, and its answer is no: what it refuses today it refuses tomorrow. */
export class Refused extends Error {}

/** No server that may be talked to answered; another try may do better. */
export class Unreachable extends Error {}

/** The command line, or the directory that it names, does not fit. */
export class BadUsage extends Error {}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

export function exitCodeOf(error: unknown): 1 | 2 | 3 | 4 {
  if (error instanceof BadUsage) return 2
  if (error instanceof Refused) return 3
  return error instanceof Unreachable ? 4 : 1
}
