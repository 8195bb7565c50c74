import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Registry } from 'prom-client'
import type { FindSubmission } from '#app/action/find-submission.ts'
import type { ExportFormat } from '#app/ledger/export-history.ts'
import type { Caller } from '#domain/people/actor.ts'
import { onBehalfOf } from '#flow/on-behalf-of.ts'
import type { WarnOfRefusal } from '#flow/refusal-log.ts'
import type { Admission, Admissions } from '../access/admissions.ts'
import { bearerOf } from '../access/authentication.ts'
import { type CallerLimits, callerKey } from '../access/caller-limits.ts'
import { unitsOfMutation } from '../access/mutation-rate.ts'
import { createEventStreams, isEventStream, type StreamLimits } from '../graphql/event-streams.ts'
import type { createGraphql, GraphqlOptions } from '../graphql/graphql.ts'
import { tooManyAtOnce } from '../graphql/limit-callers.ts'
import { allowOrigin, answer, askForToken, servePage, wantsPage } from './answers.ts'
import { type ArtifactDownloadOptions, createArtifactDownload } from './artifact-download.ts'
import type { ConsolePages } from './console-pages.ts'
import { artifactPath } from './download-tickets.ts'
import type { Exchange } from './exchange.ts'
import { createExports, type ExportOptions, exportOf } from './exports.ts'
import { createOpenC2, responseOf } from './openc2/openc2.ts'
import { answerOpenC2 } from './openc2/response.ts'
import { frontPage, graphiqlPage, type Page } from './pages.ts'
import { answerProblem, problemOfError, unauthenticated } from './rest/problem.ts'
import { createRest } from './rest/rest.ts'
import { createRunOperation } from './rest/run-operation.ts'
import { createSchemaText } from './schema-text.ts'

export interface RouteOptions extends Pick<GraphqlOptions, 'schema' | 'mutationRate'> {
  /** Other origins whose pages may call the API (CORS). */
  readonly corsOrigins: readonly string[]
  readonly artifacts: ArtifactDownloadOptions
  readonly exports: ExportOptions
  readonly findSubmission: FindSubmission
  readonly metrics: Registry
  /** Null: a plain page is served instead. */
  readonly console: ConsolePages | null
  /** Whether the service is ready. */
  readonly ready: () => Promise<boolean>
  /** Names of parts that currently work with limits although the service is ready. Default: none. */
  readonly degraded?: () => readonly string[]
  /** Of the streams at `/graphql/stream`. */
  readonly streamLimits?: Partial<StreamLimits>
  /** Milliseconds after which a response is cut off if its client reads nothing. Default: two minutes. */
  readonly patience?: number
}

interface Parts extends ReturnType<typeof createGraphql> {
  readonly admit: Admissions['admit']
  readonly callerLimits: CallerLimits
  readonly refused: WarnOfRefusal
}

interface Admitted {
  readonly admission: Admission
  readonly caller: Caller
}

const transportOf = (response: ServerResponse) => ({
  setHeader: (name: string, value: string) => void response.setHeader(name, value),
  whenSent: (done: () => void) => void (response.closed ? done() : response.once('close', done)),
})

const allowGet = { allow: 'GET' }

/** Answers every request of the API port except WebSocket upgrades. Rejects with what the caller is told as an error. */
export function createRoutes(
  options: RouteOptions,
  { graphql, prepareOperation, toPublic, admit, callerLimits, refused }: Parts,
) {
  const { corsOrigins, metrics, ready, patience = 120_000 } = options
  const eventStreams = createEventStreams({
    prepareOperation,
    callerLimits,
    toPublic,
    ...(options.streamLimits && { limits: options.streamLimits }),
  })
  let graphiql: Promise<Page> | undefined
  const front = frontPage()
  const exportTo = createExports(options.exports)
  const serveSchemaText = createSchemaText(options.schema)

  const run = createRunOperation(graphql)
  const rest = createRest({ schema: options.schema, run })
  const openC2 = createOpenC2({
    run,
    findSubmission: options.findSubmission,
    rateLimit: options.mutationRate && options.mutationRate.limit / unitsOfMutation,
  })

  const download = createArtifactDownload(options.artifacts)

  async function admitted(request: IncomingMessage): Promise<Admitted | null> {
    const admission = await admit(bearerOf(request.headers.authorization))
    const caller = await admission?.caller()
    if (admission && caller) return { admission, caller }
    const cause = request.headers.authorization === undefined ? 'no token' : 'an invalid token or API key'
    refused(cause, { address: request.socket.remoteAddress, path: request.url?.split('?')[0] })
    return null
  }

  async function serveGraphql({ request, response, url, requestId }: Exchange): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (wantsPage(request, url)) {
      graphiql ??= graphiqlPage()
      return servePage(request, response, await graphiql)
    }
    const found = await admitted(request)
    if (!found) return askForToken(response, requestId)
    // Ends a stream when its token expires.
    const stopWaiting = found.admission.whenOver(() => response.destroy())
    if (response.closed) return stopWaiting()
    response.once('close', stopWaiting)
    response.setTimeout(patience, () => response.destroy())
    await graphql.handle(request, response, { caller: found.caller, requestId, ...transportOf(response) })
  }

  async function serveEventStream({ request, response, url, requestId }: Exchange): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (request.method === 'GET' && isEventStream(request))
      return eventStreams.open(request, response, url, requestId)
    const found = await admitted(request)
    if (!found) return askForToken(response, requestId)
    const info = { caller: found.caller, requestId, ...transportOf(response) }
    await eventStreams.serve(request, response, url, { admission: found.admission, info })
  }

  async function serveRest({ request, response, url, requestId }: Exchange): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (url.pathname === '/v1/openapi.json') return serveOpenApi(request, response)
    try {
      const found = await admitted(request)
      if (!found) return answerProblem(response, unauthenticated)
      const called = { caller: found.caller, requestId, ...transportOf(response) }
      await rest.serve(request, response, url, called)
    } catch (error) {
      if (response.headersSent) return void response.destroy()
      answerProblem(response, problemOfError(toPublic(error, requestId)))
    }
  }

  async function serveOpenC2({ request, response, requestId }: Exchange): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (request.method !== 'POST')
      return answer(response, 405, { error: 'Only POST is allowed.' }, { allow: 'POST' })
    try {
      const found = await admitted(request)
      const { detail, headers } = unauthenticated
      if (!found) return answerOpenC2(response, { status: 401, status_text: detail }, headers)
      await openC2.serve(request, response, { caller: found.caller, requestId, ...transportOf(response) })
    } catch (error) {
      if (response.headersSent) return void response.destroy()
      answerOpenC2(response, responseOf(problemOfError(toPublic(error, requestId))))
    }
  }

  function serveOpenApi(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET') {
      answer(response, 405, { error: 'Only GET is allowed.' }, allowGet)
      return
    }
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    response.end(rest.openApi())
  }

  async function serveExport(
    format: ExportFormat,
    { request, response, url, requestId }: Exchange,
  ): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (request.method !== 'GET') return answer(response, 405, { error: 'Only GET is allowed.' }, allowGet)
    const found = await admitted(request)
    if (!found) return askForToken(response, requestId)
    const end = callerLimits.exports.take(found.caller)
    if (!end) throw tooManyAtOnce('exports')
    try {
      response.setTimeout(patience, () => response.destroy())
      // An export may continue after its token has expired.
      await onBehalfOf(callerKey(found.caller), () =>
        exportTo(format, found.caller, url.searchParams, response),
      )
    } finally {
      end()
    }
  }

  async function serveArtifact(id: string, { request, response, url }: Exchange): Promise<void> {
    if (request.method !== 'GET') return answer(response, 405, { error: 'Only GET is allowed.' }, allowGet)
    const fault = await download(id, response, url.searchParams)
    if (fault) answer(response, fault.status, { error: fault.error })
  }

  return async function serve(exchange: Exchange): Promise<void> {
    const { request, response, url } = exchange
    const artifact = artifactPath(url.pathname)
    if (artifact) return serveArtifact(artifact, exchange)
    if (url.pathname.startsWith('/v1/')) return serveRest(exchange)
    const format = exportOf(url.pathname)
    if (format) return serveExport(format, exchange)
    switch (url.pathname) {
      case '/openc2':
        return serveOpenC2(exchange)
      case '/graphql':
        return serveGraphql(exchange)
      case '/graphql/stream':
        return serveEventStream(exchange)
      case '/schema.graphql':
        return serveSchemaText(request, response)
      case '/health/live':
        return answer(response, 200, { status: 'live' })
      case '/health/ready': {
        if (!(await ready().catch(() => false))) return answer(response, 503, { status: 'not ready' })
        const degraded = options.degraded?.() ?? []
        return answer(response, 200, { status: degraded.length > 0 ? 'degraded' : 'ready', degraded })
      }
      case '/metrics':
        response.writeHead(200, { 'content-type': metrics.contentType })
        response.end(await metrics.metrics())
        return
      default:
        if (options.console?.serve(request, response, url)) return
        if (url.pathname === '/') return servePage(request, response, front)
        return answer(response, 404, { error: 'Not found.' })
    }
  }
}
