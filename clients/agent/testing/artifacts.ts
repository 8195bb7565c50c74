import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { encodeMetadata, readMetadata } from '../link/upload-http.ts'

export interface StoredArtifact {
  readonly deviceId: string
  readonly length: number
  readonly metadata: ReadonlyMap<string, string>
  bytes: Buffer
}

/** The part of tus 1.0 the protocol requires of a server, with injectable faults. */
export interface TestArtifacts {
  readonly stored: Map<string, StoredArtifact>
  readonly requests: string[]
  /** Cuts the connection after this many bytes. Each value is used once. */
  readonly cutAfter: number[]
  /** Answers the next requests with these status codes. */
  readonly refuseWith: number[]
  answer(request: IncomingMessage, response: ServerResponse, deviceId: string): Promise<void>
}

export function createArtifacts(): TestArtifacts {
  const artifacts: TestArtifacts = {
    stored: new Map(),
    requests: [],
    cutAfter: [],
    refuseWith: [],
    async answer(request, response, deviceId) {
      const { method = '', url = '', headers } = request
      artifacts.requests.push(method)
      const reply = (status: number, more: Record<string, string | number> = {}) => {
        response.writeHead(status, { 'tus-resumable': '1.0.0', ...more }).end()
      }
      const refusal = artifacts.refuseWith.shift()
      if (refusal !== undefined) return reply(refusal)
      if (headers['tus-resumable'] !== '1.0.0') return reply(412)
      if (method === 'POST') {
        const id = randomUUID()
        const length = Number(headers['upload-length'])
        const metadata = readMetadata(headers['upload-metadata'])
        artifacts.stored.set(id, { deviceId, length, metadata, bytes: Buffer.alloc(0) })
        // An absolute URL with an unreachable name, which a server behind a proxy may return.
        return reply(201, { location: `http://inside.invalid/v1/artifacts/${id}` })
      }
      const found = artifacts.stored.get(url.split('/').at(-1) ?? '')
      if (!found || found.deviceId !== deviceId) return reply(404)
      if (method === 'HEAD')
        return reply(200, {
          'upload-offset': found.bytes.length,
          'upload-length': found.length,
          'upload-metadata': encodeMetadata(Object.fromEntries(found.metadata)),
        })
      if (Number(headers['upload-offset']) !== found.bytes.length) return reply(409)
      for await (const chunk of request) {
        found.bytes = Buffer.concat([found.bytes, chunk])
        const cut = artifacts.cutAfter[0]
        if (cut === undefined || found.bytes.length < cut) continue
        artifacts.cutAfter.shift()
        request.socket.destroy()
        return
      }
      const complete = found.bytes.length === found.length
      const sha256 = createHash('sha256').update(found.bytes).digest('hex')
      if (complete && sha256 !== found.metadata.get('sha256')) return reply(460)
      reply(204, { 'upload-offset': found.bytes.length })
    },
  }
  return artifacts
}
