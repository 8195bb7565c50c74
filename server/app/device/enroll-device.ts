import type { DeviceIdentity, Enrolled, EnrollmentRefusal, EnrollRequest } from '#app/application.ts'
import type { Authority, IssuedCertificate } from '#app/device/device-ports.ts'
import type { Directory } from '#app/people/people-ports.ts'
import type { Ledger } from '#app/ports.ts'
import type { EnrollmentTokenRecord } from '#domain/device/enrollment-token.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import { type Actor, agentOf } from '#domain/people/actor.ts'

interface Ports {
  readonly ledger: Ledger
  readonly directory: Pick<Directory, 'enrollmentToken'>
  readonly authority: Pick<Authority, 'issue'>
  readonly newId: () => string
}

const noToken: EnrollmentRefusal = { refused: 'token' }
const badCsr: EnrollmentRefusal = { refused: 'csr' }

const isUsable = (token: EnrollmentTokenRecord | null, now: number): token is EnrollmentTokenRecord =>
  token !== null && token.revokedAt === null && token.usesLeft > 0 && now < Date.parse(token.expiresAt)

/** Enrols a device into its token's organization. A refused enrolment does not count as a use of the token. */
export function enrollDevice({ ledger, directory, authority, newId }: Ports) {
  return async function enrollDevice(request: EnrollRequest): Promise<Enrolled | EnrollmentRefusal> {
    const known = await directory.enrollmentToken(sha256Hex(request.token))
    if (!known) return noToken
    const { organization, id: tokenId } = known
    const reads = { enrollmentToken: [tokenId] }
    const usable = await ledger.commit({
      organization,
      reads,
      decide: transaction => isUsable(transaction.find('enrollmentToken', tokenId), transaction.now),
    })
    if (!usable) return noToken
    const device = newId()
    const issued = await authority.issue(request.csr, { organization, device })
    if (!issued) return badCsr
    return ledger.commit<Enrolled | EnrollmentRefusal>({
      organization,
      reads,
      decide: transaction => {
        const token = transaction.find('enrollmentToken', tokenId)
        if (!isUsable(token, transaction.now)) return noToken
        transaction.put('enrollmentToken', { ...token, usesLeft: token.usesLeft - 1 })
        const { hostname, platform, agentVersion } = request
        transaction.put('device', {
          id: device,
          organizationId: organization,
          hostname,
          platform,
          agentVersion,
          enrolledAt: new Date(transaction.now).toISOString(),
          revokedAt: null,
          certificateExpiresAt: issued.expiresAt,
          personId: null,
          labels: [],
          connectedMs: 0,
          connectedSince: null,
        })
        const data = {
          device,
          hostname,
          platform,
          agentVersion,
          token: tokenId,
          certificateExpiresAt: issued.expiresAt,
        }
        transaction.append({ kind: 'DEVICE_ENROLLED', data, device }, agentOf(device))
        return { device, ...issued }
      },
    })
  }
}

export function renewCertificate({ ledger, authority }: Pick<Ports, 'ledger' | 'authority'>) {
  return async function renewCertificate(
    { organization, device }: DeviceIdentity,
    csr: string,
  ): Promise<IssuedCertificate | EnrollmentRefusal> {
    const issued = await authority.issue(csr, { organization, device })
    if (!issued) return badCsr
    const actor: Actor = agentOf(device)
    return ledger.commit<IssuedCertificate | EnrollmentRefusal>({
      organization,
      reads: { device: [device] },
      decide: transaction => {
        const found = transaction.find('device', device)
        if (!found || found.revokedAt) return noToken
        transaction.put('device', { ...found, certificateExpiresAt: issued.expiresAt })
        const data = { device, certificateExpiresAt: issued.expiresAt }
        transaction.append({ kind: 'CERTIFICATE_RENEWED', data, device }, actor)
        return issued
      },
    })
  }
}
