/** Runs `look` at once and then whenever `every` milliseconds have passed since it ended; failures are told. */
export interface Sweep {
  /** Looks now; if it is looking already, once more afterwards. */
  now(): void
  /** Resolves when it looks no more. */
  close(): Promise<void>
}

export function startSweep(
  look: () => Promise<void>,
  every: number,
  onError: (error: unknown) => void,
): Sweep {
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | null = null
  let again = false
  let closed = false

  const run = async () => {
    clearTimeout(timer)
    do {
      again = false
      await look().catch(onError)
    } while (again && !closed)
    looking = null
    if (!closed) timer = setTimeout(now, every)
  }
  const now = () => {
    if (closed) return
    if (looking) again = true
    else looking = run()
  }
  now()
  return {
    now,
    close: async () => {
      closed = true
      clearTimeout(timer)
      await looking
    },
  }
}
