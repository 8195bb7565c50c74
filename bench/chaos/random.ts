export interface Random {
  /** At least 0, less than 1. */
  fraction(): number
  /** An integer: at least 0, less than `limit`. */
  below(limit: number): number
  /** An integer: at least `least`, at most `most`. */
  between(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  /** Picks a key with a probability proportional to its weight. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T
  /** A generator with its own sequence, so that its consumers do not disturb this one's. */
  fork(): Random
}

/** A pseudo-random generator (mulberry32): the same seed gives the same sequence on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(fraction() * limit)
  return {
    fraction,
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    weighted: <T extends string>(weights: Readonly<Record<T, number>>) => {
      const entries = Object.entries(weights) as [T, number][]
      let left = fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key
      }
      return entries.at(-1)?.[0] as T
    },
    fork: () => createRandom(below(2 ** 32)),
  }
}
