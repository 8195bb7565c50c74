import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { GraphQLError } from 'graphql'
import { readUpTo } from './body-limit.ts'
import type { OperationRequest } from './prepare-operation.ts'

/**
 * Reads an operation from a POST's JSON body or a GET's parameters. Throws a refusal if it is malformed.
 * @param maxBody bytes
 */
export async function readOperation(
  request: IncomingMessage,
  url: URL,
  maxBody: number,
): Promise<OperationRequest> {
  if (request.method === 'GET') return operationOf(parametersOf(url))
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw refusal(415, 'BAD_USER_INPUT', 'The body must be application/json.')
  const text = await readUpTo(maxBody, Readable.toWeb(request) as ReadableStream<Uint8Array>)
  return operationOf(() => JSON.parse(text))
}

/** A refusal with its HTTP status. */
export const refusal = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
) => new GraphQLError(message, { extensions: { code, http: { status, headers } } })

const parametersOf =
  ({ searchParams }: URL) =>
  () => ({
    query: searchParams.get('query'),
    operationName: searchParams.get('operationName'),
    variables: JSON.parse(searchParams.get('variables') ?? 'null'),
    extensions: JSON.parse(searchParams.get('extensions') ?? 'null'),
  })

const isObjectOrNull = (value: unknown) =>
  value === null || value === undefined || (typeof value === 'object' && !Array.isArray(value))
const isTextOrNull = (value: unknown) => value === null || value === undefined || typeof value === 'string'

function operationOf(read: () => unknown): OperationRequest {
  const malformed = (message: string) => refusal(400, 'BAD_USER_INPUT', message)
  let value: unknown
  try {
    value = read()
  } catch {
    throw malformed('The request is not valid JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('The request must be a JSON object.')
  const { query, operationName, variables, extensions } = value as Record<string, unknown>
  if (!isTextOrNull(query)) throw malformed('`query` must be a string.')
  if (!isTextOrNull(operationName)) throw malformed('`operationName` must be a string.')
  if (!isObjectOrNull(variables)) throw malformed('`variables` must be an object.')
  if (!isObjectOrNull(extensions)) throw malformed('`extensions` must be an object.')
  return { query, operationName, variables, extensions } as OperationRequest
}

/** The id by which the client tells the results of its operations apart. */
export function idOf({ extensions }: OperationRequest): string {
  const id = extensions?.['operationId']
  if (typeof id !== 'string' || id === '' || id.length > 200)
    throw refusal(400, 'BAD_USER_INPUT', '`extensions.operationId` must be a string of 1 to 200 characters.')
  return id
}
