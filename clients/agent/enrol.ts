import { isObject, normalUuid } from '#protocol/json.ts'
import type { Platform } from '#protocol/platform.ts'
import { newCertificateRequest } from './certificate-request.ts'
import { BadUsage, Refused, Unreachable } from './failures.ts'
import { asClient, type Identity } from './link/identity.ts'
import { type Answer, ask, type ServerAddress } from './link/tls.ts'

export interface Enrolment {
  readonly server: ServerAddress
  readonly token: string
  readonly hostname: string
  readonly platform: Platform
  readonly agentVersion: string
}

const TOKEN = /^dfe_[0-9a-f]{64}_(?<pin>[A-Za-z0-9_-]{43})$/

/** Rejects with BadUsage (invalid token), Refused, or Unreachable (also if another server answered). */
export async function enrol({ server, token, ...about }: Enrolment): Promise<Identity> {
  const pin = TOKEN.exec(token)?.groups?.['pin']
  if (!pin) throw new BadUsage('--token: must be an enrolment token')
  const { privateKey, csr } = await newCertificateRequest()
  const answer = await ask(
    { server, trust: { kind: 'pin', spkiSha256: pin } },
    { method: 'POST', path: '/v1/enroll', body: { token, csr, ...about } },
  )
  return { server, privateKey, ...readCredentials(answer) }
}

/** Creates a new key with every certificate, so that a leaked key is useless after the renewal. */
export async function renew(identity: Identity): Promise<Identity> {
  const { privateKey, csr } = await newCertificateRequest()
  const answer = await ask(asClient(identity), { method: 'POST', path: '/v1/renew', body: { csr } })
  return { server: identity.server, privateKey, ...readCredentials(answer) }
}

function readCredentials({ status, body }: Answer): Omit<Identity, 'server' | 'privateKey'> {
  if (status >= 400 && status < 500) throw new Refused(`refused by the server (${status}): ${detailOf(body)}`)
  if (status < 200 || status > 299) throw new Unreachable(`the server answered ${status}: ${detailOf(body)}`)
  if (!isObject(body)) throw new Unreachable('the server answered no JSON')
  const deviceId = normalUuid(body['deviceId'])
  const { certificate, caCertificates, commandKeys } = body
  if (
    deviceId === null ||
    typeof certificate !== 'string' ||
    typeof caCertificates !== 'string' ||
    commandKeys === undefined
  )
    throw new Unreachable('the server answered without deviceId, certificate, caCertificates or commandKeys')
  return { deviceId, certificate, caCertificates, commandKeys }
}

function detailOf(problem: unknown): string {
  if (!isObject(problem)) return 'no details'
  return String(problem['detail'] ?? problem['title'] ?? 'no details')
}
