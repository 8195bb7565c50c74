/** What a GraphQL error looks like on the wire, as far as a program reads it. */
export interface WireError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string; readonly errorId?: string; readonly retryAfter?: number }
}

/**
 * What nobody can be expected to handle case by case: no rights, a bad query, a limit, an outage.
 * Expected failures of a mutation are values instead, see `Outcome`.
 */
export class DefendError extends Error {
  override readonly name = 'DefendError'
  /** The service's `extensions.code`; NETWORK when it could not be reached, BAD_RESPONSE when it was not it that answered. */
  readonly code: string
  /** Quote it when you ask the service's operator about an INTERNAL error. */
  readonly errorId: string | undefined
  /** Seconds after which a refused operation may be tried again. */
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

  /** Whether the same again may work: the service was away or busy, nothing is wrong with what was asked. */
  get isTransient(): boolean {
    return ['NETWORK', 'UNAVAILABLE'].includes(this.code) || this.retryAfter !== undefined
  }
}

export function errorOf(errors: readonly WireError[]): DefendError {
  const code = errors.find(({ extensions }) => extensions?.code)?.extensions?.code ?? 'INTERNAL'
  return new DefendError(code, errors.map(({ message }) => message).join('; '), { errors })
}
