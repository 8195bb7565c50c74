import type { Caller } from '#domain/people/actor.ts'
import { createSlots, type Slots } from '#flow/slots.ts'
import { createOperationQueue, type OperationLimits, type OperationQueue } from './operation-queue.ts'

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

/** Limits each caller's concurrent use of this process. `callerKey` identifies a caller. */
export interface CallerLimits {
  readonly operations: OperationQueue
  readonly memory: OperationQueue
  readonly unsent: Slots
  readonly exports: Slots
  readonly sockets: Slots
  readonly subscriptions: Slots
}

const mebibyte = 1024 * 1024

const defaultCallerLimits: CallerLimitOptions = {
  operations: { atOnce: 16, waiting: 64, costPerCaller: 20_000, costInAll: 60_000, small: 500 },
  memory: {
    atOnce: Number.POSITIVE_INFINITY,
    waiting: 64,
    costPerCaller: 64 * mebibyte,
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

export const callerKey = ({ organization, actor }: Caller): string => `${organization}:${actor.id}`

export function createCallerLimits(overrides: Partial<CallerLimitOptions> = {}): CallerLimits {
  const limits = { ...defaultCallerLimits, ...overrides }
  return {
    operations: createOperationQueue(limits.operations),
    memory: createOperationQueue(limits.memory),
    unsent: createSlots(limits.unsent, limits.unsentInAll),
    exports: createSlots(limits.exports, limits.exportsInAll),
    sockets: createSlots(limits.sockets),
    subscriptions: createSlots(limits.subscriptions),
  }
}
