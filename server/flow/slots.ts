/** Counts how many resources of one kind each key has open. */
export interface Slots {
  /** Takes a slot and returns a function that releases it; null if the key or the process has none left. */
  take(key: string): (() => void) | null
  isFull(key: string): boolean
  /** Slots that are taken, by all keys. */
  readonly taken: number
}

/**
 * @param perKey the limit for one key
 * @param inAll the limit for all keys together
 */
export function createSlots(perKey: number, inAll = Number.POSITIVE_INFINITY): Slots {
  const open = new Map<string, number>()
  let total = 0
  const isFull = (key: string) => total >= inAll || (open.get(key) ?? 0) >= perKey

  return {
    isFull,
    get taken() {
      return total
    },
    take(key) {
      if (isFull(key)) return null
      open.set(key, (open.get(key) ?? 0) + 1)
      total++
      let isTaken = true
      return () => {
        if (!isTaken) return
        isTaken = false
        total--
        const left = (open.get(key) ?? 1) - 1
        if (left > 0) open.set(key, left)
        else open.delete(key)
      }
    },
  }
}
