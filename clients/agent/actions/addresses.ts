import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** One address or CIDR block in canonical form: `10.0.0.0/8`, `2001:db8::1`. */
export interface Range {
  readonly text: string
  readonly family: 4 | 6
  /** Prefix length: 32 or 128 for a single address. */
  readonly prefix: number
  readonly first: bigint
  readonly last: bigint
}

const bitsOf = { 4: 32, 6: 128 } as const
const IPV4_MAPPED_BITS = 96

/**
 * Null if the input is not an address or CIDR block. Clears host bits of a block. An IPv4-mapped IPv6 address
 * becomes its IPv4 address, because packets on the wire carry that one.
 */
export function parseRange(input: string): Range | null {
  const [host = '', length, ...rest] = input.split('/')
  const family = isIP(host)
  if (rest.length > 0 || family === 0 || host.includes('%')) return null
  const bits = family === 4 ? 32 : 128
  if (length !== undefined && !(/^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bits)) return null
  const prefix = length === undefined ? bits : Number(length)
  const parsed = ipaddr.parse(host)
  if (parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() && prefix >= IPV4_MAPPED_BITS)
    return rangeOf(4, numberOf(parsed.toIPv4Address().toByteArray()), prefix - IPV4_MAPPED_BITS)
  return rangeOf(family === 4 ? 4 : 6, numberOf(parsed.toByteArray()), prefix)
}

const numberOf = (bytes: readonly number[]) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

function rangeOf(family: 4 | 6, address: bigint, prefix: number): Range {
  const hostBits = BigInt(bitsOf[family] - prefix)
  const first = (address >> hostBits) << hostBits
  const last = first | ((1n << hostBits) - 1n)
  const host = addressText(family, first)
  return { text: prefix === bitsOf[family] ? host : `${host}/${prefix}`, family, prefix, first, last }
}

function addressText(family: 4 | 6, address: bigint): string {
  const bytes = Array.from({ length: bitsOf[family] / 8 }, (_, index) =>
    Number((address >> BigInt(bitsOf[family] - 8 * (index + 1))) & 0xffn),
  )
  const parsed = ipaddr.fromByteArray(bytes)
  return parsed instanceof ipaddr.IPv6 ? parsed.toRFC5952String() : parsed.toString()
}

/** An address of the range that packets can be sent to. */
export const sampleOf = ({ family, first, last }: Range) =>
  addressText(family, last > first ? first + 1n : first)

/** The smallest set of CIDR blocks from one address to another. */
export function between(first: Range | null, last: Range | null): Range[] {
  if (first === null || last === null || first.family !== last.family || first.first > last.last) return []
  const { family } = first
  const ranges: Range[] = []
  for (let next = first.first; next <= last.last; ) {
    let prefix: number = bitsOf[family]
    while (prefix > 0 && fits(rangeOf(family, next, prefix - 1), next, last.last)) prefix -= 1
    const range = rangeOf(family, next, prefix)
    ranges.push(range)
    next = range.last + 1n
  }
  return ranges
}

const fits = (range: Range, first: bigint, last: bigint) => range.first === first && range.last <= last

type Span = Pick<Range, 'family' | 'first' | 'last'>

export const overlap = (a: Span, b: Span) => a.family === b.family && a.first <= b.last && b.first <= a.last

export const covers = (outer: Span, inner: Span) =>
  outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last

export const sameRanges = (some: readonly Range[], others: readonly Range[]) =>
  textsOf(some) === textsOf(others)

const textsOf = (ranges: readonly Range[]) =>
  ranges
    .map(({ text }) => text)
    .sort()
    .join(' ')

/** Drops ranges that lie inside another one, because an nftables set rejects overlapping elements. */
export function outermost(ranges: readonly Range[]): Range[] {
  const different = [...new Map(ranges.map(range => [range.text, range])).values()]
  return different.filter(range => !different.some(other => other !== range && covers(other, range)))
}

// ::ffff:0:0/96 is IPv4 in IPv6 notation. Only a wider block is still IPv6 at this point.
const PROTECTED = [
  '127.0.0.0/8',
  '::1',
  '0.0.0.0/8',
  '::',
  '169.254.0.0/16',
  'fe80::/10',
  '224.0.0.0/4',
  'ff00::/8',
].flatMap(text => parseRange(text) ?? [])
const MAPPED: Span = { family: 6, first: 0xffffn << 32n, last: (0xffffn << 32n) | 0xffffffffn }
const SHORTEST_BLOCK = { 4: 8, 6: 16 } as const

/** Why this range must not be blocked, or null. Protects addresses the device needs to stay reachable. */
export function protection(range: Range, serverAddresses: readonly Range[]): string | null {
  const protectedRange = PROTECTED.find(other => overlap(range, other))
  if (protectedRange) return `${range.text} overlaps ${protectedRange.text}, which is protected`
  if (overlap(range, MAPPED)) return `${range.text} overlaps ::ffff:0:0/96, which is protected`
  const shortest = SHORTEST_BLOCK[range.family]
  if (range.prefix < shortest) return `${range.text} is wider than /${shortest}`
  if (serverAddresses.some(own => overlap(range, own))) return `${range.text} would cut off the server`
  return null
}
