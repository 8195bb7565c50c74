import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { PemConverter, Pkcs10CertificateRequestGenerator } from '@peculiar/x509'

const { subtle } = webcrypto

const ALGORITHMS = {
  'EC P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'EC P-384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  Ed25519: { name: 'Ed25519' },
  'RSA 2048': rsa(2048),
  'RSA 1024': rsa(1024),
}

export type KeyKind = keyof typeof ALGORITHMS

function rsa(modulusLength: number) {
  return {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  }
}

/** A device's key and certificate request for tests, both in PEM. */
export async function requestCertificate(kind: KeyKind = 'EC P-256'): Promise<{ key: string; csr: string }> {
  const algorithm = ALGORITHMS[kind]
  const keys = (await subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=the CA ignores this name',
    keys,
    signingAlgorithm: algorithm,
  })
  return {
    csr: request.toString('pem'),
    key: PemConverter.encode(await subtle.exportKey('pkcs8', keys.privateKey), PemConverter.PrivateKeyTag),
  }
}
