import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { mapIterator } from '#flow/iterate.ts'
import { type CallerLimits, callerKey, retryAfter } from '../access/caller-limits.ts'
import type { RequestInfo } from '../access/request-info.ts'
import { jsonSize } from './answer-size.ts'
import type { PublicError } from './graphql-errors.ts'

/** Maximum bytes of a result as JSON. */
export const longestAnswer = 32 * 1024 * 1024

interface CountedContext extends RequestInfo {
  readonly cost?: number
}

const contextOf = (args: ExecutionArgs): CountedContext => args.contextValue as CountedContext

/**
 * Limits each caller's concurrent operations and subscriptions, and the size of each result. It is part of the envelope
 * that all transports share.
 */
export const limitCallers = (limits: CallerLimits, toPublic: PublicError): Plugin<CountedContext> => ({
  onExecute({ executeFn, setExecuteFn }) {
    setExecuteFn((args: ExecutionArgs) => {
      const { caller, cost = 0, requestId } = contextOf(args)
      const turn = limits.operations.take(callerKey(caller), cost)
      if (turn === null) return { errors: [tooManyAtOnce('operations')] }
      const run = async (end: () => void) => {
        try {
          const { errors, ...result } = withinSize((await executeFn(args)) as ExecutionResult)
          return errors ? { errors: errors.map(error => toPublic(error, requestId)), ...result } : result
        } finally {
          end()
        }
      }
      return typeof turn === 'function' ? run(turn) : turn.then(run)
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
  const end = limits.subscriptions.take(callerKey(contextOf(args).caller))
  if (end === null) return { errors: [tooManyAtOnce('subscriptions')] }
  try {
    const followed = await follow()
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
