import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { demoPeople } from '../../server/embedded/demo-people.ts'

/** An OpenID Connect issuer that publishes its key and signs tokens; services reach it through `entrance`. */
export async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'chaos', use: 'sig' }
  let issuer = ''
  const server = createServer((request, response) => {
    const body = request.url?.endsWith('/jwks')
      ? { keys: [jwk] }
      : { issuer, jwks_uri: `${issuer}/jwks`, authorization_endpoint: `${issuer}/authorize` }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    /** @param url the issuer's address as the services know it */
    publish: (url: string) => {
      issuer = url
    },
    /** A token that is valid for a day, because a long run must not depend on renewals. */
    async token(id: string): Promise<string> {
      const person = demoPeople.find(known => known.id === id)
      if (!person) throw new Error(`no such person: ${id}`)
      const { email, name, org, roles } = person
      return new SignJWT({ email, name, org, roles })
        .setProtectedHeader({ alg: 'ES256', kid: 'chaos' })
        .setIssuer(issuer)
        .setAudience('chaos')
        .setSubject(id)
        .setExpirationTime('1d')
        .sign(privateKey)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type Issuer = Awaited<ReturnType<typeof startIssuer>>
