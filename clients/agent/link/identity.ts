import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Json } from '#protocol/json.ts'
import { replaceFile } from '../state/files.ts'
import type { Trust } from './server-identity.ts'
import type { ServerAddress } from './tls.ts'

/** The identity that the device got at enrolment. It is stored in one file, so that key and certificate always match. */
export interface Identity {
  readonly server: ServerAddress
  readonly deviceId: string
  /** PEM, PKCS#8. */
  readonly privateKey: string
  /** PEM. */
  readonly certificate: string
  /** PEM bundle. */
  readonly caCertificates: string
  /** JWKS. */
  readonly commandKeys: Json
}

const identityPath = (directory: string) => join(directory, 'identity.json')

/** Null if the device is not enrolled. */
export async function readIdentity(directory: string): Promise<Identity | null> {
  try {
    return JSON.parse(await readFile(identityPath(directory), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export async function writeIdentity(directory: string, identity: Identity): Promise<void> {
  // Drop connection settings such as a proxy: a proxy's password must not reach the file.
  const { host, port } = identity.server
  const stored = { ...identity, server: { host, port } }
  await replaceFile(identityPath(directory), `${JSON.stringify(stored, null, 2)}\n`)
}

const trustOf = (identity: Identity): Trust => ({
  kind: 'authorities',
  pem: identity.caCertificates,
  notBefore: Date.parse(new X509Certificate(identity.certificate).validFrom),
})

/** Connection options for `dial` and `ask`. */
export const asClient = (identity: Identity) => ({
  server: identity.server,
  trust: trustOf(identity),
  client: { key: identity.privateKey, cert: identity.certificate },
})

/** Milliseconds since 1970: two thirds of the certificate's lifetime. */
export function renewalDue(identity: Identity): number {
  const { validFrom, validTo } = new X509Certificate(identity.certificate)
  const from = Date.parse(validFrom)
  return from + ((Date.parse(validTo) - from) * 2) / 3
}
