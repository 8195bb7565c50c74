import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

export type IdentityKeys = { signing: JWK & { kid: string }; cookies: string }

/** Stored in the data directory, so that tokens stay valid across a restart. */
export async function identityKeys(dataDirectory: string): Promise<IdentityKeys> {
  const path = join(dataDirectory, 'demo-identity.json')
  const saved = await readFile(path, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (saved !== null) return JSON.parse(saved)

  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = randomBytes(8).toString('hex')
  const keys: IdentityKeys = {
    signing: { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' },
    cookies: randomBytes(32).toString('hex'),
  }
  await writeFile(`${path}.new`, JSON.stringify(keys), { mode: 0o600 })
  await rename(`${path}.new`, path)
  return keys
}
