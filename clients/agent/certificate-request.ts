import { generateKeyPair, sign } from 'node:crypto'
import { promisify } from 'node:util'

/** DER tags (X.690). */
const SEQUENCE = 0x30
const SET = 0x31
const INTEGER = 0x02
const BIT_STRING = 0x03
const OBJECT_IDENTIFIER = 0x06
const UTF8_STRING = 0x0c
const ATTRIBUTES = 0xa0

/** id-at-commonName, 2.5.4.3. */
const COMMON_NAME = Buffer.from('550403', 'hex')
/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2. */
const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex')

/**
 * Creates a P-256 key and its certificate request (PKCS#10, RFC 2986), both in PEM. The server sets the
 * subject, so the request has a fixed one.
 *
 * Written by hand, because a library for X.509 would cost the agent 12 MiB of memory.
 */
export async function newCertificateRequest(): Promise<{ privateKey: string; csr: string }> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
  const name = der(SET, der(SEQUENCE, der(OBJECT_IDENTIFIER, COMMON_NAME), utf8('device')))
  const info = der(
    SEQUENCE,
    der(INTEGER, Buffer.from([0])),
    der(SEQUENCE, name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(ATTRIBUTES),
  )
  const noUnusedBits = Buffer.from([0])
  const request = der(
    SEQUENCE,
    info,
    der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256)),
    der(BIT_STRING, noUnusedBits, sign('sha256', info, privateKey)),
  )
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    csr: pem('CERTIFICATE REQUEST', request),
  }
}

const utf8 = (text: string) => der(UTF8_STRING, Buffer.from(text))

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content])
}

/** The long form is needed from 128 bytes on; a request never has 65,536. */
function lengthOf(bytes: number): number[] {
  if (bytes < 0x80) return [bytes]
  return bytes < 0x100 ? [0x81, bytes] : [0x82, bytes >> 8, bytes & 0xff]
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}
