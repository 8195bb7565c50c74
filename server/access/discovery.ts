type Document = Record<string, unknown>

/** Rejects when the issuer does not answer within five seconds, or with anything but a success. */
export async function fetchJson(url: string, fetchOf: typeof fetch): Promise<Document> {
  const response = await fetchOf(url, { signal: AbortSignal.timeout(5000), redirect: 'error' })
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  return (await response.json()) as Document
}

/** What an OpenID Connect issuer says of itself, and that it is itself. */
export async function discover(issuer: string, fetchOf: typeof fetch): Promise<Document> {
  const found = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, fetchOf)
  if (found['issuer'] !== issuer) throw new Error(`${issuer} says that it is ${String(found['issuer'])}`)
  return found
}
