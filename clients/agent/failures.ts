/** The server answered with a permanent refusal. */
export class Refused extends Error {}

/** No trusted server answered. A retry may succeed. */
export class Unreachable extends Error {}

/** The command line is invalid, or the directory it names is unusable. */
export class BadUsage extends Error {}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

export function exitCodeOf(error: unknown): 1 | 2 | 3 | 4 {
  if (error instanceof BadUsage) return 2
  if (error instanceof Refused) return 3
  return error instanceof Unreachable ? 4 : 1
}
