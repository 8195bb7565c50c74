import 'reflect-metadata'
import { createPublicKey } from 'node:crypto'
import { Pkcs10CertificateRequest, type PublicKey } from '@peculiar/x509'

// Requires PEM, because the library would also accept bare hex and Base64.
const PEM =
  /^\s*-----BEGIN (?<tag>(?:NEW )?CERTIFICATE REQUEST)-----\r?\n(?<body>[A-Za-z0-9+/=\s]+)-----END \k<tag>-----\s*$/

/**
 * The public key of a PKCS#10 request in PEM. The request's signature must prove that its sender holds the private key.
 * Null for malformed requests and unacceptable keys. All other fields of the request are ignored.
 */
export async function readRequestedKey(csr: string): Promise<PublicKey | null> {
  const body = PEM.exec(csr)?.groups?.['body']
  if (body === undefined) return null
  try {
    const request = new Pkcs10CertificateRequest(Buffer.from(body, 'base64'))
    if (!isAcceptable(request.publicKey)) return null
    return (await request.verify()) ? request.publicKey : null
  } catch {
    // Any error from the ASN.1 parser or the crypto library means that the request is malformed.
    return null
  }
}

function isAcceptable(publicKey: PublicKey): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey.rawData), format: 'der', type: 'spki' })
  const details = key.asymmetricKeyDetails ?? {}
  switch (key.asymmetricKeyType) {
    case 'ec':
      return details.namedCurve === 'prime256v1'
    case 'ed25519':
      return true
    case 'rsa':
      // With exponent 1, a signature equals its message and proves nothing.
      return (details.modulusLength ?? 0) >= 2048 && (details.publicExponent ?? 0n) > 1n
    default:
      return false
  }
}
