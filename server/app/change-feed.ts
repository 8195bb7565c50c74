export type Notice =
  | {
      readonly kind: 'grown'
      readonly organization: string
      readonly sequence: number
      readonly devices: readonly string[]
      readonly bulks: readonly string[]
    }
  | { readonly kind: 'presence'; readonly organization: string; readonly device: string }
  /** The device has a new connection: connections with an earlier epoch must end in every process. */
  | { readonly kind: 'connected'; readonly device: string; readonly epoch: number }
  /** The device's connection must end in every process. */
  | { readonly kind: 'revoked'; readonly device: string }
  /** Connections authenticated with this account's key must end in every process. */
  | { readonly kind: 'keyRevoked'; readonly account: string }

/**
 * Notices between processes: delivered to this process immediately, and to others at most once. They contain only ids;
 * receivers read the content from the database.
 */
export interface ChangeFeed {
  publish(notice: Notice): void
  subscribe(listener: (notice: Notice) => void): () => void
}

export interface Timers {
  /** Wakes one process soon after each of these times (ms). Idempotent; a wake-up may be lost. */
  wakeAt(instants: readonly number[]): void
}
