import { mkdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Server, type ServerOptions, Upload } from '@tus/server'
import type { ArtifactApplication, DeviceIdentity } from '#app/application.ts'
import { Unavailable } from '#app/ports.ts'
import { type AnnouncementRefusal, type ArtifactRecord, parseAnnouncement } from '#domain/action/artifact.ts'
import { isUuid } from '#domain/text/text.ts'
import { ArtifactStore, noSpace, notFound } from './artifact-store.ts'
import { discardBody } from './request-body.ts'

export interface UploadsOptions {
  readonly app: ArtifactApplication
  /** The directory of the files, shared by all instances. */
  readonly directory: string
  readonly newId: () => string
  readonly log: { error(fields: object, message: string): void }
  /** Bytes free on the disk. Default: from the file system. */
  readonly free?: () => Promise<number>
}

export interface Uploads {
  /** Answers a request from this device at or below `/v1/artifacts`. */
  handle(request: IncomingMessage, response: ServerResponse, who: DeviceIdentity): Promise<void>
  /** Removes unfinished uploads for actions that have ended. */
  cleanUp(): Promise<void>
}

export const artifactsPath = '/v1/artifacts'
const methods = ['OPTIONS', 'HEAD', 'POST', 'PATCH', 'DELETE']
/** Milliseconds without data after which a request is cut off. The device resumes with another request. */
const silence = 60_000
/** Limits for reading the rest of a refused request, so that its sender gets the response. */
const discarded = { bytes: 32 * 1024 * 1024, time: 30_000 }

type Asked = Parameters<NonNullable<ServerOptions['namingFunction']>>[0]
interface Refusal {
  readonly status_code: number
  readonly body: string
}
const refusal = (status_code: number, text: string): Refusal => ({ status_code, body: `${text}\n` })

const refusals: { readonly [R in AnnouncementRefusal]: Refusal } = {
  'no action': refusal(404, 'actionId: this device has no such action.'),
  'not executing': refusal(403, 'actionId: this action is not executing.'),
  'too many': refusal(413, 'This action already has 16 artifacts.'),
  'too large': refusal(413, 'Upload-Length: the artifacts of an action must be at most 64 GiB in total.'),
}
const notExecuting = refusals['not executing']
/** The status that tus defines for a checksum mismatch. */
const hashMismatch = refusal(460, 'sha256: the received file has another hash and was discarded.')

/** Serves tus 1.0 for forensic files, with only the extensions creation and termination. */
export async function openUploads(options: UploadsOptions): Promise<Uploads> {
  const { app, directory, newId, log, free } = options
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const senders = new WeakMap<IncomingMessage, DeviceIdentity>()

  const store = new ArtifactStore({
    directory,
    describe: async id => {
      const found = await app.find(id)
      return found ? toUpload(found.artifact) : undefined
    },
    forget: async id => {
      const found = await app.find(id)
      if (found) await app.giveUp(found.artifact)
    },
    ...(free && { free }),
  })

  const nodeRequest = ({ runtime }: Asked): IncomingMessage => {
    const request = runtime?.node?.req
    if (!request) throw new Error('the request did not arrive through this port')
    return request as IncomingMessage
  }
  const senderOf = (request: Asked): DeviceIdentity => {
    const who = senders.get(nodeRequest(request))
    if (!who) throw new Error('the request has no device')
    return who
  }

  /** Completes an upload whose last byte has arrived, if its hash matches the announced one. */
  async function finish(artifact: ArtifactRecord): Promise<void> {
    const { id, size, sha256 } = artifact
    if ((await store.seal(id, size)) !== sha256) {
      await store.remove(id)
      throw hashMismatch
    }
    if (!(await app.receive(artifact))) throw notExecuting
  }

  /** Throws a refusal unless this device may continue this upload now. */
  async function admit(request: IncomingMessage, id: string | null, who: DeviceIdentity): Promise<void> {
    const found = id === null ? null : await app.find(id)
    if (found?.artifact.deviceId !== who.device) throw notFound
    const { artifact, isExecuting } = found
    if (request.method === 'HEAD') {
      // Completes an upload whose server failed between the last byte and the response.
      const isPending = artifact.receivedAt === null && isExecuting
      if (isPending && (await store.getUpload(artifact.id)).offset === artifact.size) await finish(artifact)
      return
    }
    if (!isExecuting) throw notExecuting
    const more = Number(request.headers['content-length'] ?? 0)
    if (request.method === 'PATCH' && !(await store.hasRoom(more))) throw noSpace
  }

  function refusalFor(error: unknown, method: string | undefined): Refusal {
    if (isRefusal(error)) return error
    if (error instanceof Unavailable) return refusal(503, 'The database is unreachable; try again.')
    log.error({ err: error, method }, 'an artifact request failed')
    return refusal(500, 'Internal error.')
  }

  const server = new Server({
    path: artifactsPath,
    datastore: store,
    relativeLocation: true,
    allowedOrigins: [],
    disableTerminationForFinishedUploads: true,
    namingFunction: newId,
    getFileIdFromRequest: request => idIn(nodeRequest(request)) ?? undefined,
    onUploadCreate: async (request, { id, metadata = {}, size = 0 }) => {
      const announced = parseAnnouncement(metadata, size)
      if ('fault' in announced) throw refusal(400, `Upload-Metadata: ${announced.fault}.`)
      if (!(await store.hasRoom(size))) throw noSpace
      const artifact = await app.announce(senderOf(request), id, announced)
      if ('refused' in artifact) throw refusals[artifact.refused]
      return {}
    },
    onUploadFinish: async (_request, { id }) => {
      const found = await app.find(id)
      if (!found) throw notFound
      await finish(found.artifact)
      return {}
    },
    onResponseError: (request, error) => refusalFor(error, request.method),
  })

  return {
    async handle(request, response, who) {
      const { method = '' } = request
      if (!methods.includes(method)) return refuse(request, response, refusal(405, 'Method not allowed.'))
      senders.set(request, who)
      cutOffWhenSilent(request, response)
      try {
        if (method !== 'POST' && method !== 'OPTIONS') await admit(request, idIn(request), who)
      } catch (error) {
        return refuse(request, response, refusalFor(error, method))
      }
      await server.handle(request, response)
    },
    async cleanUp() {
      for (const artifact of await app.unfinished())
        await store.remove(artifact.id).catch(() => app.giveUp(artifact))
    },
  }
}

/** The id of a request's upload. */
function idIn({ url = '' }: IncomingMessage): string | null {
  const [path = ''] = url.split('?', 1)
  const id = path.slice(artifactsPath.length + 1)
  return isUuid(id) ? id : null
}

const isRefusal = (error: unknown): error is Refusal =>
  typeof error === 'object' && error !== null && 'status_code' in error && 'body' in error

function refuse(request: IncomingMessage, response: ServerResponse, { status_code, body }: Refusal): void {
  response.writeHead(status_code, {
    'tus-resumable': '1.0.0',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(status_code === 405 && { allow: methods.join(', ') }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
  discardBody(request, discarded)
}

function cutOffWhenSilent(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  let seen = -1
  const timer = setInterval(() => {
    if (socket.bytesRead === seen && !request.complete) request.destroy()
    seen = socket.bytesRead
  }, silence)
  response.once('close', () => clearInterval(timer))
}

const toUpload = ({ id, size, name, kind, sha256, actionId, announcedAt }: ArtifactRecord): Upload =>
  new Upload({
    id,
    size,
    offset: 0,
    metadata: { actionId, name, kind, sha256 },
    creation_date: announcedAt,
  })
