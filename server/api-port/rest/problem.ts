import type { IncomingMessage, ServerResponse } from 'node:http'

/** RFC 9457 problem details, with the contract's stable code. */
export interface Problem {
  readonly status: number
  readonly code: string
  /** For people. */
  readonly detail: string
  /** Path of the invalid field or parameter. */
  readonly path?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  /** Additional members of the problem. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** The HTTP status of each refusal and error, as listed in the contract. */
const statuses: Readonly<Record<string, number>> = {
  INVALID_INPUT: 422,
  PROTECTED_TARGET: 422,
  UNSUPPORTED_PLATFORM: 422,
  BAD_USER_INPUT: 422,
  BAD_CURSOR: 422,
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  SELF_APPROVAL: 403,
  ALREADY_DECIDED: 409,
  DIGEST_MISMATCH: 409,
  ILLEGAL_TRANSITION: 409,
  IDEMPOTENCY_CONFLICT: 409,
  UNAUTHENTICATED: 401,
  UNAVAILABLE: 503,
  INTERNAL: 500,
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthenticated',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  422: 'Invalid input',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
}

export const invalidInput = (detail: string, ...path: string[]): Problem => ({
  status: 422,
  code: 'INVALID_INPUT',
  detail,
  path,
})
export const notFound = (detail: string): Problem => ({ status: 404, code: 'NOT_FOUND', detail })
export const unauthenticated: Problem = {
  status: 401,
  code: 'UNAUTHENTICATED',
  detail: 'A valid bearer token or API key is required.',
  headers: { 'www-authenticate': 'Bearer' },
}

interface UserErrorData {
  readonly code: string
  readonly message: string
  readonly path: readonly string[] | null
  readonly conflictingAction?: object | null
}

/** Converts a member of `UserError`. An oversized field is 422; a shared limit is 429. */
export function problemOfRefusal({ code, message, path, conflictingAction }: UserErrorData): Problem {
  const isTooLarge = path?.length === 1 && path[0] !== 'deviceId'
  const ofLimit = isTooLarge ? 422 : 429
  return {
    status: code === 'LIMIT_EXCEEDED' ? ofLimit : (statuses[code] ?? 422),
    code,
    detail: message,
    ...(path && { path }),
    ...(conflictingAction && { more: { conflictingAction } }),
  }
}

interface GraphqlErrorData {
  readonly message: string
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** Converts a GraphQL error. */
export function problemOfError({ message, extensions = {} }: GraphqlErrorData): Problem {
  const code = String(extensions['code'] ?? 'INTERNAL')
  const { retryAfter, errorId } = extensions
  if (code === 'LIMIT_EXCEEDED') {
    const isRate = retryAfter !== undefined
    const headers = isRate ? { 'retry-after': String(retryAfter) } : {}
    return { status: isRate ? 429 : 422, code, detail: message, headers }
  }
  const isOurs = code === 'BAD_USER_INPUT'
  return {
    status: statuses[code] ?? 500,
    code: isOurs ? 'INVALID_INPUT' : code,
    detail: message,
    ...(errorId !== undefined && { more: { errorId } }),
  }
}

export function answerProblem(response: ServerResponse, problem: Problem): void {
  const { status, code, detail, path, headers = {}, more = {} } = problem
  const title = titles[status] ?? 'Error'
  const body = { type: 'about:blank', title, status, detail, code, ...(path?.length && { path }), ...more }
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(JSON.stringify(body))
}

const maxBody = 1024 * 1024
const tooLarge: Problem = {
  status: 413,
  code: 'LIMIT_EXCEEDED',
  detail: 'The body must be at most 1 MiB.',
  headers: { connection: 'close' },
}

/** Parses the JSON body of a request; null if there is no body. */
export async function readJson(
  request: IncomingMessage,
): Promise<{ readonly json: unknown } | { readonly problem: Problem }> {
  const chunks: Buffer[] = []
  let length = 0
  if (Number(request.headers['content-length']) > maxBody) return { problem: tooLarge }
  for await (const chunk of request) {
    length += chunk.length
    if (length > maxBody) return { problem: tooLarge }
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString()
  if (text.trim() === '') return { json: null }
  try {
    return { json: JSON.parse(text) }
  } catch {
    return { problem: { status: 400, code: 'BAD_REQUEST', detail: 'The body must be JSON.' } }
  }
}
