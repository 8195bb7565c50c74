import type { SignIn } from './config-folder.ts'
import { Ending, exitCodes } from './exit-codes.ts'

// Signs in with the OAuth device flow (RFC 8628), which also works over ssh.

interface Endpoints {
  readonly token_endpoint: string
  readonly device_authorization_endpoint?: string
}
interface DeviceCode {
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri: string
  readonly verification_uri_complete?: string
  readonly expires_in: number
  readonly interval?: number
}
interface Tokens {
  readonly access_token: string
  readonly refresh_token?: string
  readonly expires_in?: number
}
interface Refused {
  readonly error: string
  readonly error_description?: string
}

export interface Issuer {
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  /** The token's audience, for issuers that require it. */
  readonly audience?: string | undefined
}

const failed = (message: string) => new Ending(exitCodes.notSignedIn, 'NOT_SIGNED_IN', message)

async function ask<Answer>(url: string, form?: Record<string, string>): Promise<Answer | Refused> {
  const body = form && new URLSearchParams(form)
  let response: Response
  try {
    response = await fetch(url, body ? { method: 'POST', body } : {})
  } catch (cause) {
    throw new Ending(
      exitCodes.unavailable,
      'UNAVAILABLE',
      `The issuer at ${url} is unreachable (${causeOf(cause)})`,
    )
  }
  const answer = (await response.json().catch(() => null)) as Answer | Refused | null
  if (answer === null) throw failed(`${url} returned HTTP ${response.status} without JSON`)
  return answer
}

const causeOf = (cause: unknown): string => String((cause as Error).cause ?? cause)
const isRefused = (answer: object): answer is Refused => 'error' in answer
const textOf = ({ error, error_description: detail }: Refused) => (detail ? `${error}: ${detail}` : error)

async function discover(issuer: string): Promise<Endpoints> {
  const found = await ask<Endpoints>(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (isRefused(found) || !found.token_endpoint) throw failed(`${issuer} is not an OpenID Connect issuer`)
  return found
}

function signIn({ issuer, clientId }: Pick<Issuer, 'issuer' | 'clientId'>, tokens: Tokens): SignIn {
  return {
    issuer,
    clientId,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresAt: Date.now() + (tokens.expires_in ?? 300) * 1000,
  }
}

/**
 * Signs in with the device flow.
 * @param show shows the person where to confirm the code
 * @param wait pauses between two polls
 */
export async function signInByDevice(
  options: Issuer,
  show: (code: { readonly url: string; readonly code: string }) => void,
  wait: (seconds: number) => Promise<void>,
): Promise<SignIn> {
  const { issuer, clientId, scope, audience } = options
  const endpoints = await discover(issuer)
  if (!endpoints.device_authorization_endpoint)
    throw failed(`${issuer} does not support the device flow; pass a token with --token or DEFEND_TOKEN`)
  const client = { client_id: clientId }
  const request = { ...client, scope, ...(audience && { audience }) }
  const device = await ask<DeviceCode>(endpoints.device_authorization_endpoint, request)
  if (isRefused(device)) throw failed(`${issuer} refused: ${textOf(device)}`)
  show({ url: device.verification_uri_complete ?? device.verification_uri, code: device.user_code })

  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  const until = Date.now() + device.expires_in * 1000
  for (let interval = device.interval ?? 5; Date.now() < until; ) {
    await wait(interval)
    const question = { ...client, grant_type, device_code: device.device_code }
    const tokens = await ask<Tokens>(endpoints.token_endpoint, question)
    if (!isRefused(tokens)) return signIn(options, tokens)
    if (tokens.error === 'slow_down') interval += 5
    else if (tokens.error !== 'authorization_pending') throw failed(`${issuer} refused: ${textOf(tokens)}`)
  }
  throw failed('The code has expired. Run defend login again.')
}

/** Refreshes the token of a sign-in. Null if the person has to sign in again. */
export async function refresh(old: SignIn): Promise<SignIn | null> {
  if (!old.refreshToken) return null
  const { token_endpoint: endpoint } = await discover(old.issuer)
  const tokens = await ask<Tokens>(endpoint, {
    client_id: old.clientId,
    grant_type: 'refresh_token',
    refresh_token: old.refreshToken,
  })
  if (isRefused(tokens)) return null
  return { ...signIn(old, tokens), refreshToken: tokens.refresh_token ?? old.refreshToken }
}

/** Signs in at the demo's issuer, which gives anyone on this machine a token for any person. */
export async function signInAtDemo(issuer: string, clientId: string, person: string): Promise<SignIn> {
  const response = await fetch(`${issuer}/demo/token?person=${encodeURIComponent(person)}`).catch(cause => {
    throw new Ending(
      exitCodes.unavailable,
      'UNAVAILABLE',
      `The demo's issuer ${issuer} is unreachable (${causeOf(cause)})`,
    )
  })
  const text = (await response.text()).trim()
  if (!response.ok) throw failed(`${issuer} did not issue a token: ${text}`)
  return signIn({ issuer, clientId }, { access_token: text, expires_in: 3600 })
}
