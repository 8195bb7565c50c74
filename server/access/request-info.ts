import type { Caller } from '#domain/people/actor.ts'

/** A request's metadata from its transport. */
export interface RequestInfo {
  readonly caller: Caller
  /** The caller's `x-request-id` or a generated one. Over WebSocket, the upgrade request's. */
  readonly requestId: string
  /** Whether the service itself wrote the operation's document, for REST or OpenC2. */
  readonly isInternal?: boolean
  /** Adds a header to the response, if the transport has headers. */
  readonly setHeader?: (name: string, value: string) => void
  /** Calls back once the response was sent or its connection has ended. */
  readonly whenSent?: (done: () => void) => void
}
