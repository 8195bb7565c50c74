import { lookup } from 'node:dns/promises'
import { type Address, parseAddress } from '#domain/device/address.ts'
import { startSweep } from './app/sweep.ts'

const resolveEvery = 300_000

/** The addresses at which devices reach the server: literal ones and those of host names. */
async function resolveAddresses(names: readonly string[]): Promise<readonly Address[]> {
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

/** Resolves the names now and every five minutes. `now()` returns the latest result. */
export async function watchAddresses(
  names: readonly string[],
  onError: (error: unknown) => void,
): Promise<{ now(): readonly Address[]; close(): Promise<void> }> {
  let latest = await resolveAddresses(names)
  const resolve = async () => {
    latest = await resolveAddresses(names)
  }
  const sweep = startSweep(resolve, resolveEvery, onError)
  return { now: () => latest, close: sweep.close }
}
