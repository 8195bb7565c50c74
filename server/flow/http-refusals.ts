import { requestIdOf } from './request-id.ts'

interface Socket {
  readonly writable: boolean
  once(event: 'finish', listener: () => void): unknown
  end(text: string): unknown
  destroy(): unknown
}

interface Request {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly httpVersion: string
}

interface Response {
  readonly headersSent: boolean
  writeHead(status: number, headers: Readonly<Record<string, string>>): { end(): unknown }
}

interface HttpServer {
  on(event: 'clientError', listener: (error: Error & { code?: string }, socket: Socket) => void): unknown
  on(event: 'checkExpectation', listener: (request: Request, response: Response) => void): unknown
}

const phrases = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
  503: 'Service Unavailable',
}
type Status = keyof typeof phrases

const statusOf: Readonly<Record<string, Status>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Adds an `x-request-id` to the error responses that Node writes itself. For requests without a host, create the server
 * with `requireHostHeader: false` and check `lacksHost`.
 */
export function nameRefusals(server: HttpServer): void {
  server.on('clientError', (error, socket) => {
    // A response that has started can only be cut off.
    const { _httpMessage: running } = socket as { _httpMessage?: Response }
    if (!socket.writable || running?.headersSent) return void socket.destroy()
    refuseUpgrade(socket, statusOf[error.code ?? ''] ?? 400, requestIdOf({}))
  })
  server.on('checkExpectation', (request, response) => {
    response.writeHead(417, { 'x-request-id': requestIdOf(request.headers) }).end()
  })
}

/** Responds on a socket without a response object (for example of an `Upgrade` request) and closes it. */
export function refuseUpgrade(socket: Omit<Socket, 'writable'>, status: Status, requestId: string): void {
  const headers = [`x-request-id: ${requestId}`, 'Connection: close', 'Content-Length: 0']
  socket.once('finish', () => socket.destroy())
  socket.end([`HTTP/1.1 ${status} ${phrases[status]}`, ...headers, '', ''].join('\r\n'))
}

/** RFC 9112, section 3.2: an HTTP/1.1 request without a Host header must get status 400. */
export const lacksHost = ({ headers, httpVersion }: Request): boolean =>
  httpVersion === '1.1' && headers['host'] === undefined
