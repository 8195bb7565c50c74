import * as oauth from 'oauth4webapi'
import type { Configuration } from './configuration.ts'

export interface Session {
  /** An access token that is good for a while yet. */
  token(): Promise<string>
  /** Leaves the page for the issuer's sign-out. */
  signOut(): void
}

export type SignIn =
  | { readonly kind: 'signed-in'; readonly session: Session; readonly goTo: string }
  | { readonly kind: 'signed-out'; readonly why: string | null }

interface Options {
  readonly configuration: Configuration
  /** The session can't be prolonged: somebody has to sign in again. */
  readonly onExpired: () => void
}

/** Of the way to the issuer and back: no token is ever stored, and these are gone when it ends. */
const journeyKey = 'defend.sign-in'
const signedOutKey = 'defend.signed-out'
interface Journey {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly goTo: string
  /** What the page there had put into the browser's history. */
  readonly place: unknown
}

/** Seconds before its end at which a token is renewed. */
const renewBefore = 60

const redirectUri = () => `${location.origin}/`
const here = () => location.pathname + location.search

/** http is for issuers on loopback, which the service makes sure of. */
const insecure = (url: string) => ({ [oauth.allowInsecureRequests]: url.startsWith('http:') })

async function discover(issuer: string): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer)
  const response = await oauth.discoveryRequest(url, { algorithm: 'oidc', ...insecure(issuer) })
  return oauth.processDiscoveryResponse(url, response)
}

/** Leaves the page; whoever has a session at the issuer comes back at once. */
export async function signIn({ issuer, clientId }: Configuration, goTo = here()): Promise<never> {
  const server = await discover(issuer)
  const verifier = oauth.generateRandomCodeVerifier()
  const journey: Journey = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier,
    goTo,
    place: history.state,
  }
  sessionStorage.setItem(journeyKey, JSON.stringify(journey))
  sessionStorage.removeItem(signedOutKey)
  const url = new URL(server.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: 'openid profile email offline_access',
    state: journey.state,
    nonce: journey.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  location.assign(url)
  return new Promise<never>(() => {})
}

/** Where the page stands: back from the issuer, signed out by choice, or on its way to the issuer. */
export async function begin(options: Options): Promise<SignIn> {
  const { configuration } = options
  const parameters = new URLSearchParams(location.search)
  const isBack = parameters.has('state') && (parameters.has('code') || parameters.has('error'))
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
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      oauth.validateAuthResponse(server, client, url, journey.state),
      redirectUri(),
      journey.verifier,
      insecure(issuer),
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: journey.nonce,
      requireIdToken: true,
    })
    return {
      kind: 'signed-in',
      session: openSession({ server, client, tokens, onExpired }),
      goTo: journey.goTo,
    }
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError)
      return { kind: 'signed-out', why: error.error_description ?? error.error }
    throw error
  }
}

function openSession(options: {
  readonly server: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly tokens: oauth.TokenEndpointResponse
  readonly onExpired: () => void
}): Session {
  const { server, client, onExpired } = options
  let { tokens } = options
  let goodUntil = endOf(tokens)
  const idToken = tokens.id_token
  let renewing: Promise<string> | undefined

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
        // The issuer that can't be reached may be back in a moment; one that refuses will not.
        if (!(error instanceof TypeError)) onExpired()
        throw error
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

const endOf = ({ expires_in: seconds = 300 }: oauth.TokenEndpointResponse): number =>
  Date.now() + (seconds - Math.min(renewBefore, seconds / 2)) * 1000
