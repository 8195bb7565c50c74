import { connect, type Socket } from 'node:net'

export interface HttpConnections {
  /** POSTs JSON to /graphql. Resolves with the body of a 200 response and rejects for any other. */
  post(body: string): Promise<string>
  close(): void
}

interface PendingRequest {
  readonly body: string
  resolve(answer: string): void
  reject(error: Error): void
}

const headEnd = Buffer.from('\r\n\r\n')
/** Milliseconds. Shorter than the server's keep-alive timeout, so that the server never closes a connection in use. */
const idleTimeout = 3000

/**
 * Opens keep-alive connections that write prepared bytes and parse only a response's status and length. The load
 * generator shares the machine with the service that it measures, and node:http would cost too much CPU time.
 */
export function openConnections(url: string, maxConnections: number, token = ''): HttpConnections {
  const { hostname, port } = new URL(url)
  const requestHead = `POST /graphql HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\nauthorization: Bearer ${token}\r\n`
  const open = new Set<Socket>()
  const free: Socket[] = []
  const queue: PendingRequest[] = []
  const inProgress = new Map<Socket, PendingRequest>()

  function send(socket: Socket, waiting: PendingRequest): void {
    inProgress.set(socket, waiting)
    socket.write(`${requestHead}content-length: ${Buffer.byteLength(waiting.body)}\r\n\r\n${waiting.body}`)
  }

  function answered(socket: Socket, status: number, answer: string): void {
    const waiting = inProgress.get(socket)
    inProgress.delete(socket)
    const next = queue.shift()
    if (next) send(socket, next)
    else free.push(socket)
    if (status === 200) waiting?.resolve(answer)
    else waiting?.reject(new Error(`HTTP ${status}: ${answer}`))
  }

  function openSocket(): Socket {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    open.add(socket)
    let unread: Buffer = Buffer.alloc(0)
    socket.on('data', chunk => {
      unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk])
      const bodyAt = unread.indexOf(headEnd) + headEnd.length
      if (bodyAt < headEnd.length) return
      const head = unread.toString('latin1', 0, bodyAt)
      const length = /^content-length: (\d+)/im.exec(head)?.[1]
      if (length === undefined)
        return void socket.destroy(new Error(`a response without content-length: ${head}`))
      const end = bodyAt + Number(length)
      if (unread.length < end) return
      const answer = unread.toString('utf8', bodyAt, end)
      unread = unread.subarray(end)
      answered(socket, Number(head.slice(9, 12)), answer)
    })
    socket.setTimeout(idleTimeout, () => inProgress.has(socket) || socket.destroy())
    let fault = new Error('the connection was closed')
    socket.on('error', error => {
      fault = error
    })
    socket.on('close', () => {
      open.delete(socket)
      if (free.includes(socket)) free.splice(free.indexOf(socket), 1)
      inProgress.get(socket)?.reject(fault)
      inProgress.delete(socket)
    })
    return socket
  }

  return {
    post: body =>
      new Promise((resolve, reject) => {
        const socket = free.pop() ?? (open.size < maxConnections ? openSocket() : null)
        if (socket) send(socket, { body, resolve, reject })
        else queue.push({ body, resolve, reject })
      }),
    close: () => {
      for (const socket of open) socket.destroy()
    },
  }
}
