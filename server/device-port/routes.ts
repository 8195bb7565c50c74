import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { DeviceApplication } from '#app/application.ts'
import type { Authority, IssuedCertificate } from '#app/device/device-ports.ts'
import { Unavailable } from '#app/ports.ts'
import { createRefusalLog } from '#flow/refusal-log.ts'
import { type Parsed, parseEnrollment, parseRenewal } from './enrollment-requests.ts'
import type { Authenticate } from './identify-connection.ts'
import { type Answer, answer, problem } from './problem.ts'
import { createRefusalWindow } from './refusal-window.ts'
import { type BodyLimits, discardBody, readBody } from './request-body.ts'
import { artifactsPath, type Uploads } from './uploads.ts'

export interface RoutesOptions {
  readonly app: Pick<DeviceApplication, 'enroll' | 'renew'>
  readonly authority: Pick<Authority, 'caCertificates' | 'commandKeys'>
  readonly authenticate: Authenticate
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly log: {
    error(fields: object, message: string): void
    warn?(fields: object, message: string): void
  }
  readonly artifacts: Pick<Uploads, 'handle'>
  readonly body?: BodyLimits
}

type Route = (request: IncomingMessage) => Promise<Answer>

const BODY: BodyLimits = { bytes: 64 * 1024, time: 10_000 }
const DISCARDED: BodyLimits = { bytes: 1024 * 1024, time: 10_000 }
const enrollPath = '/v1/enroll'
const REFUSALS = { limit: 20, span: 60_000, addresses: 10_000 }

const noCertificate = problem(401, 'The client certificate of an enrolled device is required.')
const badCsr = problem(
  422,
  'csr: must be a PKCS#10 request in PEM, signed by its EC P-256, Ed25519 or RSA (2048 bits or more) key.',
)

/** The device port's HTTPS routes: enrolment, renewal, time and artifact uploads. Any other path is 404. */
export function createRoutes(options: RoutesOptions): RequestListener {
  const { app, authority, authenticate, now, log, artifacts, body: bodyLimits = BODY } = options
  const refusals = createRefusalWindow({ ...REFUSALS, now })
  const warnOfRefusal = createRefusalLog({ warn: (fields, message) => log.warn?.(fields, message) })

  const issued = (device: string, { certificate, expiresAt }: IssuedCertificate): Answer =>
    answer(201, {
      deviceId: device,
      certificate,
      caCertificates: authority.caCertificates,
      commandKeys: authority.commandKeys,
      expiresAt,
    })

  async function enroll(request: IncomingMessage): Promise<Answer> {
    const address = addressOf(request)
    const wait = refusals.waitOf(address)
    if (wait > 0) return tooManyRefusals(wait)

    const read = await parsedBody(request, parseEnrollment)
    if ('status' in read) return read
    const enrolled = await app.enroll(read.ok)
    if (!('refused' in enrolled)) return issued(enrolled.device, enrolled)

    // Concurrent requests must not get more attempts than sequential ones.
    const waitNow = refusals.waitOf(address)
    if (waitNow > 0) return tooManyRefusals(waitNow)
    refusals.add(address)
    return enrolled.refused === 'csr' ? badCsr : problem(401, 'token: invalid, expired, used up or revoked.')
  }

  async function renew(request: IncomingMessage): Promise<Answer> {
    const who = await authenticated(request)
    if (!who) return noCertificate
    const read = await parsedBody(request, parseRenewal)
    if ('status' in read) return read
    const renewed = await app.renew(who, read.ok.csr)
    if (!('refused' in renewed)) return issued(who.device, renewed)
    return renewed.refused === 'csr' ? badCsr : noCertificate
  }

  async function time(request: IncomingMessage): Promise<Answer> {
    if (!(await authenticated(request))) return noCertificate
    return answer(200, { now: new Date(now()).toISOString() })
  }

  const routes = new Map<string, { readonly method: string; readonly route: Route }>([
    [enrollPath, { method: 'POST', route: enroll }],
    ['/v1/renew', { method: 'POST', route: renew }],
    ['/v1/time', { method: 'GET', route: time }],
  ])

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const known = routes.get(pathOf(request))
    if (!known) return problem(404, 'Not found.')
    const { method, route } = known
    if (request.method !== method) return problem(405, `Only ${method} is allowed here.`, { allow: method })
    try {
      return await route(request)
    } catch (error) {
      return failedTo(request)(error)
    }
  }

  const failedTo =
    (request: IncomingMessage) =>
    (error: unknown): Answer => {
      if (error instanceof Unavailable)
        return problem(503, 'The database is unreachable; try again.', { 'retry-after': '5' })
      const requestId = request.headers['x-request-id']
      log.error({ err: error, path: pathOf(request), requestId }, 'device request failed')
      return problem(500, 'Internal error.')
    }

  const authenticated = async ({ socket }: IncomingMessage) =>
    socket instanceof TLSSocket ? authenticate(socket) : null

  async function parsedBody<T>(
    request: IncomingMessage,
    parse: (body: Uint8Array) => Parsed<T>,
  ): Promise<{ ok: T } | Answer> {
    const body = await readBody(request, bodyLimits)
    if ('fault' in body) return bodyProblem(body.fault, bodyLimits)
    const parsed = parse(body.ok)
    return 'ok' in parsed ? parsed : problem(400, parsed.fault)
  }

  const isAboutArtifacts = (path: string) => path === artifactsPath || path.startsWith(`${artifactsPath}/`)

  async function serveArtifacts(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const who = await authenticated(request).catch(failedTo(request))
    if (who && 'device' in who) return artifacts.handle(request, response, who)
    finish(request, response, who ?? noCertificate)
  }

  function finish(request: IncomingMessage, response: ServerResponse, found: Answer): void {
    if (found.status === 401) {
      const cause = pathOf(request) === enrollPath ? 'an enrolment token' : 'no valid client certificate'
      const requestId = request.headers['x-request-id']
      warnOfRefusal(cause, { address: addressOf(request), path: pathOf(request), requestId })
    }
    send(response, found)
    discardBody(request, DISCARDED)
  }

  return (request, response) => {
    if (isAboutArtifacts(pathOf(request)))
      return void serveArtifacts(request, response).catch(error => {
        log.error({ err: error }, 'an artifact request failed')
        response.destroy()
      })
    void answerTo(request).then(found => finish(request, response, found))
  }
}

function bodyProblem(fault: 'too large' | 'too slow' | 'cut off', limits: BodyLimits): Answer {
  switch (fault) {
    case 'too large':
      return problem(413, `The body must be at most ${limits.bytes} bytes.`)
    case 'too slow':
      return problem(408, `The body must arrive within ${limits.time / 1000} s.`)
    case 'cut off':
      return problem(400, 'The body is incomplete.')
  }
}

const tooManyRefusals = (wait: number): Answer =>
  problem(429, 'Too many refused enrolments from this address.', {
    'retry-after': String(Math.ceil(wait / 1000)),
  })

function send(response: ServerResponse, { status, type, headers, body }: Answer): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    ...headers,
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?', 1)[0] ?? ''

/** Normalizes IPv4-mapped IPv6 addresses, which a dual-stack socket reports, to IPv4. */
const addressOf = ({ socket }: IncomingMessage): string =>
  (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '')
