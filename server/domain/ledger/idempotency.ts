/** A used idempotency key, kept as long as its result. Its id is derived from caller, mutation and key. */
export interface IdempotencyRecord {
  readonly id: string
  readonly organizationId: string
  /** SHA-256 of the normalised input, hex. */
  readonly content: string
  readonly resultId: string
}
