import ipaddr from 'ipaddr.js'

/**
 * Whether an address is on the public Internet. False for private, loopback, link-local, multicast, unspecified,
 * shared (CGNAT) and reserved addresses, including IPv6 addresses that contain such an IPv4 address.
 */
export function isPublicAddress(text: string): boolean {
  if (text.includes('%') || !ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  return address.range() === 'unicast' && !isIPv4Compatible(address)
}

/** `::a.b.c.d`: deprecated, but some systems route it to the IPv4 address. */
const isIPv4Compatible = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address instanceof ipaddr.IPv6 && address.parts.slice(0, 6).every(part => part === 0)
