import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Caller } from '#domain/people/actor.ts'
import { mapIterator } from '#flow/iterate.ts'
import { onBehalfOf } from '#flow/on-behalf-of.ts'
import { type CallerLimits, callerKey, payerOf, retryAfter } from '../access/caller-limits.ts'
import type { RequestInfo } from '../access/request-info.ts'
import { jsonSize } from './answer-size.ts'
import type { PublicError } from './public-errors.ts'

/** Maximum bytes of a result as JSON. */
const longestAnswer = 32 * 1024 * 1024

/** Answers below this size, in bytes, are not counted while they wait to be read. */
const smallAnswer = 64 * 1024

interface CountedContext extends RequestInfo {
  readonly cost?: number
  readonly bytes?: number
}

const contextOf = (args: ExecutionArgs): CountedContext => args.contextValue as CountedContext

/**
 * Limits each caller's concurrent operations and subscriptions, the size of each result, and the memory of results: of
 * those being built, and of those that wait for their client to read them. It is part of the envelope that all transports
 * share.
 */
export const limitCallers = (limits: CallerLimits, toPublic: PublicError): Plugin<CountedContext> => ({
  onExecute({ executeFn, setExecuteFn }) {
    setExecuteFn(async (args: ExecutionArgs) => {
      const { caller, cost = 0, bytes = 0, requestId, whenSent } = contextOf(args)
      const payer = payerOf(caller)
      const end = await limits.operations.take(payer, cost)
      if (end === null) return { errors: [tooManyAtOnce('operations')] }
      try {
        const giveBack = await limits.memory.take(payer, bytes)
        if (giveBack === null) return { errors: [tooManyAtOnce('large operations')] }
        try {
          const executed = (await onBehalfOf(payer.key, () => executeFn(args))) as ExecutionResult
          const { errors, ...result } = whenSent
            ? kept(limits, caller, executed, whenSent)
            : withinSize(executed)
          return errors ? { errors: errors.map(error => toPublic(error, requestId)), ...result } : result
        } finally {
          giveBack()
        }
      } finally {
        end()
      }
    })
  },
  onSubscribe({ subscribeFn, setSubscribeFn }) {
    setSubscribeFn((args: ExecutionArgs) =>
      followWithin(limits, args, () => Promise.resolve(subscribeFn(args))),
    )
  },
})

/** Runs a subscription in one of its caller's slots, and releases the slot when it ends. */
export async function followWithin<Followed extends object>(
  limits: CallerLimits,
  args: ExecutionArgs,
  follow: () => Promise<Followed>,
): Promise<Followed | ExecutionResult> {
  const { caller } = contextOf(args)
  const end = limits.subscriptions.take(caller)
  if (end === null) return { errors: [tooManyAtOnce('subscriptions')] }
  try {
    const followed = await onBehalfOf(callerKey(caller), follow)
    if (!(Symbol.asyncIterator in followed)) {
      end()
      return followed
    }
    return mapIterator(
      followed as unknown as AsyncIterableIterator<ExecutionResult>,
      withinSize,
      end,
    ) as never
  } catch (error) {
    end()
    throw error
  }
}

/** The result, or an error if it is too large. */
export const withinSize = (result: ExecutionResult): ExecutionResult =>
  jsonSize(result, longestAnswer) <= longestAnswer ? result : { errors: [tooLong()] }

/** The same, and an error if the caller or the process already keeps too much for clients that do not read. */
function kept(
  { unsent }: CallerLimits,
  caller: Caller,
  result: ExecutionResult,
  whenSent: (done: () => void) => void,
): ExecutionResult {
  const size = jsonSize(result, longestAnswer)
  if (size > longestAnswer) return { errors: [tooLong()] }
  if (size < smallAnswer) return result
  const release = unsent.take(caller, size)
  if (release === null) return { errors: [tooManyAtOnce('unread answers')] }
  whenSent(release)
  return result
}

const tooLong = () =>
  new GraphQLError(`The result is larger than ${longestAnswer / 1024 / 1024} MiB; request less data.`, {
    extensions: { code: 'LIMIT_EXCEEDED' },
  })

/** HTTP status 429 with Retry-After. */
export const tooManyAtOnce = (what: string) =>
  new GraphQLError(`Too many concurrent ${what}; try again in ${retryAfter} s.`, {
    extensions: {
      code: 'LIMIT_EXCEEDED',
      retryAfter,
      http: { status: 429, headers: { 'retry-after': String(retryAfter) } },
    },
  })
