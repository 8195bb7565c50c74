import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { DeviceApplication, DeviceIdentity } from '#app/application.ts'
import { isUuid } from '#domain/text/text.ts'

const SPIFFE_NAME = /^URI:spiffe:\/\/([^/]+)\/org\/([^/]+)\/device\/([^/]+)$/

/** The device that a certificate of our CA speaks of; null for any other certificate and for one that has ended. */
export function identityOf(
  certificate: PeerCertificate,
  trustDomain: string,
  now: number,
): DeviceIdentity | null {
  const device: unknown = certificate.subject?.CN
  // The only name, and exactly this one: Node quotes a name that holds what could pass for another.
  const [, domain, organization, named] = SPIFFE_NAME.exec(certificate.subjectaltname ?? '') ?? []
  if (typeof device !== 'string' || !isUuid(device) || named !== device) return null
  if (domain !== trustDomain || !organization || !isUuid(organization)) return null
  // A resumed session is authorized by its first handshake, though the certificate may have ended since.
  return Date.parse(certificate.valid_to) > now ? { organization, device } : null
}

/** Who a connection says it is, proven by its certificate alone: the device may have been revoked since. */
export type IdentifyConnection = (socket: TLSSocket) => DeviceIdentity | null

export const identifyConnection =
  (trustDomain: string, now: () => number): IdentifyConnection =>
  socket =>
    socket.authorized ? identityOf(socket.getPeerCertificate(), trustDomain, now()) : null

/** Who sends a request; null without a certificate of a device that is known and not revoked. Asked each time. */
export type Authenticate = (socket: TLSSocket) => Promise<DeviceIdentity | null>

export const authenticateBy =
  (identify: IdentifyConnection, app: Pick<DeviceApplication, 'identify'>): Authenticate =>
  async socket => {
    const claimed = identify(socket)
    const known = claimed && (await app.identify(claimed.device))
    return known && known.organization === claimed.organization ? known : null
  }
