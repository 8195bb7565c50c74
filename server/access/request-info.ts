import type { Caller } from '#domain/people/actor.ts'

/** What a transport says of a request. */
export interface RequestInfo {
  readonly caller: Caller
  /** Adds a header to the answer, where the transport has them. */
  readonly setHeader?: (name: string, value: string) => void
}
