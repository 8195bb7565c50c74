/** A GraphQL error in a response. */
export interface WireError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string; readonly errorId?: string; readonly retryAfter?: number }
}

/**
 * A failed call: missing rights, an invalid document, an exceeded limit or an outage. The expected failures of mutations
 * are values instead; see `Outcome`.
 */
export class DefendError extends Error {
  override readonly name = 'DefendError'
  /** The service's `extensions.code`, NETWORK if it is unreachable, or BAD_RESPONSE if the response is not GraphQL. */
  readonly code: string
  /** The id of an INTERNAL error, to report to the service's operator. */
  readonly errorId: string | undefined
  /** Seconds after which a refused operation may be retried. */
  readonly retryAfter: number | undefined
  readonly errors: readonly WireError[]

  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; errors?: readonly WireError[] } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : {})
    this.code = code
    this.errors = options.errors ?? []
    this.errorId = this.errors.find(({ extensions }) => extensions?.errorId)?.extensions?.errorId
    this.retryAfter = this.errors.find(({ extensions }) => extensions?.retryAfter)?.extensions?.retryAfter
  }

  /** Whether a retry may succeed: the service was unreachable or busy. */
  get isTransient(): boolean {
    return ['NETWORK', 'UNAVAILABLE'].includes(this.code) || this.retryAfter !== undefined
  }
}

export function errorOf(errors: readonly WireError[]): DefendError {
  const code = errors.find(({ extensions }) => extensions?.code)?.extensions?.code ?? 'INTERNAL'
  return new DefendError(code, errors.map(({ message }) => message).join('; '), { errors })
}
