/** The logger that the broker needs; a pino logger fits. */
export interface Log {
  debug(details: object, message: string): void
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** Metrics hooks, all optional. */
export interface Observer {
  /** The number of connected devices. */
  connections?(count: number): void
  sent?(kind: 'execute' | 'grant' | 'withdraw' | 'verify'): void
  /** @param milliseconds from the `execute` command to its claim */
  claimed?(milliseconds: number): void
  received?(kind: 'claim' | 'completed' | 'failed' | 'verified' | 'state' | 'malformed'): void
}
