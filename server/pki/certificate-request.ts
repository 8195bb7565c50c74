import 'reflect-metadata'
import { createPublicKey } from 'node:crypto'
import { Pkcs10CertificateRequest, type PublicKey } from '@peculiar/x509'

// Strict about the frame: the library would take bare hex and Base64 too.
const PEM =
  /^\s*-----BEGIN (?<tag>(?:NEW )?CERTIFICATE REQUEST)-----\r?\n(?<body>[A-Za-z0-9+/=\s]+)-----END \k<tag>-----\s*$/

/**
 * The key of a PKCS#10 request in PEM, proven to be its sender's by the request's own signature.
 * Null for anything else, and for keys that no device may have. Whatever else the request asks for is ignored.
 */
export async function readRequestedKey(csr: string): Promise<PublicKey | null> {
  const body = PEM.exec(csr)?.groups?.['body']
  if (body === undefined) return null
  try {
    const request = new Pkcs10CertificateRequest(Buffer.from(body, 'base64'))
    if (!isAcceptable(request.publicKey)) return null
    return (await request.verify()) ? request.publicKey : null
  } catch {
    // Whatever a parser of foreign ASN.1 or a crypto library throws: it is not a request that we understand.
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
      // With the exponent 1 every signature is the message itself.
      return (details.modulusLength ?? 0) >= 2048 && (details.publicExponent ?? 0n) > 1n
    default:
      return false
  }
}
