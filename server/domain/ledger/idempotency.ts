/** A submission's key, kept for as long as what it made. Its id is `keyId` of who, what and which. */
export interface IdempotencyRecord {
  readonly id: string
  readonly organizationId: string
  /** SHA-256 of the whole input after normalisation, hex. */
  readonly content: string
  readonly resultId: string
}
