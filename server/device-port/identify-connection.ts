import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { DeviceApplication, DeviceIdentity } from '#app/application.ts'
import { isUuid } from '#domain/text/text.ts'

const SPIFFE_NAME = /^URI:spiffe:\/\/([^/]+)\/org\/([^/]+)\/device\/([^/]+)$/

/** The device of a certificate from the device CA; null for all other and for expired certificates. */
export function identityOf(
  certificate: PeerCertificate,
  trustDomain: string,
  now: number,
): DeviceIdentity | null {
  const device: unknown = certificate.subject?.CN
  // Accepts exactly one name. Node quotes names that contain separators, so one name cannot pose as several.
  const [, domain, organization, named] = SPIFFE_NAME.exec(certificate.subjectaltname ?? '') ?? []
  if (typeof device !== 'string' || !isUuid(device) || named !== device) return null
  if (domain !== trustDomain || !organization || !isUuid(organization)) return null
  // Node authorizes a resumed session by its first handshake, but the certificate may have expired since.
  return Date.parse(certificate.valid_to) > now ? { organization, device } : null
}

/** The identity in a connection's certificate. The device may have been revoked since. */
export type IdentifyConnection = (socket: TLSSocket) => DeviceIdentity | null

export const identifyConnection =
  (trustDomain: string, now: () => number): IdentifyConnection =>
  socket =>
    socket.authorized ? identityOf(socket.getPeerCertificate(), trustDomain, now()) : null

/** Looks up the device of a connection; null if its certificate is invalid or its device is unknown or revoked. */
export type Authenticate = (socket: TLSSocket) => Promise<DeviceIdentity | null>

export const authenticateBy =
  (identify: IdentifyConnection, app: Pick<DeviceApplication, 'identify'>): Authenticate =>
  async socket => {
    const claimed = identify(socket)
    const known = claimed && (await app.identify(claimed.device))
    return known && known.organization === claimed.organization ? known : null
  }
