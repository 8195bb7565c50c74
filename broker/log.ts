/** The broker's log; a pino logger fits. */
export interface Log {
  debug(about: object, message: string): void
  info(about: object, message: string): void
  warn(about: object, message: string): void
  error(about: object, message: string): void
}

/** Metrics hooks, all optional. */
export interface Observer {
  /** The number of connected devices. */
  connections?(count: number): void
  sent?(kind: 'execute' | 'grant' | 'withdraw' | 'verify'): void
  received?(kind: 'claim' | 'completed' | 'failed' | 'verified' | 'state' | 'malformed'): void
}
