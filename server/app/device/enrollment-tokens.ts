import type { CreatedToken } from '#app/application.ts'
import type { Authority } from '#app/device/device-ports.ts'
import type { Ledger } from '#app/ports.ts'
import type { EnrollmentTokenRecord } from '#domain/device/enrollment-token.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { invalid, type Refused, refuse } from '#domain/refusal.ts'

interface Ports {
  readonly ledger: Ledger
  readonly authority: Pick<Authority, 'pin'>
  readonly newId: () => string
  /** A secret of 64 hexadecimal digits. */
  readonly newSecret: () => string
}

const maxLifetime = 30 * 86_400
const maxUses = 100_000

const forbidden = refuse('FORBIDDEN', 'Only administrators may manage enrolment tokens.')
const noToken = refuse('NOT_FOUND', 'No such enrolment token.', ['id'])

interface Input {
  readonly lifetime?: number | null | undefined
  readonly uses?: number | null | undefined
}

export function createEnrollmentToken({ ledger, authority, newId, newSecret }: Ports) {
  return async function createEnrollmentToken(caller: Caller, input: Input): Promise<CreatedToken | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    const lifetime = input.lifetime ?? 3600
    const uses = input.uses ?? 1
    if (lifetime < 1 || lifetime > maxLifetime)
      return invalid(`lifetime must be between 1 and ${maxLifetime} seconds`, 'lifetime')
    if (uses < 1 || uses > maxUses) return invalid(`uses must be between 1 and ${maxUses}`, 'uses')
    const token = `dfe_${newSecret()}_${authority.pin}`
    const id = newId()
    const record = await ledger.commit({
      organization: caller.organization,
      reads: {},
      decide: transaction => {
        const expiresAt = new Date(transaction.now + 1000 * lifetime).toISOString()
        const record: EnrollmentTokenRecord = {
          id,
          organizationId: caller.organization,
          secretHash: sha256Hex(token),
          createdBy: caller.actor,
          createdAt: new Date(transaction.now).toISOString(),
          expiresAt,
          usesLeft: uses,
          revokedAt: null,
        }
        transaction.put('enrollmentToken', record)
        const data = { what: 'enrollmentToken', before: null, after: { id, expiresAt, uses } }
        transaction.append({ kind: 'ENROLLMENT_TOKEN_CREATED', data }, caller.actor)
        return record
      },
    })
    return { token, record }
  }
}

export function revokeEnrollmentToken({ ledger }: Pick<Ports, 'ledger'>) {
  return async function revokeEnrollmentToken(
    caller: Caller,
    id: string | null,
  ): Promise<EnrollmentTokenRecord | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    if (!id) return noToken
    return ledger.commit({
      organization: caller.organization,
      reads: { enrollmentToken: [id] },
      decide: transaction => {
        const token = transaction.find('enrollmentToken', id)
        if (!token) return noToken
        if (token.revokedAt) return token
        const revoked = { ...token, revokedAt: new Date(transaction.now).toISOString() }
        transaction.put('enrollmentToken', revoked)
        const data = {
          what: 'enrollmentToken',
          before: { id, revokedAt: null },
          after: { id, revokedAt: revoked.revokedAt },
        }
        transaction.append({ kind: 'ENROLLMENT_TOKEN_REVOKED', data }, caller.actor)
        return revoked
      },
    })
  }
}
