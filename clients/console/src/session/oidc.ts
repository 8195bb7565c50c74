import { t } from '@lingui/core/macro'
import * as oauth from 'oauth4webapi'
import type { Configuration } from './configuration.ts'

export interface Session {
  /** Resolves with a valid access token, renewed if need be. After the session has ended it waits for `signInAgain`. */
  token(): Promise<string>
  /**
   * Signs in again in a separate window, so that the page keeps its forms. Resolves with the reason if it failed, else
   * null. Call it in a click handler, or the browser blocks the window. A further call replaces an earlier one.
   */
  signInAgain(): Promise<string | null>
  /** Leaves the page for the issuer's sign-out page. */
  signOut(): void
}

export type SignIn =
  | { readonly kind: 'signed-in'; readonly session: Session; readonly goTo: string }
  | { readonly kind: 'signed-out'; readonly why: string | null }
  /** The page is the window of `signInAgain` and has handed its answer over. */
  | { readonly kind: 'handed-over' }

interface Options {
  readonly configuration: Configuration
  /** Called with true when the session has ended and cannot be renewed, and with false after a new sign-in. */
  readonly onExpired: (isExpired: boolean) => void
}

/** The state of a sign-in while the page is at the issuer. No token is ever stored. */
const journeyKey = 'defend.sign-in'
const signedOutKey = 'defend.signed-out'
interface Journey {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly goTo: string
  /** The history state of the page to return to. */
  readonly place: unknown
}

/** A token is renewed this many seconds before it expires. */
const renewBefore = 60

const redirectUri = () => `${location.origin}/`
const here = () => location.pathname + location.search

/** Allows http for issuers with an http: URL. The service accepts those on loopback only. */
const insecure = (url: string) => ({ [oauth.allowInsecureRequests]: url.startsWith('http:') })

async function discover(issuer: string): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer)
  const response = await oauth.discoveryRequest(url, { algorithm: 'oidc', ...insecure(issuer) })
  return oauth.processDiscoveryResponse(url, response)
}

/** Navigates to the issuer, which redirects back at once while its own session lasts. */
export async function signIn({ issuer, clientId }: Configuration, goTo = here()): Promise<never> {
  const server = await discover(issuer)
  const journey = newJourney(goTo)
  sessionStorage.setItem(journeyKey, JSON.stringify(journey))
  sessionStorage.removeItem(signedOutKey)
  location.assign(await authorizationUrl(server, clientId, journey))
  return new Promise<never>(() => {})
}

const newJourney = (goTo: string, prefix = ''): Journey => ({
  state: prefix + oauth.generateRandomState(),
  nonce: oauth.generateRandomNonce(),
  verifier: oauth.generateRandomCodeVerifier(),
  goTo,
  place: history.state,
})

async function authorizationUrl(
  server: oauth.AuthorizationServer,
  clientId: string,
  { state, nonce, verifier }: Journey,
): Promise<URL> {
  const url = new URL(server.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: 'openid profile email offline_access',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  return url
}

/** Prefix of the `state` of a sign-in in a separate window. */
const windowPrefix = 'window.'
const windowChannel = 'defend.sign-in'

/** In the window of `signInAgain`: hands the issuer's answer to the page that opened it. */
function handOver(): SignIn {
  new BroadcastChannel(windowChannel).postMessage(location.href)
  // Some browsers refuse to close a window that has visited another origin.
  window.close()
  return { kind: 'handed-over' }
}

/** Continues a sign-in when the issuer redirected back, stays signed out after a sign-out, else starts a sign-in. */
export async function begin(options: Options): Promise<SignIn> {
  const { configuration } = options
  const parameters = new URLSearchParams(location.search)
  const isBack = parameters.has('state') && (parameters.has('code') || parameters.has('error'))
  if (isBack && parameters.get('state')?.startsWith(windowPrefix)) return handOver()
  const journey = takeJourney()
  if (isBack && journey) return arrive(options, journey)
  if (sessionStorage.getItem(signedOutKey)) return { kind: 'signed-out', why: null }
  return signIn(configuration, isBack ? '/' : here())
}

function takeJourney(): Journey | null {
  const text = sessionStorage.getItem(journeyKey)
  sessionStorage.removeItem(journeyKey)
  return text === null ? null : (JSON.parse(text) as Journey)
}

async function arrive({ configuration, onExpired }: Options, journey: Journey): Promise<SignIn> {
  const { issuer, clientId } = configuration
  const server = await discover(issuer)
  const client: oauth.Client = { client_id: clientId }
  const url = new URL(location.href)
  history.replaceState(journey.place, '', journey.goTo)
  try {
    const tokens = await tokensOf(server, client, url, journey)
    return {
      kind: 'signed-in',
      session: openSession({ server, client, tokens, onExpired }),
      goTo: journey.goTo,
    }
  } catch (error) {
    const why = refusalOf(error)
    if (why !== null) return { kind: 'signed-out', why }
    throw error
  }
}

/** Exchanges the issuer's answer, which is in this URL, for tokens. */
async function tokensOf(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  url: URL,
  journey: Journey,
): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    oauth.validateAuthResponse(server, client, url, journey.state),
    redirectUri(),
    journey.verifier,
    insecure(server.issuer),
  )
  return oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: journey.nonce,
    requireIdToken: true,
  })
}

/** The issuer's reason for a refusal; null for other failures. */
const refusalOf = (error: unknown): string | null =>
  error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError
    ? (error.error_description ?? error.error)
    : null

/**
 * Resolves with the URL to which the issuer redirected the window. Cross-Origin-Opener-Policy separates the two pages,
 * so this page cannot notice that the window was closed.
 */
function answerFrom(state: string, signal: AbortSignal): Promise<URL | null> {
  const channel = new BroadcastChannel(windowChannel)
  return new Promise<URL | null>(resolve => {
    channel.onmessage = ({ data }) => {
      const url = new URL(String(data))
      if (url.searchParams.get('state') === state) resolve(url)
    }
    signal.addEventListener('abort', () => resolve(null))
  }).finally(() => channel.close())
}

function openSession(options: {
  readonly server: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly tokens: oauth.TokenEndpointResponse
  readonly onExpired: (isExpired: boolean) => void
}): Session {
  const { server, client, onExpired } = options
  let { tokens } = options
  let goodUntil = endOf(tokens)
  const idToken = tokens.id_token
  const subject = subjectOf(tokens)
  let renewing: Promise<string> | undefined
  let attempt = new AbortController()
  /** Resolves `token()` calls at the next sign-in; null while the session is alive. */
  let waiting: { readonly promise: Promise<string>; readonly resolve: (token: string) => void } | null = null

  function end(): Promise<string> {
    if (waiting) return waiting.promise
    let resolve: (token: string) => void = () => {}
    const promise = new Promise<string>(done => {
      resolve = done
    })
    waiting = { promise, resolve }
    onExpired(true)
    return promise
  }

  async function renew(refreshToken: string): Promise<string> {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refreshToken,
      insecure(server.issuer),
    )
    const renewed = await oauth.processRefreshTokenResponse(server, client, response)
    tokens = { ...renewed, refresh_token: renewed.refresh_token ?? refreshToken }
    goodUntil = endOf(tokens)
    return tokens.access_token
  }

  return {
    async token() {
      if (Date.now() < goodUntil) return tokens.access_token
      if (tokens.refresh_token)
        renewing ??= renew(tokens.refresh_token).finally(() => {
          renewing = undefined
        })
      try {
        return await (renewing ?? Promise.reject(new Error('there is no refresh token')))
      } catch (error) {
        // An unreachable issuer (TypeError) may come back soon. A refusal is final.
        if (error instanceof TypeError) throw error
        return end()
      }
    },
    async signInAgain() {
      const opened = window.open('about:blank', '_blank', 'popup,width=520,height=680')
      if (!opened)
        return t`The browser blocked the sign-in window. Allow pop-ups for this site and try again.`
      attempt.abort()
      attempt = new AbortController()
      const journey = newJourney(here(), windowPrefix)
      try {
        opened.location.href = (await authorizationUrl(server, client.client_id, journey)).href
        const url = await answerFrom(journey.state, attempt.signal)
        if (!url) return null
        const renewed = await tokensOf(server, client, url, journey)
        if (subjectOf(renewed) !== subject) return t`Sign in as the same person, or reload the page.`
        tokens = renewed
        goodUntil = endOf(tokens)
        waiting?.resolve(tokens.access_token)
        waiting = null
        onExpired(false)
        return null
      } catch (error) {
        opened.close()
        return refusalOf(error) ?? t`The issuer could not be reached. Try again.`
      }
    },
    signOut() {
      sessionStorage.setItem(signedOutKey, '1')
      const { end_session_endpoint: end } = server
      if (!end) return location.assign('/')
      const parameters = { post_logout_redirect_uri: redirectUri(), client_id: client.client_id }
      location.assign(
        `${end}?${new URLSearchParams({ ...parameters, ...(idToken && { id_token_hint: idToken }) })}`,
      )
    },
  }
}

const subjectOf = (tokens: oauth.TokenEndpointResponse) => oauth.getValidatedIdTokenClaims(tokens)?.sub

const endOf = ({ expires_in: seconds = 300 }: oauth.TokenEndpointResponse): number =>
  Date.now() + (seconds - Math.min(renewBefore, seconds / 2)) * 1000
