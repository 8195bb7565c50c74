import { createHash, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

/**
 * Which server an agent trusts. Before enrolment: a certificate of the CA whose key the token pins. After
 * enrolment: a certificate of a stored CA.
 */
export type Trust =
  | { readonly kind: 'pin'; readonly spkiSha256: string }
  | {
      readonly kind: 'authorities'
      readonly pem: string
      /** Milliseconds since 1970: an instant in the past, vouched for by the device CA. */
      readonly notBefore: number
    }

const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1'

/**
 * Returns what is wrong with the server's certificate chain (leaf first), or null.
 * OpenSSL's own verdict is not used: it depends on the wall clock, and a device's may be wrong by years.
 */
export function faultOfServer(
  presented: readonly X509Certificate[],
  host: string,
  trust: Trust,
): string | null {
  const [leaf, ...above] = presented
  if (!leaf) return 'the server presented no certificate'
  const authority = authoritiesOf(trust, above).find(candidate => issued(candidate, leaf))
  if (!authority) return 'the certificate of the server was not issued by the expected authority'
  // The same CA issues device certificates, so require the server usage.
  if (leaf.ca || !leaf.keyUsage?.includes(SERVER_AUTHENTICATION)) return 'the certificate is not for a server'
  if (!isFor(leaf, host)) return `the certificate of the server is not for ${host}`
  if (trust.kind === 'authorities' && Date.parse(leaf.validTo) < trust.notBefore)
    return 'the certificate of the server has expired'
  return null
}

function authoritiesOf(trust: Trust, presented: readonly X509Certificate[]): readonly X509Certificate[] {
  return trust.kind === 'pin'
    ? presented.filter(certificate => spkiSha256(certificate) === trust.spkiSha256)
    : readCertificates(trust.pem)
}

/** Same form as in an enrolment token: base64url of the SHA-256 of the SubjectPublicKeyInfo. */
export const spkiSha256 = (certificate: X509Certificate) =>
  createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url')

const issued = (authority: X509Certificate, leaf: X509Certificate) =>
  authority.ca && leaf.checkIssued(authority) && leaf.verify(authority.publicKey)

const isFor = (leaf: X509Certificate, host: string) =>
  (isIP(host) ? leaf.checkIP(host) : leaf.checkHost(host, { subject: 'never' })) !== undefined

export const readCertificates = (pem: string) =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    block => new X509Certificate(block),
  )
