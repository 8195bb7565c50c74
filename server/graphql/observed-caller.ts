import type { Caller } from '#domain/people/actor.ts'

/** A caller that remembers whether its identity was read. */
export interface ObservedCaller {
  readonly caller: Caller
  readonly identityWasRead: boolean
}

/** Observes all fields except the organization and roles, which are the same for all callers that share an answer. */
export function observeCaller(observed: Caller): ObservedCaller {
  let identityWasRead = false
  const read = <T>(value: T): T => {
    identityWasRead = true
    return value
  }
  return {
    caller: {
      organization: observed.organization,
      roles: observed.roles,
      get actor() {
        return read(observed.actor)
      },
      get responsible() {
        return read(observed.responsible)
      },
      get samePerson() {
        return read(observed.samePerson)
      },
    },
    get identityWasRead() {
      return identityWasRead
    },
  }
}
