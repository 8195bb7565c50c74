import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { failSpan, inSpan, startSpan } from '#flow/tracing.ts'
import type { RequestInfo } from '../access/request-info.ts'

/** The name of an operation in spans and metrics: its first field, because clients choose operation names freely. */
export interface OperationName {
  readonly type: OperationDefinitionNode['operation']
  readonly field: string
}

const names = new WeakMap<DocumentNode, Map<string | null, OperationName>>()

/** Null if the document does not determine an operation. */
function nameOf(document: DocumentNode, operationName: string | null): OperationName | null {
  const known = names.get(document) ?? new Map<string | null, OperationName>()
  names.set(document, known)
  const found = known.get(operationName)
  if (found) return found
  const operation = getOperationAST(document, operationName)
  if (!operation) return null
  const first = operation.selectionSet.selections[0]
  const name = {
    type: operation.operation,
    field: first?.kind === Kind.FIELD ? first.name.value : 'fragment',
  }
  known.set(operationName, name)
  return name
}

/** @param milliseconds from the operation's arrival to its result, including its wait for a turn */
export type OnOperation = (type: string, field: string, milliseconds: number) => void

/** Gives each query and mutation a span, on every transport, and measures it. A subscription stays open and has none. */
export const observeOperations = (onOperation?: OnOperation): Plugin<RequestInfo> => ({
  onExecute({ args, executeFn, setExecuteFn }) {
    const { operationName, document } = args as ExecutionArgs
    const name = nameOf(document, operationName ?? null)
    if (!name) return
    setExecuteFn(async (args: ExecutionArgs) => {
      const begin = performance.now()
      const { requestId } = args.contextValue as RequestInfo
      const span = startSpan(`${name.type} ${name.field}`, {
        attributes: {
          'graphql.operation.type': name.type,
          ...(operationName && { 'graphql.operation.name': operationName }),
          'defend.request.id': requestId,
        },
      })
      try {
        const result: ExecutionResult = await inSpan(span, () => executeFn(args))
        if (result.errors?.[0]) failSpan(span, result.errors[0])
        return result
      } finally {
        span.end()
        onOperation?.(name.type, name.field, performance.now() - begin)
      }
    })
  },
})
