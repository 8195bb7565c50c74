import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { messageOf } from '../../failures.ts'
import { covers, parseRange, type Range } from '../addresses.ts'

/** Outcome of one fresh connection attempt. */
export type Reached =
  | { readonly reached: true; readonly address: string; readonly how: string }
  | { readonly reached: false; readonly address: string; readonly why: string }

const PORT = 443
const TIMEOUT_MS = 2_000

/** Tries to connect over TCP. A refusal sent by the remote host also counts as an answer. */
export function tryToReach(address: string, port = PORT): Promise<Reached> {
  return new Promise(resolve => {
    const socket = connect({ host: address, port })
    const end = (result: Reached) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(result)
    }
    const timer = setTimeout(() => end({ reached: false, address, why: 'no answer' }), TIMEOUT_MS)
    socket.once('connect', () => end({ reached: true, address, how: 'connected' }))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end({ reached: false, address, why: error.code ?? messageOf(error) }),
    )
  })
}

/** Errors raised before a packet was sent, so no rule can have counted the attempt. */
const NEVER_SENT: readonly string[] = ['ENETUNREACH', 'EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EINVAL']

export const wasSent = (result: Reached) => result.reached || !NEVER_SENT.includes(result.why)

/** Documentation addresses, which belong to no host. */
const UNUSED_ADDRESSES = ['192.0.2.1', '198.51.100.1', '2001:db8::1']
const MOST_NEIGHBOURS = 4

/**
 * Addresses a device without rules would send packets to: its gateways, its name servers and documentation
 * addresses.
 */
export async function otherAddresses(except: readonly Range[]): Promise<string[]> {
  const neighbours = [...(await gateways()), ...(await nameServers())].slice(0, MOST_NEIGHBOURS)
  return [...new Set([...neighbours, ...UNUSED_ADDRESSES])].filter(text => {
    const range = parseRange(text)
    return range !== null && !except.some(other => covers(other, range))
  })
}

async function gateways(): Promise<string[]> {
  const routes = await readFile('/proc/net/route', 'utf8').catch(() => '')
  return routes
    .split('\n')
    .map(line => line.split('\t'))
    .filter(([, destination, gateway]) => destination === '00000000' && gateway !== '00000000')
    .flatMap(([, , gateway = '']) => {
      // /proc/net/route uses host byte order, which is little-endian on every Linux platform Node supports.
      const bytes = Buffer.from(gateway, 'hex').reverse()
      return bytes.length === 4 ? bytes.join('.') : []
    })
}

async function nameServers(): Promise<string[]> {
  const text = await readFile('/etc/resolv.conf', 'utf8').catch(() => '')
  const named = [...text.matchAll(/^nameserver\s+(\S+)/gm)].map(([, address = '']) => address)
  return named.filter(address => !/^(127\.|::1$)/.test(address) && parseRange(address) !== null)
}
