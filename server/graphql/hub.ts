import { randomUUID } from 'node:crypto'
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
} from 'graphql'
import type { ActionStep } from '#app/action/action-stream.ts'
import type { Caller } from '#domain/people/actor.ts'
import { iterate, over } from '#flow/iterate.ts'
import { type AnswerShape, readAnswerShape } from './answer-shape.ts'
import { createKeptAnswers } from './kept-answers.ts'
import { withinSize } from './limit-callers.ts'
import { observeCaller } from './observed-caller.ts'
import { formatError, type PublicError } from './public-errors.ts'

/** A client's subscription, parsed and validated. */
export interface Subscription {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName: string | null
  readonly variableValues: Readonly<Record<string, unknown>> | null
  readonly caller: Caller
  readonly requestId: string
}

interface Options {
  readonly contextOf: (caller: Caller) => object
  readonly toPublic: PublicError
  /** Called if resolvers read the caller's identity although the schema does not declare `dependsOnCaller`. */
  readonly onUndeclared?: (document: DocumentNode) => void
  /** Maximum bytes of answers kept for slower subscribers. Default: 32 MiB. */
  readonly keep?: number
}

export interface Hub {
  /** Whether answers to this subscription can be shared. */
  carries(subscription: Subscription): boolean
  /**
   * Passes each change's answer, as JSON text, to `deliver`. The next change is read only after `deliver` has resolved.
   * Returns an iterator that yields nothing and ends with the subscription, or a result if the subscription is refused.
   */
  follow(
    subscription: Subscription,
    deliver: (payload: string) => Promise<void>,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>
}

/**
 * Executes and serializes a change once for all subscribers with the same document, variables, organization and roles,
 * or once per caller if the answer depends on the caller. Each subscriber has its own position in the ledger, so slow
 * and new subscribers get every change exactly once.
 *
 * The schema declares which fields depend on the caller. An undeclared dependence is detected when an answer is computed;
 * that answer and all later ones to the same document are not shared.
 */
export function createHub({ contextOf, toPublic, onUndeclared, keep = 32 * 1024 * 1024 }: Options): Hub {
  const shapes = new WeakMap<DocumentNode, Map<string | null, AnswerShape | null>>()
  const undeclared = new WeakSet<AnswerShape>()
  const answers = createKeptAnswers(keep)

  function shapeOf({ schema, document, operationName }: Subscription): AnswerShape | null {
    const known = shapes.get(document) ?? new Map<string | null, AnswerShape | null>()
    shapes.set(document, known)
    const found = known.get(operationName)
    if (found !== undefined) return found
    const shape = readAnswerShape(schema, document, operationName)
    known.set(operationName, shape)
    return shape
  }

  const isShared = (shape: AnswerShape) => !shape.dependsOnCaller && !undeclared.has(shape)

  function keyOf(subscription: Subscription, { variables }: AnswerShape, reader: string | null): string {
    const { document, operationName, variableValues, caller } = subscription
    return JSON.stringify([
      document.loc?.source.body,
      operationName,
      variables.map(name => variableValues?.[name]),
      caller.organization,
      [...caller.roles].sort(),
      reader,
    ])
  }

  async function render(subscription: Subscription, step: ActionStep, caller: Caller): Promise<string> {
    const { schema, document, operationName, variableValues, requestId } = subscription
    const { errors, ...result } = withinSize(
      await execute({
        schema,
        document,
        operationName,
        variableValues,
        rootValue: step,
        // Each answer needs a new context, because an earlier context caches outdated rows.
        contextValue: contextOf(caller),
      }),
    )
    if (!errors) return JSON.stringify(result)
    const shared = errors.map(error => {
      const { extensions, ...rest } = formatError(toPublic(error, requestId))
      return { ...rest, extensions: { ...extensions, requestId: anyRequest } }
    })
    return JSON.stringify({ errors: shared, ...result })
  }

  /** Joins the group of shared answers, and the caller's own group in case the answers depend on the caller. */
  function join(subscription: Subscription, shape: AnswerShape) {
    const { caller, document } = subscription
    const own = answers.join(keyOf(subscription, shape, caller.actor.id))
    const shared = isShared(shape) ? answers.join(keyOf(subscription, shape, null)) : null

    async function renderShared(step: ActionStep): Promise<string> {
      const observed = observeCaller(caller)
      const text = await render(subscription, step, observed.caller)
      if (!observed.identityWasRead) return text
      undeclared.add(shape)
      onUndeclared?.(document)
      return ''
    }

    return {
      async at(step: ActionStep): Promise<string> {
        const { sequence } = step.entry
        if (shared && isShared(shape)) {
          const text = await shared.at(sequence, () => renderShared(step))
          if (isShared(shape)) return text
        }
        return own.at(sequence, () => render(subscription, step, caller))
      },
      leave() {
        own.leave()
        shared?.leave()
      },
    }
  }

  return {
    carries: subscription => shapeOf(subscription) !== null,
    async follow(subscription, deliver) {
      const { caller, requestId, ...args } = subscription
      const shape = shapeOf(subscription)
      if (!shape) throw new Error('answers to this subscription cannot be shared')
      const changes = await createSourceEventStream({ ...args, contextValue: contextOf(caller) })
      if (!(Symbol.asyncIterator in changes)) {
        return { errors: (changes.errors ?? []).map(error => toPublic(error, requestId)) }
      }
      const steps = changes as AsyncGenerator<ActionStep>
      const joined = join(subscription, shape)
      async function deliverAll() {
        try {
          for await (const step of steps) await deliver(ofRequest(await joined.at(step), requestId))
        } finally {
          joined.leave()
        }
        return over
      }
      return iterate<ExecutionResult>(deliverAll, async () => {
        joined.leave()
        await steps.return(undefined)
      })
    },
  }
}

/** A placeholder for each subscriber's request id in the errors of a shared result. */
const anyRequest = randomUUID()
const ofRequest = (text: string, requestId: string): string =>
  text.startsWith('{"errors"') ? text.replaceAll(anyRequest, requestId) : text
