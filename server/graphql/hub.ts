import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FieldNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  visit,
} from 'graphql'
import type { ActionStep } from '#app/action/action-stream.ts'
import type { Caller } from '#domain/people/actor.ts'
import { type PublicError, told } from './graphql-errors.ts'

/** A subscription as a client asks for it, parsed and valid. */
export interface Subscription {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName: string | null
  readonly variableValues: Readonly<Record<string, unknown>> | null
  readonly caller: Caller
}

interface Options {
  readonly contextOf: (caller: Caller) => object
  readonly toPublic: PublicError
}

/** What the answers of a subscription to actions depend on, besides the change itself and the roles of who reads it. */
interface Shape {
  /** Variables that are used beneath the root field: `filter` and `after` choose changes, they do not shape them. */
  readonly variables: readonly string[]
  readonly isOfCaller: boolean
}

export interface Hub {
  /** Whether answers to this subscription can be shared. */
  carries(subscription: Subscription): boolean
  /**
   * Gives each change's answer, as JSON text, to `deliver`, one after the other: the next is not looked for before
   * `deliver` resolves. What it returns yields nothing and ends with the subscription; an error instead is the
   * subscription's refusal.
   */
  follow(
    subscription: Subscription,
    deliver: (payload: string) => Promise<void>,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>
}

/** Characters of answers that are kept for those who come for the same a moment later, of each shape. */
const keptOfAShape = 1024 * 1024
const keptShapes = 1000

/**
 * A change is executed and serialized once for all who asked for it in the same words, have the same roles in the
 * same organization, and do not ask what they themselves may do. Each of them still has a place of its own in the
 * ledger, so that one that lags or has just come loses and repeats nothing.
 */
export function createHub({ contextOf, toPublic }: Options): Hub {
  const shapes = new WeakMap<DocumentNode, Map<string | null, Shape | null>>()
  const answers = new Map<string, ReturnType<typeof recently>>()

  function shapeOf({ document, operationName }: Subscription): Shape | null {
    const known = shapes.get(document) ?? new Map<string | null, Shape | null>()
    shapes.set(document, known)
    const found = known.get(operationName)
    if (found !== undefined) return found
    const shape = readShape(document, operationName)
    known.set(operationName, shape)
    return shape
  }

  function keyOf(subscription: Subscription, { variables, isOfCaller }: Shape): string {
    const { document, operationName, variableValues, caller } = subscription
    return JSON.stringify([
      document.loc?.source.body,
      operationName,
      variables.map(name => variableValues?.[name]),
      caller.organization,
      [...caller.roles].sort(),
      isOfCaller ? caller.actor.id : null,
    ])
  }

  async function render(subscription: Subscription, step: ActionStep): Promise<string> {
    const { caller, ...args } = subscription
    // A context of its own for each answer: what one loaded is old for the next.
    const { errors, ...result } = await execute({ ...args, rootValue: step, contextValue: contextOf(caller) })
    return JSON.stringify(errors ? { errors: errors.map(error => told(toPublic(error))), ...result } : result)
  }

  /** The answers of a shape; the shapes that were used last are kept. */
  function answersOf(key: string) {
    const kept = answers.get(key) ?? recently(keptOfAShape)
    answers.delete(key)
    answers.set(key, kept)
    for (const oldest of answers.keys()) {
      if (answers.size <= keptShapes) break
      answers.delete(oldest)
    }
    return kept
  }

  return {
    carries: subscription => shapeOf(subscription) !== null,
    async follow(subscription, deliver) {
      const { caller, ...args } = subscription
      const shape = shapeOf(subscription)
      if (!shape) throw new Error('this subscription is not carried')
      const key = keyOf(subscription, shape)
      const changes = await createSourceEventStream({ ...args, contextValue: contextOf(caller) })
      if (!(Symbol.asyncIterator in changes)) return { errors: (changes.errors ?? []).map(toPublic) }
      const source = changes[Symbol.asyncIterator]() as AsyncIterator<ActionStep>
      return staysOpen(source, async step =>
        deliver(await answersOf(key).at(step.entry.sequence, () => render(subscription, step))),
      )
    },
  }
}

/** A subscription to `actionChanged` alone; null for any other. */
function readShape(document: DocumentNode, operationName: string | null): Shape | null {
  const [root, ...others] = getOperationAST(document, operationName)?.selectionSet.selections ?? []
  if (root?.kind !== Kind.FIELD || root.name.value !== 'actionChanged' || others.length > 0) return null
  const variables = new Set<string>()
  let isOfCaller = false
  const look = (node: DocumentNode['definitions'][number] | FieldNode) =>
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      Field: ({ name }) => {
        // The url of an artifact bears a ticket for one caller.
        isOfCaller ||= name.value.startsWith('viewer') || name.value === 'url'
      },
    })
  look({ ...root, arguments: [] })
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) look(definition)
  return { variables: [...variables].sort(), isOfCaller }
}

/** Runs through the changes inside the one `next` that is asked of it. */
function staysOpen(
  source: AsyncIterator<ActionStep>,
  each: (step: ActionStep) => Promise<void>,
): AsyncIterableIterator<ExecutionResult> {
  const done = { done: true, value: undefined } as const
  const iterator: AsyncIterableIterator<ExecutionResult> = {
    [Symbol.asyncIterator]: () => iterator,
    async next() {
      for (;;) {
        const { done: isOver, value } = await source.next()
        if (isOver) return done
        await each(value)
      }
    },
    async return() {
      await source.return?.()
      return done
    },
    async throw(error) {
      await source.return?.()
      throw error
    },
  }
  return iterator
}

/** Texts by number, made once; of older ones only as many are kept as `budget` characters allow. */
function recently(budget: number) {
  const made = new Map<number, { readonly text: Promise<string>; size: number }>()
  let size = 0
  const forget = (sequence: number) => {
    size -= made.get(sequence)?.size ?? 0
    made.delete(sequence)
  }
  return {
    at(sequence: number, make: () => Promise<string>): Promise<string> {
      const known = made.get(sequence)
      if (known) return known.text
      const text = make()
      const entry = { text, size: 0 }
      made.set(sequence, entry)
      text.then(
        ({ length }) => {
          if (made.get(sequence) !== entry) return
          entry.size = length
          size += length
          for (const oldest of made.keys()) {
            if (size <= budget || oldest === sequence) break
            forget(oldest)
          }
        },
        () => forget(sequence),
      )
      return text
    },
  }
}
