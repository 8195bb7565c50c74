/** Runs `look` at once and again `every` milliseconds after each run has ended. Failures go to `onError`. */
export interface Sweep {
  /** Runs now, or once more after the current run. */
  now(): void
  /** Stops; resolves when the current run has ended. */
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
