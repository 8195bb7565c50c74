export interface OperationLimits {
  /** Maximum concurrent operations of one caller. */
  readonly atOnce: number
  /** Maximum waiting operations of one caller. */
  readonly waiting: number
  /** Maximum total cost of one caller's running operations. A single operation may always run alone. */
  readonly costPerCaller: number
  /** Maximum total cost of all running operations. */
  readonly costInAll: number
  /** Operations up to this cost do not count towards the totals, so they never wait for large ones. */
  readonly small: number
}

export interface OperationQueue {
  /**
   * Takes a turn for an operation of this cost. Returns a function that ends the turn, a promise of it if the operation
   * must wait, or null if too many of the caller's operations are already waiting.
   */
  take(caller: string, cost: number): (() => void) | Promise<() => void> | null
}

interface Use {
  running: number
  waiting: number
  cost: number
}

interface Waiting {
  readonly caller: string
  readonly cost: number
  readonly start: (end: () => void) => void
}

/** Bounds the concurrent operations per caller and in total. Others wait in order of arrival. */
export function createOperationQueue(limits: OperationLimits): OperationQueue {
  const { atOnce, waiting, costPerCaller, costInAll, small } = limits
  const uses = new Map<string, Use>()
  const queue: Waiting[] = []
  let totalCost = 0

  const recordOf = (caller: string): Use => {
    const known = uses.get(caller) ?? { running: 0, waiting: 0, cost: 0 }
    uses.set(caller, known)
    return known
  }
  const fits = (use: Use, cost: number) =>
    use.running < atOnce &&
    (cost === 0 ||
      ((use.cost === 0 || use.cost + cost <= costPerCaller) &&
        (totalCost === 0 || totalCost + cost <= costInAll)))

  function start(caller: string, cost: number): () => void {
    const use = recordOf(caller)
    use.running++
    use.cost += cost
    totalCost += cost
    let isRunning = true
    return () => {
      if (!isRunning) return
      isRunning = false
      use.running--
      use.cost -= cost
      totalCost -= cost
      startWaiting()
      if (use.running === 0 && use.waiting === 0) uses.delete(caller)
    }
  }

  function startWaiting(): void {
    // Later large operations must not overtake one that waits for the total cost, or it could wait forever.
    let isBlocked = false
    for (let at = 0; at < queue.length; ) {
      const next = queue[at]
      if (!next) return
      const use = recordOf(next.caller)
      if (fits(use, next.cost) && !(isBlocked && next.cost > 0)) {
        queue.splice(at, 1)
        use.waiting--
        next.start(start(next.caller, next.cost))
        continue
      }
      isBlocked ||= next.cost > 0 && use.running < atOnce && use.cost === 0
      at++
    }
  }

  return {
    take(caller, cost) {
      const counted = cost <= small ? 0 : cost
      const use = recordOf(caller)
      if (use.waiting === 0 && fits(use, counted)) return start(caller, counted)
      if (use.waiting >= waiting) return null
      use.waiting++
      return new Promise(resolve => {
        queue.push({ caller, cost: counted, start: resolve })
      })
    },
  }
}
