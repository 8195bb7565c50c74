import type { Caller } from '#domain/people/actor.ts'
import { createSlots } from '#flow/slots.ts'
import {
  createOperationQueue,
  type OperationLimits,
  type OperationQueue,
  type Payer,
} from './operation-queue.ts'

export interface CallerLimitOptions {
  readonly operations: OperationLimits
  /** Estimated bytes of results that are being built; an operation's `cost` is its bytes. */
  readonly memory: OperationLimits
  /** Bytes of results that are built and not sent yet, of one caller and in all. */
  readonly unsent: number
  readonly unsentInAll: number
  readonly exports: number
  /** Exports of all callers. Each may buffer a few MiB for a slow reader. */
  readonly exportsInAll: number
  readonly sockets: number
  readonly subscriptions: number
}

/** Slots of which each caller, each organization and the process have a limited number. */
export interface CallerSlots {
  /** Takes slots (one by default) and returns a function that releases them; null if fewer are left. */
  take(caller: Caller, amount?: number): (() => void) | null
  isFull(caller: Caller): boolean
  /** Number of slots taken by all callers. */
  readonly taken: number
}

/** Limits each caller's concurrent use of this process, and what one organization leaves for the others. */
export interface CallerLimits {
  readonly operations: OperationQueue
  readonly memory: OperationQueue
  readonly unsent: CallerSlots
  readonly exports: CallerSlots
  readonly sockets: CallerSlots
  readonly subscriptions: CallerSlots
}

const mebibyte = 1024 * 1024

const defaultCallerLimits: CallerLimitOptions = {
  operations: {
    atOnce: 16,
    waiting: 64,
    costPerCaller: 20_000,
    costPerOrganization: 40_000,
    costInAll: 60_000,
    small: 500,
  },
  memory: {
    atOnce: Number.POSITIVE_INFINITY,
    waiting: 64,
    costPerCaller: 64 * mebibyte,
    costPerOrganization: 128 * mebibyte,
    costInAll: 192 * mebibyte,
    small: mebibyte / 4,
  },
  unsent: 64 * mebibyte,
  unsentInAll: 256 * mebibyte,
  exports: 4,
  exportsInAll: 64,
  sockets: 20,
  subscriptions: 500,
}

/** Seconds after which a caller that has reached a limit should try again. */
export const retryAfter = 1

/** Identifies a caller among those of all organizations. */
export const callerKey = ({ organization, actor }: Caller): string => `${organization}:${actor.id}`

export const payerOf = (caller: Caller): Payer => ({
  organization: caller.organization,
  key: callerKey(caller),
})

/** The share of a limit on all callers that one organization may use. */
const organizationShare = 0.75

function createCallerSlots(perCaller: number, inAll = Number.POSITIVE_INFINITY): CallerSlots {
  const ofCallers = createSlots(perCaller)
  const ofOrganizations = createSlots(inAll * organizationShare, inAll)
  return {
    isFull: caller => ofCallers.isFull(callerKey(caller)) || ofOrganizations.isFull(caller.organization),
    get taken() {
      return ofOrganizations.taken
    },
    take(caller, amount) {
      const release = ofCallers.take(callerKey(caller), amount)
      const releaseShare = release && ofOrganizations.take(caller.organization, amount)
      if (!releaseShare) {
        release?.()
        return null
      }
      return () => {
        release()
        releaseShare()
      }
    },
  }
}

export function createCallerLimits(overrides: Partial<CallerLimitOptions> = {}): CallerLimits {
  const limits = { ...defaultCallerLimits, ...overrides }
  return {
    operations: createOperationQueue(limits.operations),
    memory: createOperationQueue(limits.memory),
    unsent: createCallerSlots(limits.unsent, limits.unsentInAll),
    exports: createCallerSlots(limits.exports, limits.exportsInAll),
    sockets: createCallerSlots(limits.sockets),
    subscriptions: createCallerSlots(limits.subscriptions),
  }
}
