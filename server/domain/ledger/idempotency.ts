/** An idempotency key, kept as long as what it submitted. Its id is the `keyId` of caller, mutation and key. */
export interface IdempotencyRecord {
  readonly id: string
  readonly organizationId: string
  /** SHA-256 of the whole input after normalisation, hex. */
  readonly content: string
  readonly resultId: string
}
