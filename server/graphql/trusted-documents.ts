import { createHash } from 'node:crypto'
import { GraphQLError, stripIgnoredCharacters } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { RequestInfo } from '../access/request-info.ts'
import { createDocumentCache } from './document-cache.ts'

export interface TrustedDocuments {
  /** The registered documents by their id: the SHA-256 of the text, or an id chosen by a build tool. */
  readonly registered: ReadonlyMap<string, string>
  /** Whether documents that are not registered are refused. */
  readonly only: boolean
}

export interface DocumentRequest {
  readonly query?: string | null | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined
}

/**
 * Finds the text of a request's document. `extensions.persistedQuery.sha256Hash` names a registered document, or one that
 * a caller has sent before together with its hash (automatic persisted queries). Throws a GraphQLError if there is no
 * such document, or if it is not allowed.
 */
export type FindDocument = (request: DocumentRequest) => string | null

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Maximum characters of a text that is kept or compared with the registered documents. */
const longestKept = 64 * 1024

export function createFindDocument({ registered, only }: TrustedDocuments): FindDocument {
  const learned = createDocumentCache<{ readonly text: string }>({
    length: 4 * 1024 * 1024,
    longest: longestKept,
  })
  const isTrusted = createTrust(registered)

  const byId = (id: string): string => {
    const text = registered.get(id) ?? (only ? undefined : learned.get(id)?.text)
    if (text === undefined) throw refusal('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND')
    return text
  }

  return function findDocument({ query, extensions }) {
    const id = idOf(extensions?.['persistedQuery'])
    const hasText = typeof query === 'string' && query !== ''
    if (!hasText) return id === null ? (query ?? null) : byId(id)
    if (id !== null && id !== sha256Of(query) && registered.get(id) !== query)
      throw refusal('`sha256Hash` is not the SHA-256 of `query`.', 'BAD_USER_INPUT')
    if (only && !isTrusted(query))
      throw refusal('This service runs registered documents only.', 'QUERY_NOT_IN_SAFELIST')
    if (id !== null && !registered.has(id)) learned.set(id, { text: query })
    return query
  }
}

/** Whether a text equals a registered document, regardless of white space, commas and comments. */
function createTrust(registered: ReadonlyMap<string, string>): (text: string) => boolean {
  const canonical = new Set([...registered.values()].map(text => stripIgnoredCharacters(text)))
  const trusted = createDocumentCache<true>({ length: 1024 * 1024, longest: longestKept })
  return text => {
    if (trusted.has(text)) return true
    const isTrusted = text.length <= longestKept && canonical.has(strip(text) ?? '')
    if (isTrusted) trusted.set(text, true)
    return isTrusted
  }
}

/** Null if the text has a syntax error. */
function strip(text: string): string | null {
  try {
    return stripIgnoredCharacters(text)
  } catch {
    return null
  }
}

function idOf(persisted: unknown): string | null {
  if (persisted === undefined || persisted === null) return null
  const { version = 1, sha256Hash } = Object(persisted) as { version?: unknown; sha256Hash?: unknown }
  if (version !== 1 || typeof sha256Hash !== 'string' || sha256Hash === '' || sha256Hash.length > 200)
    throw refusal(
      '`extensions.persistedQuery` must be {"version": 1, "sha256Hash": "<hex>"}.',
      'BAD_USER_INPUT',
    )
  return sha256Hash
}

const refusal = (message: string, code: string) =>
  new GraphQLError(message, { extensions: { code, http: { spec: true, status: 400 } } })

/** Finds documents for HTTP and SSE. Operations of the service itself (REST, OpenC2) are always allowed. */
export const resolveDocuments = (findDocument: FindDocument): Plugin<RequestInfo, RequestInfo> => ({
  onParams({ params, setParams, context }) {
    if (context.isInternal) return
    const query = findDocument(params)
    if (query !== null && query !== params.query) setParams({ ...params, query })
  },
})
