import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { RateLimit } from '#app/ports.ts'
import type { Right } from '#domain/people/actor.ts'
import type { Allowance } from '#flow/sliding-window.ts'
import type { RequestInfo } from './request-info.ts'

export interface MutationRate {
  /** Counts the root fields of a mutation. Throws LIMIT_EXCEEDED if its caller exceeds the rate. */
  admit(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    request: RequestInfo,
  ): void | Promise<void>
}

/** Integrations report far more often than people act, so a mutation with the right `report` counts a tenth. */
export const unitsOfMutation = 10
const unitsOfReport = 1

/** @param rate in units, ten per mutation; null: no limit */
export function limitMutations(schema: GraphQLSchema, rate: RateLimit | null): MutationRate {
  const fields = schema.getMutationType()?.getFields() ?? {}
  const unitsOf = (name: string): number => {
    if (name.startsWith('__')) return 0
    const right = fields[name]?.extensions['right'] as Right | undefined
    return right === 'report' ? unitsOfReport : unitsOfMutation
  }

  async function take(limit: RateLimit, units: number, { caller, setHeader }: RequestInfo): Promise<void> {
    const allowance = await limit.take(`${caller.organization}:${caller.actor.id}`, units)
    for (const [name, value] of Object.entries(headersOf(limit, allowance))) setHeader?.(name, value)
    if (allowance.allowed) return
    const retryAfter = seconds(allowance.retryAfter)
    throw new GraphQLError(`Too many mutations within a minute; try again in ${retryAfter} s.`, {
      extensions: {
        code: 'LIMIT_EXCEEDED',
        retryAfter,
        http: { status: 429, headers: { 'retry-after': String(retryAfter) } },
      },
    })
  }

  return {
    admit(document, operation, request) {
      if (!rate || operation.operation !== 'mutation') return undefined
      let units = 0
      for (const name of rootFields(document, operation.selectionSet)) units += unitsOf(name)
      return units > 0 ? take(rate, units, request) : undefined
    },
  }
}

const seconds = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000))

const headersOf = ({ limit }: RateLimit, { remaining, resetAfter }: Allowance): Record<string, string> => ({
  'x-ratelimit-limit': String(limit / unitsOfMutation),
  'x-ratelimit-remaining': String(Math.floor(remaining / unitsOfMutation)),
  'x-ratelimit-reset': String(Math.ceil(resetAfter / 1000)),
})

function* rootFields(document: DocumentNode, set: SelectionSetNode): Generator<string> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) yield selection.name.value
    else if (selection.kind === Kind.INLINE_FRAGMENT) yield* rootFields(document, selection.selectionSet)
    else {
      const spread = selection.name.value
      const fragment = document.definitions.find(
        definition => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === spread,
      )
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION) yield* rootFields(document, fragment.selectionSet)
    }
  }
}
