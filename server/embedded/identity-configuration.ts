import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { Person } from './demo-people.ts'
import type { IdentityKeys } from './identity-keys.ts'
import { confirmCodePage, messagePage, signOutPage, userCodePage } from './identity-pages.ts'
import { memoryStore } from './identity-store.ts'

const hour = 3_600
const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code'
// The only resource for which tokens are issued. Resource indicators must be URIs; the audience need not be.
const resource = 'urn:defend-response'
const resourceScope = 'api'

/**
 * The configuration of the demo's provider: two public clients, and JWT access tokens with the service's claims. The
 * clients are not `native`, because that type would ask for consent each time.
 */
export function identityConfiguration(options: {
  people: readonly Person[]
  audience: string
  keys: IdentityKeys
}): Configuration {
  const { people, audience, keys } = options
  const claimsOf = (id: string | undefined) => {
    const person = people.find(one => one.id === id)
    return person && { email: person.email, name: person.name, org: person.org, roles: person.roles }
  }

  return {
    clients: [
      {
        client_id: 'defend-console',
        client_name: 'the console',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/', 'http://localhost/'],
      },
      {
        client_id: 'defend-cli',
        client_name: 'the command line',
        token_endpoint_auth_method: 'none',
        grant_types: [deviceCodeGrant, 'refresh_token'],
        response_types: [],
        redirect_uris: [],
      },
    ],
    adapter: memoryStore(),
    jwks: { keys: [keys.signing] },
    // Cookies are shared between ports, so unique names avoid clashes with other programs on localhost.
    cookies: {
      keys: [keys.cookies],
      names: {
        session: 'defend_demo_session',
        interaction: 'defend_demo_interaction',
        resume: 'defend_demo_resume',
      },
    },
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: { openid: ['sub'], email: ['email'], profile: ['name', 'org', 'roles'] },
    conformIdTokenClaims: false, // includes the claims in the id token, so the console needs no second request
    async findAccount(_context, id) {
      const claims = claimsOf(id)
      return claims && { accountId: id, claims: async () => ({ sub: id, ...claims }) }
    },
    extraTokenClaims: async (_context, token) =>
      token.kind === 'AccessToken' ? claimsOf(token.accountId) : undefined,
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    loadExistingGrant: grantEverything,
    clientBasedCORS: (_context, origin) =>
      /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 60,
      IdToken: hour,
      DeviceCode: 600,
      Interaction: hour,
      RefreshToken: 24 * hour,
      Session: 24 * hour,
      Grant: 24 * hour,
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: resourceScope,
          audience,
          accessTokenTTL: hour,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      deviceFlow: {
        enabled: true,
        userCodeInputSource(context, form, _out, error) {
          const problem = error ? 'The code is unknown or expired. Try again.' : null
          context.body = userCodePage(form, problem)
        },
        userCodeConfirmSource(context, form, client, _device, code) {
          context.body = confirmCodePage(form, client.clientName ?? client.clientId, code)
        },
        successSource(context) {
          context.body = messagePage('Signed in', 'You can close this page and go back to your terminal.')
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = signOutPage(form)
        },
        postLogoutSuccessSource(context) {
          context.body = messagePage('Signed out', 'You can close this page.')
        },
      },
    },
    renderError(context, out) {
      context.type = 'html'
      context.body = messagePage(
        'Sign-in failed',
        [out.error, out.error_description].filter(Boolean).join(': '),
      )
    },
  }
}

/** Grants consent without asking, because both clients belong to the service. */
async function grantEverything(context: KoaContextWithOIDC) {
  const { client, session, provider } = context.oidc
  if (!client || !session?.accountId) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid offline_access profile email')
  grant.addResourceScope(resource, resourceScope)
  await grant.save()
  return grant
}
