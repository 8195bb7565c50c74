import { lookup } from 'node:dns/promises'
import { type Address, parseAddress } from '#domain/device/address.ts'

/** What devices reach the server at: the addresses among these names, and those that the others resolve to. */
export async function resolveAddresses(names: readonly string[]): Promise<readonly Address[]> {
  const found = await Promise.all(
    names.map(async name => {
      const literal = parseAddress(name)
      if (literal) return [literal]
      const resolved = await lookup(name, { all: true }).catch(() => [])
      return resolved.flatMap(({ address }) => parseAddress(address) ?? [])
    }),
  )
  return found.flat()
}
