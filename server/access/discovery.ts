type Document = Record<string, unknown>

/** Fetches JSON. Rejects if the issuer does not answer with a success status within five seconds. */
export async function fetchJson(url: string, fetchOf: typeof fetch): Promise<Document> {
  const response = await fetchOf(url, { signal: AbortSignal.timeout(5000), redirect: 'error' })
  if (!response.ok) throw new Error(`${url} answered with status ${response.status}`)
  return (await response.json()) as Document
}

/** The issuer's OpenID Connect discovery document. Rejects if it is for another issuer. */
export async function discover(issuer: string, fetchOf: typeof fetch): Promise<Document> {
  const found = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, fetchOf)
  if (found['issuer'] !== issuer)
    throw new Error(`the discovery document of ${issuer} is for the issuer ${String(found['issuer'])}`)
  return found
}
