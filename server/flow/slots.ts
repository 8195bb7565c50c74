/** Limits how much of a resource each key may take. */
export interface Slots {
  /** Takes slots (one by default) and returns a function that releases them; null if fewer are left. */
  take(key: string, amount?: number): (() => void) | null
  isFull(key: string): boolean
  /** Number of slots taken by all keys. */
  readonly taken: number
}

/**
 * @param perKey the limit for one key
 * @param inAll the limit for all keys
 */
export function createSlots(perKey: number, inAll = Number.POSITIVE_INFINITY): Slots {
  const open = new Map<string, number>()
  let total = 0
  const exceeds = (key: string, amount: number) =>
    total + amount > inAll || (open.get(key) ?? 0) + amount > perKey

  return {
    isFull: key => exceeds(key, 1),
    get taken() {
      return total
    },
    take(key, amount = 1) {
      if (exceeds(key, amount)) return null
      open.set(key, (open.get(key) ?? 0) + amount)
      total += amount
      let isTaken = true
      return () => {
        if (!isTaken) return
        isTaken = false
        total -= amount
        const left = (open.get(key) ?? amount) - amount
        if (left > 0) open.set(key, left)
        else open.delete(key)
      }
    },
  }
}
