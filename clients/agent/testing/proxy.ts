import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** An HTTP proxy that only opens tunnels. */
export interface TestProxy {
  readonly address: { readonly host: string; readonly port: number }
  /** `host:port` of each requested tunnel. */
  readonly requested: string[]
  /** The number of open tunnels. */
  open(): number
  close(): Promise<void>
}

export interface TestProxyParts {
  readonly host?: string
  readonly port?: number
  /** Required credentials as `user:password`. */
  readonly credentials?: string
  /** Names that only this proxy resolves, with their addresses. */
  readonly hosts: Readonly<Record<string, string>>
}

export async function startTestProxy(parts: TestProxyParts): Promise<TestProxy> {
  const { host = '127.0.0.1', port = 0, credentials, hosts } = parts
  const requested: string[] = []
  const sockets = new Set<Socket>()
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
  const proxy = createServer((_request, response) => response.writeHead(405).end())
  proxy.on('connect', ({ url = '', headers }, client: Socket) => {
    const { hostname, port } = new URL(`http://${url}`)
    requested.push(url)
    if (expected && headers['proxy-authorization'] !== expected)
      return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
    const server = connect({ host: hosts[hostname] ?? hostname, port: Number(port) })
    server.once('connect', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'))
    sockets.add(client)
    client.once('close', () => sockets.delete(client))
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('error', () => {})
      from.once('close', () => to.destroy())
      from.pipe(to)
    }
  })
  proxy.listen(port, host)
  await once(proxy, 'listening')
  return {
    address: { host, port: (proxy.address() as AddressInfo).port },
    requested,
    open: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
