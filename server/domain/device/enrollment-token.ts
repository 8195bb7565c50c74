import type { Actor } from '#domain/people/actor.ts'

export interface EnrollmentTokenRecord {
  readonly id: string
  readonly organizationId: string
  /** SHA-256 of the whole token, hex. */
  readonly secretHash: string
  readonly createdBy: Actor
  readonly createdAt: string
  readonly expiresAt: string
  readonly usesLeft: number
  readonly revokedAt: string | null
}
