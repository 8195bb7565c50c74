import type { Random } from './random.ts'

/** The request has no answer, so the caller does not know whether it took effect. */
export class Unanswered extends Error {}

/** The service failed unexpectedly. The same request would most likely fail again. */
export class InternalError extends Unanswered {}

export interface ApiClient {
  /** The addresses of all services. */
  readonly addresses: readonly string[]
  /** Answers with status 500: exceptions that the service did not expect. */
  readonly internalErrors: readonly string[]
  token(person: string): Promise<string>
  /** GraphQL over HTTP at a service. Rejects with Unanswered after a lost connection, an outage, or 10 s. */
  call<Data>(person: string, query: string, variables?: object, at?: Random): Promise<Data>
}

const patience = 10_000
/** Answers of a service that is starting, ending or cut off from PostgreSQL or its issuer. */
const passing = [401, 429, 502, 503]

export function openApiClient(
  addresses: readonly string[],
  sign: (person: string) => Promise<string>,
): ApiClient {
  const internalErrors: string[] = []
  const tokens = new Map<string, Promise<string>>()
  const token = (person: string) => {
    const known = tokens.get(person) ?? sign(person)
    tokens.set(person, known)
    return known
  }
  return {
    addresses,
    internalErrors,
    token,
    async call<Data>(person: string, query: string, variables = {}, at?: Random): Promise<Data> {
      const address = at ? at.pick(addresses) : (addresses[0] ?? '')
      const body = JSON.stringify({ query, variables })
      const { status, text } = await post(`${address}/graphql`, await token(person), body)
      if (status === 500) {
        internalErrors.push(text)
        throw new InternalError(text)
      }
      if (passing.includes(status)) throw new Unanswered(text)
      const answer = JSON.parse(text) as { data: Data; errors?: unknown }
      if (answer.errors) throw new Error(`${query}\n${text}`)
      return answer.data
    },
  }
}

async function post(url: string, token: string, body: string): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      signal: AbortSignal.timeout(patience),
    })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    throw new Unanswered(String(error))
  }
}
