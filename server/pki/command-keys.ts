import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readOrCreate } from './secret-file.ts'

export interface CommandSigner {
  readonly kid: string
  /** Ed25519. */
  readonly privateKey: KeyObject
}

export interface CommandKeys {
  readonly signer: CommandSigner
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] }
}

// Devices learn the keys when they enrol or renew, so a key must be published before it signs. command-next.pem is
// published but does not sign. Of command-1.pem, command-2.pem, …, the one with the highest number signs.
const KEY_FILE = /^command-(next|[1-9]\d{0,8})\.pem$/
const FIRST = 'command-1.pem'

/** Published, but does not sign until it is renamed to the next number. */
export const nextCommandKey = 'command-next.pem'

/** The highest number among the names of key files; 0 if there is none. */
export const newestCommandKey = (names: readonly string[]): number =>
  Math.max(0, ...names.filter(isCommandKeyFile).map(ageOf))

export async function createNextCommandKey(directory: string): Promise<void> {
  await openCommandKey(join(directory, nextCommandKey))
}

export const isCommandKeyFile = (name: string): boolean => KEY_FILE.test(name)

/** All command keys of the directory. Creates the first one if no key may sign. */
export async function openCommandKeys(directory: string): Promise<CommandKeys> {
  const names = (await readdir(directory)).filter(isCommandKeyFile)
  if (!names.some(name => ageOf(name) > 0)) names.push(FIRST)
  names.sort((one, other) => ageOf(one) - ageOf(other))

  const signers = await Promise.all(names.map(name => openCommandKey(join(directory, name))))
  const signer = signers.at(-1)
  if (!signer) throw new Error(`${directory}: has no command key`)
  return { signer, jwks: { keys: signers.map(publicJwk) } }
}

/** 0 for `command-next.pem`, which does not sign yet. */
const ageOf = (name: string): number => Number(KEY_FILE.exec(name)?.[1]) || 0

async function openCommandKey(path: string): Promise<CommandSigner> {
  const pem = await readOrCreate(path, createCommandKey)
  const privateKey = parseKey(path, pem)
  return { kid: thumbprint(privateKey), privateKey }
}

function parseKey(path: string, pem: Buffer): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch (error) {
    throw new Error(`${path}: not a private key in PEM (restore it from a backup)`, { cause: error })
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path}: not an Ed25519 key`)
  return key
}

async function createCommandKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('ed25519')
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
}

const publicPoint = (key: KeyObject): string => createPublicKey(key).export({ format: 'jwk' }).x ?? ''

/** The JWK thumbprint (RFC 7638), with the members and order of RFC 8037, appendix A.3. */
const thumbprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: publicPoint(key) }))
    .digest('base64url')

const publicJwk = ({ kid, privateKey }: CommandSigner): Record<string, unknown> => ({
  kty: 'OKP',
  crv: 'Ed25519',
  x: publicPoint(privateKey),
  kid,
  alg: 'EdDSA',
  use: 'sig',
})
