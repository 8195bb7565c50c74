import { randomUUID } from 'node:crypto'
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
} from 'graphql'
import type { ActionStep, Followed } from '#app/action/action-stream.ts'
import type { Action } from '#domain/action/action.ts'
import { involvedIn } from '#domain/action/approval.ts'
import { type Caller, identitiesOf } from '#domain/people/actor.ts'
import { iterate, over } from '#flow/iterate.ts'
import { createPace } from '#flow/pace.ts'
import { createShares } from '#flow/shares.ts'
import { callerKey } from '../access/caller-limits.ts'
import { type AnswerShape, readAnswerShape } from './answer-shape.ts'
import { type Answer, createKeptAnswers } from './kept-answers.ts'
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
   * Passes each change's answer, as JSON text, to `deliver`. Up to a hundred changes of a backlog are delivered together;
   * the next change is read only after `deliver` has resolved for all of them.
   * Returns an iterator that yields nothing and ends with the subscription, or a result if the subscription is refused.
   */
  follow(
    subscription: Subscription,
    deliver: (payload: string) => Promise<void>,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>
}

/** The part of a resolver's context that fields use whose answer depends on the caller's involvement in an action. */
export interface CallerTowards {
  /** The caller; in a shared answer, a caller with the same roles who is not involved in the action. */
  readonly callerTowards: (action: Action) => Caller
}

/** Maximum subscriptions of one caller, and of one organization, that are answered at the same time. */
const answeredAtOnce = { caller: 4, organization: 8 }
/** Maximum answers that are begun in one turn of the event loop, so that other work runs in between. */
const answersPerTurn = 4

/**
 * Executes and serializes a change once for all subscribers with the same document, variables, organization and roles,
 * or once per caller if the answer depends on the caller. If it depends on the caller's involvement in an action, all
 * callers that are not involved share one answer: a shared answer records who is involved in each action that it was
 * computed from, and those callers get their own. Each subscriber has its own position in the ledger, so slow
 * and new subscribers get every change exactly once.
 *
 * A caller with many different documents delays only its own subscriptions.
 *
 * The schema declares which fields depend on the caller. An undeclared dependence is detected when an answer is computed;
 * that answer and all later ones to the same document are not shared.
 */
export function createHub({ contextOf, toPublic, onUndeclared, keep = 32 * 1024 * 1024 }: Options): Hub {
  const shapes = new WeakMap<DocumentNode, Map<string | null, AnswerShape | null>>()
  const undeclared = new WeakSet<AnswerShape>()
  const answers = createKeptAnswers(keep)
  const ofCallers = createShares(answeredAtOnce.caller)
  const ofOrganizations = createShares(answeredAtOnce.organization)
  const toAnswer = createPace(answersPerTurn)

  function shapeOf({ schema, document, operationName }: Subscription): AnswerShape | null {
    const known = shapes.get(document) ?? new Map<string | null, AnswerShape | null>()
    shapes.set(document, known)
    const found = known.get(operationName)
    if (found !== undefined) return found
    const shape = readAnswerShape(schema, document, operationName)
    known.set(operationName, shape)
    return shape
  }

  const isShared = (shape: AnswerShape) => shape.dependsOnCaller !== 'caller' && !undeclared.has(shape)

  function keyOf(subscription: Subscription, { variables }: AnswerShape, readers: object): string {
    const { document, operationName, variableValues, caller } = subscription
    return JSON.stringify([
      document.loc?.source.body,
      operationName,
      variables.map(name => variableValues?.[name]),
      caller.organization,
      [...caller.roles].sort(),
      readers,
    ])
  }

  async function render(subscription: Subscription, step: ActionStep, context: object): Promise<string> {
    await toAnswer()
    const { schema, document, operationName, variableValues, requestId } = subscription
    const { errors, ...result } = withinSize(
      await execute({
        schema,
        document,
        operationName,
        variableValues,
        rootValue: step,
        contextValue: context,
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
    const identities = identitiesOf(caller)
    const own = answers.join(keyOf(subscription, shape, { caller: caller.actor.id }))
    const shared = isShared(shape)
      ? answers.join(keyOf(subscription, shape, { uninvolved: caller.actor.kind }))
      : null

    // Each answer needs a new context, because an earlier context caches outdated rows.
    const renderOwn = async (step: ActionStep): Promise<Answer> => ({
      text: await render(subscription, step, contextOf(caller)),
      notFor: new Set(),
    })

    async function renderShared(step: ActionStep): Promise<Answer> {
      const observed = observeCaller(caller)
      const notFor = new Set<string>()
      const callerTowards = (action: Action) => {
        for (const id of involvedIn(action)) notFor.add(id)
        return strangerLike(caller)
      }
      const context = { ...contextOf(observed.caller), callerTowards } satisfies CallerTowards
      const text = await render(subscription, step, context)
      if (!observed.identityWasRead) return { text, notFor }
      undeclared.add(shape)
      onUndeclared?.(document)
      return { text: '', notFor }
    }

    const concernsCaller = ({ notFor }: Answer) => [...identities].some(id => notFor.has(id))

    return {
      async at(step: ActionStep): Promise<string> {
        const { sequence } = step.entry
        if (shared && isShared(shape)) {
          const answer = await shared.at(sequence, () => renderShared(step))
          if (isShared(shape) && !concernsCaller(answer)) return answer.text
        }
        return (await own.at(sequence, () => renderOwn(step))).text
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
      const steps = changes as Source
      const joined = join(subscription, shape)
      const answer = (step: ActionStep) =>
        ofCallers.run(callerKey(caller), () =>
          ofOrganizations.run(caller.organization, () => Promise.all(withReady(step, steps).map(joined.at))),
        )
      async function deliverAll() {
        try {
          for await (const step of steps) {
            const texts = await answer(step)
            await Promise.all(texts.map(text => deliver(ofRequest(text, requestId))))
          }
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

const stranger = randomUUID()

/** A caller of the same organization, kind and roles who is involved in no action. */
const strangerLike = ({ organization, roles, actor }: Caller): Caller => ({
  organization,
  roles,
  actor: { ...actor, id: stranger, name: '' },
  responsible: stranger,
  samePerson: new Set([stranger]),
})

type Source = AsyncGenerator<ActionStep> & Partial<Pick<Followed<ActionStep>, 'ready'>>

/** Changes of a backlog that are answered together, so that few statements load their rows. */
const atOnce = 100

function withReady(first: ActionStep, source: Source): readonly ActionStep[] {
  const steps = [first]
  while (steps.length < atOnce) {
    const next = source.ready?.()
    if (!next) break
    steps.push(next)
  }
  return steps
}
