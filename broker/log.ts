/** What the broker says; pino's logger is one. */
export interface Log {
  debug(about: object, message: string): void
  info(about: object, message: string): void
  warn(about: object, message: string): void
  error(about: object, message: string): void
}

/** For metrics; each may be left out. */
export interface Observer {
  /** How many devices are connected now. */
  connections?(count: number): void
  sent?(kind: 'execute' | 'grant' | 'withdraw' | 'verify'): void
  received?(kind: 'claim' | 'completed' | 'failed' | 'verified' | 'state' | 'malformed'): void
}
