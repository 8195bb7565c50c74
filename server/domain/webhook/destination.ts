import ipaddr from 'ipaddr.js'

/**
 * Whether an address is one of the public Internet. Everything else is refused: private, loopback, link-local,
 * multicast, unspecified, shared (CGNAT) and reserved addresses, also when IPv6 only wraps an IPv4 address.
 */
export function isPublicAddress(text: string): boolean {
  if (text.includes('%') || !ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  return address.range() === 'unicast' && !isIPv4Compatible(address)
}

/** `::a.b.c.d`, deprecated, which some systems route to the IPv4 address. */
const isIPv4Compatible = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address instanceof ipaddr.IPv6 && address.parts.slice(0, 6).every(part => part === 0)
