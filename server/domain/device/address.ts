import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** An address or CIDR block in normal form: `10.0.0.0/8`, `2001:db8::1`. */
export interface Address {
  readonly text: string
  readonly family: 4 | 6
  /** Length of the prefix in bits: 32 or 128 for a single address. */
  readonly prefix: number
  readonly bytes: readonly number[]
}

const bitsOf = { 4: 32, 6: 128 } as const

const masked = (bytes: readonly number[], prefix: number): number[] =>
  bytes.map((byte, i) => {
    const kept = Math.min(8, Math.max(0, prefix - 8 * i))
    return byte & (0xff << (8 - kept)) & 0xff
  })

const named = (bytes: readonly number[], prefix: number): Address => {
  const family = bytes.length === 4 ? 4 : 6
  const address = ipaddr.fromByteArray([...bytes])
  const text = address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString()
  return { text: prefix === bitsOf[family] ? text : `${text}/${prefix}`, family, prefix, bytes }
}

/**
 * Null if the input is not an address or a CIDR block. Clears the host bits of a block, and converts an IPv4-mapped
 * IPv6 address to IPv4, so the same target always has the same text.
 */
export function parseAddress(input: string): Address | null {
  const [host = '', length, ...rest] = input.split('/')
  // isIP accepts strict forms only: no octal, hexadecimal, zone or missing parts.
  const family = isIP(host)
  if (rest.length > 0 || family === 0 || host.includes('%')) return null
  const bits = family === 4 ? 32 : 128
  if (length !== undefined && !(/^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bits)) return null
  const prefix = length === undefined ? bits : Number(length)
  const address = ipaddr.parse(host)
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && prefix >= 96)
    return named(masked(address.toIPv4Address().toByteArray(), prefix - 96), prefix - 96)
  return named(masked(address.toByteArray(), prefix), prefix)
}

export const overlaps = (a: Address, b: Address): boolean => {
  if (a.family !== b.family) return false
  const shared = Math.min(a.prefix, b.prefix)
  return masked(a.bytes, shared).join() === masked(b.bytes, shared).join()
}

/** The range of IPv4-mapped IPv6 addresses. Blocks within it are parsed as IPv4, so only wider ones overlap it. */
const mappedIPv4 = named([...Array(10).fill(0), 0xff, 0xff, 0, 0, 0, 0], 96)

const protectedRanges: readonly Address[] = [
  ...['127.0.0.0/8', '::1', '0.0.0.0/8', '::', '169.254.0.0/16', 'fe80::/10', '224.0.0.0/4', 'ff00::/8'].map(
    text => parseAddress(text) as Address,
  ),
  mappedIPv4,
]

/** The shortest prefix that may be blocked. */
const shortestBlock = { 4: 8, 6: 16 } as const
const shortestAllow = 16

/** Why this address must not be blocked; null if it may be. */
export function protection(address: Address, serverAddresses: readonly Address[]): string | null {
  const range = protectedRanges.find(range => overlaps(address, range))
  if (range) return `${address.text} overlaps ${range.text}, which is protected`
  if (address.prefix < shortestBlock[address.family])
    return `${address.text} is wider than /${shortestBlock[address.family]}`
  if (serverAddresses.some(own => overlaps(address, own))) return `${address.text} would cut off the server`
  return null
}

const narrowestWideBlock = { 4: 23, 6: 47 } as const

/** Whether blocking this address isolates a device in all but name: wider than /24 (IPv4) or /48 (IPv6). */
export const isWideBlock = (address: Address): boolean => address.prefix <= narrowestWideBlock[address.family]

export const isTooWideToAllow = (address: Address): boolean => address.prefix < shortestAllow
