export interface RefusalWindow {
  /** Milliseconds until the address may be answered again; 0: now. */
  waitOf(address: string): number
  add(address: string): void
}

export interface RefusalWindowOptions {
  /** The number of refusals within the window after which an address must wait. */
  readonly limit: number
  /** Milliseconds. */
  readonly span: number
  /** The number of addresses to remember. The one whose last refusal is oldest is forgotten first. */
  readonly addresses: number
  /** Milliseconds. */
  readonly now: () => number
}

/** Counts the refusals of each address in a sliding window, in bounded memory. */
export function createRefusalWindow({ limit, span, addresses, now }: RefusalWindowOptions): RefusalWindow {
  /** Instants of the last `limit` refusals, oldest first. Addresses are in the order of their latest refusal. */
  const refusals = new Map<string, number[]>()

  const recent = (address: string, at: number) =>
    (refusals.get(address) ?? []).filter(instant => instant > at - span)

  return {
    waitOf(address) {
      const at = now()
      const instants = recent(address, at)
      const [oldest] = instants
      return oldest === undefined || instants.length < limit ? 0 : oldest + span - at
    },
    add(address) {
      const at = now()
      const instants = [...recent(address, at), at].slice(-limit)
      refusals.delete(address)
      refusals.set(address, instants)
      const [forgotten] = refusals.keys()
      if (refusals.size > addresses && forgotten !== undefined) refusals.delete(forgotten)
    },
  }
}
