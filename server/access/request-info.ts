import type { Caller } from '#domain/people/actor.ts'

/** What a transport says of a request. */
export interface RequestInfo {
  readonly caller: Caller
  /** The caller's `x-request-id`, or one of ours; over WebSocket that of the upgrade request. */
  readonly requestId: string
  /** Adds a header to the answer, where the transport has them. */
  readonly setHeader?: (name: string, value: string) => void
}
