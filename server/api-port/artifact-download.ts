import { type FileHandle, open } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ArtifactRecord } from '#domain/action/artifact.ts'
import type { DownloadTickets, TicketHolder } from './download-tickets.ts'

export interface ArtifactDownloadOptions {
  readonly tickets: Pick<DownloadTickets, 'holderOf'>
  /** Records the read on the ledger and resolves with the artifact; null if there is none. */
  readonly read: (reader: TicketHolder, id: string) => Promise<ArtifactRecord | null>
  /** The directory of the artifacts' files. */
  readonly directory: string
}

export type DownloadFault = { readonly status: 401 | 404; readonly error: string }

const noTicket: DownloadFault = {
  status: 401,
  error: 'A valid ticket is required; read the artifact’s url again.',
}
const nothing: DownloadFault = { status: 404, error: 'Not found.' }

/** Streams an artifact to the holder of a ticket. Resolves with a fault if nothing was sent. */
export const createArtifactDownload =
  ({ tickets, read, directory }: ArtifactDownloadOptions) =>
  async (id: string, response: ServerResponse, search: URLSearchParams): Promise<DownloadFault | null> => {
    const holder = tickets.holderOf(id, search.get('ticket'))
    if (!holder) return noTicket
    const file = await openIfExists(join(directory, id))
    if (!file) return nothing
    try {
      // Recorded only if the file exists, and before its content is sent.
      const artifact = await read(holder, id)
      if (!artifact) return nothing
      response.writeHead(200, headersOf(artifact))
      await pipeline(file.createReadStream({ autoClose: false }), response)
      return null
    } finally {
      await file.close()
    }
  }

async function openIfExists(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Headers for untrusted content from a device: it must not be executed, sniffed, framed or cached. */
const headersOf = ({ name, size }: ArtifactRecord) => ({
  'content-type': 'application/octet-stream',
  'content-length': size,
  'content-disposition': `attachment; filename="${asciiOf(name)}"; filename*=UTF-8''${encoded(name)}`,
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
})

const asciiOf = (name: string): string => name.replace(/[^ -~]|["\\%]/g, '_')
/** RFC 8187 also requires escaping some characters that encodeURIComponent keeps. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
