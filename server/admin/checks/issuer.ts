import { discover } from '../../access/discovery.ts'
import { type Finding, fail, ok } from '../finding.ts'

/** Checks that the OpenID Connect issuer is reachable and has the configured name. */
export async function examineIssuer(issuer: string): Promise<readonly Finding[]> {
  try {
    await discover(issuer, fetch)
    return [ok('issuer', `${issuer} answers`)]
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return [
      fail(
        'issuer',
        detail,
        'Check OIDC_ISSUER, DNS, proxy and certificates. Until then, people cannot sign in.',
      ),
    ]
  }
}
