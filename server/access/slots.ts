/** Limits how many resources of one kind each caller has open. */
export interface Slots {
  /** Takes a slot and returns a function that releases it; null if the caller or the process has none left. */
  take(caller: string): (() => void) | null
  isFull(caller: string): boolean
}

/**
 * @param perCaller the limit for one caller
 * @param inAll the limit for all callers together
 */
export function createSlots(perCaller: number, inAll = Number.POSITIVE_INFINITY): Slots {
  const open = new Map<string, number>()
  let total = 0
  const isFull = (caller: string) => total >= inAll || (open.get(caller) ?? 0) >= perCaller

  return {
    isFull,
    take(caller) {
      if (isFull(caller)) return null
      open.set(caller, (open.get(caller) ?? 0) + 1)
      total++
      let isTaken = true
      return () => {
        if (!isTaken) return
        isTaken = false
        total--
        const left = (open.get(caller) ?? 1) - 1
        if (left > 0) open.set(caller, left)
        else open.delete(caller)
      }
    },
  }
}
