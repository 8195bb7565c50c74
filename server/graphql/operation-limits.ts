import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type ParseOptions,
  parse,
  type Source,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { MutationRate } from '../access/mutation-rate.ts'
import type { RequestInfo } from '../access/request-info.ts'
import { createDocumentCache } from './document-cache.ts'
import { bytesOf, costOf } from './operation-cost.ts'
import { sizeOf } from './operation-size.ts'

export interface OperationLimits {
  readonly tokens: number
  readonly depth: number
  readonly fields: number
  readonly cost: number
}

const defaultLimits: OperationLimits = { tokens: 10_000, depth: 15, fields: 1000, cost: 20_000 }

interface Options {
  readonly schema: GraphQLSchema
  readonly rate: MutationRate
  readonly limits?: Partial<OperationLimits>
}

interface Params {
  readonly operationName?: string | null
  readonly variables?: Readonly<Record<string, unknown>> | null
}
interface CountedContext extends RequestInfo {
  readonly params: Params
  readonly document?: DocumentNode
  readonly cost?: number
  readonly bytes?: number
}

/**
 * Refuses operations that are too large before they run. It is part of the envelope that all transports share. Limits on
 * the text are checked during parsing, all others while the context is built.
 */
export function limitOperations({ schema, rate, limits: overrides }: Options): Plugin<CountedContext> {
  const limits = { ...defaultLimits, ...overrides }
  const parseWithin = parser(limits)
  return {
    onParse({ setParseFn }) {
      setParseFn(parseWithin)
      return ({ result, extendContext }) => {
        if (result && !(result instanceof Error)) extendContext({ document: result })
      }
    },
    onContextBuilding({ context, extendContext }) {
      const { document, params } = context
      const operation = document && getOperationAST(document, params.operationName)
      // Execution reports an ambiguous or unknown operation name.
      if (!operation) return
      const cost = costOf(schema, document, operation, params.variables ?? {})
      if (cost > limits.cost)
        throw tooMuch(`The operation costs ${cost}; at most ${limits.cost} is allowed.`, { cost })
      extendContext({ cost, bytes: bytesOf(schema, document, operation, params.variables ?? {}) })
      return rate.admit(document, operation, context)
    },
    onExecute: () => ({
      onExecuteDone({ args, result, setResult }) {
        const { cost } = args.contextValue as CountedContext
        if (cost === undefined || Symbol.asyncIterator in result) return
        setResult({ ...result, extensions: { ...result.extensions, cost } })
      },
    }),
  }
}

const parser = ({ tokens, depth, fields }: OperationLimits) =>
  function parseWithin(text: string | Source, options?: ParseOptions): DocumentNode {
    const document = parseTokens(text, tokens, options)
    const size = sizeOf(document)
    if (size.depth > depth)
      throw tooMuch(`The operation is ${size.depth} fields deep; at most ${depth} are allowed.`)
    if (size.fields > fields)
      throw tooMuch(`The operation has ${size.fields} fields; at most ${fields} are allowed.`)
    return document
  }

function parseTokens(text: string | Source, maxTokens: number, options?: ParseOptions): DocumentNode {
  try {
    return parse(text, { ...options, maxTokens })
  } catch (error) {
    // graphql-js parses recursively, so deep nesting overflows the stack.
    if (error instanceof RangeError) throw tooMuch('The operation is nested too deeply.')
    // graphql-js has no code for this error.
    if (error instanceof GraphQLError && /Document contains more that \d+ tokens/.test(error.message))
      throw tooMuch(`The operation has more than ${maxTokens} tokens.`)
    if (!(error instanceof GraphQLError)) throw error
    const { message, source, positions } = error
    throw new GraphQLError(message, {
      source: source ?? null,
      positions: positions ?? null,
      extensions: { code: 'GRAPHQL_PARSE_FAILED', ...asRequestError },
    })
  }
}

/** A request error: status 400 if the response's media type allows it. */
const asRequestError = { http: { spec: true, status: 400 } }

function tooMuch(message: string, more: object = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED', ...more, ...asRequestError } })
}

/** Yoga's caches of parsed and validated documents, bounded by text length. */
export const documentCaches = () => ({
  documentCache: createDocumentCache<DocumentNode>(),
  errorCache: createDocumentCache<object>(),
})
