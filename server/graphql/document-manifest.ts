import { readFileSync } from 'node:fs'
import { parse } from 'graphql'

/** Registered documents by their id, or what is wrong with the file. */
export type Manifest = { readonly ok: ReadonlyMap<string, string> } | { readonly fault: string }

/**
 * Reads a manifest of trusted documents: a JSON object of texts by id, as GraphQL Code Generator and Relay write it, or
 * Apollo's persisted query manifest.
 */
export function readManifest(path: string): Manifest {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return {
      fault: `${JSON.stringify(path)} can't be read (${error instanceof Error ? error.message : error})`,
    }
  }
  const documents = new Map<string, string>()
  for (const [id, text] of entriesOf(content)) {
    if (typeof text !== 'string' || !isDocument(text))
      return { fault: `${JSON.stringify(path)}: ${JSON.stringify(id)} is not a GraphQL document` }
    documents.set(id, text)
  }
  return { ok: documents }
}

function isDocument(text: string): boolean {
  try {
    parse(text, { noLocation: true })
    return true
  } catch {
    return false
  }
}

function entriesOf(content: unknown): [string, unknown][] {
  const { format, operations } = Object(content) as { format?: unknown; operations?: unknown }
  if (format !== 'apollo-persisted-query-manifest' || !Array.isArray(operations))
    return Object.entries(Object(content))
  return operations.map(operation => {
    const { id, body } = Object(operation) as { id?: unknown; body?: unknown }
    return [String(id), body]
  })
}
