/** The exit codes of the program. `defend --help` lists them. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  notSignedIn: 4,
  unavailable: 5,
  negative: 6,
  declined: 7,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export const exitCodesHelp = `
Exit codes:
  0  success
  1  unexpected failure
  2  invalid command line
  3  refused by the service: not found, not allowed, conflict or invalid input
  4  not signed in, or the token is not valid
  5  the service is unreachable or busy
  6  negative result: the ledger is not intact, or the action failed
  7  nothing was done, because you answered no

With --json, errors are JSON on standard error: {"error":{"code":…,"message":…,"path":…},"exitCode":…}`

/** Ends the command with an error. `code` is stable and for programs; `path` names the invalid input field. */
export class Ending extends Error {
  override readonly name = 'Ending'
  readonly exitCode: ExitCode
  readonly code: string
  readonly path: readonly string[] | null
  constructor(exitCode: ExitCode, code: string, message: string, path: readonly string[] | null = null) {
    super(message)
    this.exitCode = exitCode
    this.code = code
    this.path = path
  }
}

export const usage = (message: string): Ending => new Ending(exitCodes.usage, 'USAGE', message)
export const notFound = (kind: string, named: string): Ending =>
  new Ending(exitCodes.refused, 'NOT_FOUND', `There is no ${kind} ${named}.`)
