import { networkInterfaces } from 'node:os'
import { outermost, parseRange, type Range } from '../addresses.ts'

/** Returns the subnets of this device's own addresses: hosts it reaches without a router. */
export function onLink(): Range[] {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  const ranges = addresses
    .filter(({ internal }) => !internal)
    .flatMap(({ cidr }) => (cidr === null ? [] : (parseRange(cidr) ?? [])))
  return outermost(ranges.filter(({ family, prefix }) => prefix > 0 && prefix < (family === 4 ? 32 : 128)))
}
