import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Authority } from '#app/device/device-ports.ts'
import { readRequestedKey } from './certificate-request.ts'
import { type CommandSigner, isCommandKeyFile, openCommandKeys } from './command-keys.ts'
import {
  createDeviceCa,
  type DeviceCa,
  issueDeviceCertificate,
  issueServerCertificate,
  readDeviceCa,
  type ServerCertificate,
} from './device-ca.ts'
import { openSecretDirectory, readOrCreate, readSecret } from './secret-file.ts'

export interface KeysOptions {
  readonly trustDomain: string
  /** DNS names and IP addresses of the device port. */
  readonly names: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface Keys extends Authority {
  readonly commandSigner: CommandSigner
  /** Authenticates download tickets: 32 bytes. */
  readonly downloadKey: Buffer
  /** Encrypts webhook secrets: 32 bytes. */
  readonly webhookKey: Buffer
  /** For the device port's TLS listener: certificate and key in PEM, and the ticket keys that all instances share. */
  readonly tls: {
    readonly cert: string
    readonly key: string
    readonly ca: string
    readonly ticketKeys: Buffer
    readonly renewAt: number
  }
  /** A new certificate of the device port, and its key: PEM. */
  renewServerCertificate(): Promise<ServerCertificate>
}

const CA_FILE = 'device-ca.pem'
const TICKET_FILE = 'tls-tickets.key'
const TICKET_BYTES = 48
const DOWNLOAD_FILE = 'downloads.key'
const DOWNLOAD_BYTES = 32
const WEBHOOK_FILE = 'webhooks.key'
const WEBHOOK_BYTES = 32

/**
 * Loads the keys in `DEFEND_KEYS_DIR` and creates missing ones. Several instances may do so concurrently. Rejects with an
 * error that names the file if it is broken or unreadable, or if the CA is missing while command keys exist.
 */
export async function openKeys(directory: string, options: KeysOptions): Promise<Keys> {
  const { trustDomain, names, now } = options
  await openSecretDirectory(directory)
  const ca = await openDeviceCa(directory, options)
  const commandKeys = await openCommandKeys(directory)
  const ticketKeys = await openRandomKey(directory, TICKET_FILE, TICKET_BYTES)
  const downloadKey = await openRandomKey(directory, DOWNLOAD_FILE, DOWNLOAD_BYTES)
  const webhookKey = await openRandomKey(directory, WEBHOOK_FILE, WEBHOOK_BYTES)
  const renewServerCertificate = () => issueServerCertificate(ca, names, now())
  const serverCertificate = await renewServerCertificate()
  const caCertificates = `${ca.certificate.toString('pem')}\n`

  return {
    async issue(csr, { organization, device }) {
      const publicKey = await readRequestedKey(csr)
      if (!publicKey) return null
      const uri = `spiffe://${trustDomain}/org/${organization}/device/${device}`
      const certificate = await issueDeviceCertificate(ca, publicKey, { device, uri }, now())
      return {
        certificate: `${certificate.toString('pem')}\n`,
        expiresAt: certificate.notAfter.toISOString(),
      }
    },
    caCertificates,
    commandKeys: commandKeys.jwks,
    commandSigner: commandKeys.signer,
    downloadKey,
    webhookKey,
    pin: createHash('sha256').update(Buffer.from(ca.certificate.publicKey.rawData)).digest('base64url'),
    tls: { ...serverCertificate, ca: caCertificates, ticketKeys },
    renewServerCertificate,
  }
}

async function openDeviceCa(directory: string, { trustDomain, now }: KeysOptions): Promise<DeviceCa> {
  const path = join(directory, CA_FILE)
  // The CA is always created first, so command keys without a CA mean that it was lost. A new CA would silently lock out
  // every enrolled device. The directory is listed before the CA is read, because another instance may be creating both.
  const orphans = (await readdir(directory)).filter(isCommandKeyFile)
  if (orphans.length > 0 && !(await readSecret(path))) {
    throw new Error(`${path}: missing, although ${orphans[0]} exists (restore it from a backup)`)
  }
  const pem = await readOrCreate(path, () => createDeviceCa(trustDomain, now()))
  try {
    return await readDeviceCa(pem.toString('utf8'), now())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${path}: not a CA certificate and its key in PEM: ${reason} (restore it from a backup)`,
      {
        cause: error,
      },
    )
  }
}

/** Created again if it is missing; clients then request new download tickets. */
async function openRandomKey(directory: string, name: string, bytes: number): Promise<Buffer> {
  const path = join(directory, name)
  const key = await readOrCreate(path, async () => randomBytes(bytes))
  if (key.length === bytes) return key
  throw new Error(`${path}: must have ${bytes} bytes, but has ${key.length} (delete it to create a new one)`)
}
