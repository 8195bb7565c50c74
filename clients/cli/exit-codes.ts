/** What the process ends with; `defend --help` lists them. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  notSignedIn: 4,
  unavailable: 5,
  no: 6,
  declined: 7,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export const exitCodesHelp = `
Exit codes:
  0  done
  1  something unexpected failed
  2  the command line is wrong
  3  the service refused: not found, not allowed, conflict, invalid
  4  not signed in, or the token is not accepted
  5  the service could not be reached, is away or busy
  6  the answer is no: the ledger is not intact, the action failed
  7  nothing was done, because you said no`

/** Ends the command with a message for people. */
export class Ending extends Error {
  override readonly name = 'Ending'
  readonly code: ExitCode
  constructor(code: ExitCode, message: string) {
    super(message)
    this.code = code
  }
}

export const usage = (message: string): Ending => new Ending(exitCodes.usage, message)
