export interface OperationLimits {
  /** Maximum concurrent operations of one caller. */
  readonly atOnce: number
  /** Maximum waiting operations of one caller. */
  readonly waiting: number
  /** Maximum total cost of one caller's running operations. A single operation may always run alone. */
  readonly costPerCaller: number
  /** Maximum total cost of one organization's running operations, so others can run theirs. A single one may run alone. */
  readonly costPerOrganization: number
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
  take(caller: Payer, cost: number): (() => void) | Promise<() => void> | null
}

/** Whose operation it is. */
export interface Payer {
  readonly organization: string
  /** Identifies the caller among those of all organizations. */
  readonly key: string
}

interface Use {
  running: number
  waiting: number
  cost: number
}

interface Waiting {
  readonly caller: Payer
  readonly cost: number
  start: (end: () => void) => void
}

/** Bounds the concurrent operations per caller, per organization and in total. Others wait in order of arrival. */
export function createOperationQueue(limits: OperationLimits): OperationQueue {
  const { atOnce, waiting, costPerCaller, costPerOrganization, costInAll, small } = limits
  const uses = new Map<string, Use>()
  const costs = new Map<string, number>()
  const queue: Waiting[] = []
  let totalCost = 0

  const recordOf = ({ key }: Payer): Use => {
    const known = uses.get(key) ?? { running: 0, waiting: 0, cost: 0 }
    uses.set(key, known)
    return known
  }
  const costOf = ({ organization }: Payer) => costs.get(organization) ?? 0
  const fitsIn = (limit: number, present: number, cost: number) =>
    cost === 0 || present === 0 || present + cost <= limit
  const fitsCaller = (caller: Payer, cost: number) => {
    const use = recordOf(caller)
    return use.running < atOnce && fitsIn(costPerCaller, use.cost, cost)
  }
  const fitsOrganization = (caller: Payer, cost: number) => fitsIn(costPerOrganization, costOf(caller), cost)

  function addCost(caller: Payer, cost: number): void {
    const { organization } = caller
    totalCost += cost
    const present = costOf(caller) + cost
    if (present > 0) costs.set(organization, present)
    else costs.delete(organization)
  }

  function start(caller: Payer, cost: number): () => void {
    const use = recordOf(caller)
    use.running++
    use.cost += cost
    addCost(caller, cost)
    let isRunning = true
    return () => {
      if (!isRunning) return
      isRunning = false
      use.running--
      use.cost -= cost
      addCost(caller, -cost)
      startWaiting()
      if (use.running === 0 && use.waiting === 0) uses.delete(caller.key)
    }
  }

  /**
   * Starts waiting operations. None overtakes an earlier one that waits for the same total, because that one could wait
   * forever.
   */
  function startWaiting(): void {
    let isFull = false
    const full = new Set<string>()
    for (let at = 0; at < queue.length; ) {
      const next = queue[at]
      if (!next) return
      const { caller, cost } = next
      const isBehind = cost > 0 && (isFull || full.has(caller.organization))
      const isWithinShare = fitsCaller(caller, cost) && fitsOrganization(caller, cost)
      if (!isBehind && isWithinShare && fitsIn(costInAll, totalCost, cost)) {
        queue.splice(at, 1)
        recordOf(caller).waiting--
        next.start(start(caller, cost))
        continue
      }
      if (isWithinShare) isFull ||= cost > 0
      else if (fitsCaller(caller, cost)) full.add(caller.organization)
      at++
    }
  }

  return {
    take(caller, cost) {
      const use = recordOf(caller)
      if (use.waiting >= waiting) return null
      let turn: (() => void) | undefined
      const next: Waiting = {
        caller,
        cost: cost <= small ? 0 : cost,
        start: end => {
          turn = end
        },
      }
      queue.push(next)
      use.waiting++
      startWaiting()
      if (turn) return turn
      return new Promise(resolve => {
        next.start = resolve
      })
    },
  }
}
