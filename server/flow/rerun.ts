export interface Rerun {
  /** Runs the task now, or once more after the present run. Any number of requests during a run cause one run. */
  request(): void
  /** Starts no more runs; resolves when the present one has ended. */
  stop(): Promise<void>
}

interface Options {
  /** Gets what a run rejects with. A failed run is not repeated by itself. */
  readonly onError: (error: unknown) => void
  /** Called whenever a run ended and none was requested meanwhile; not after `stop`. */
  readonly onIdle?: () => void
}

/** Never runs the task twice at a time, and never misses a request. */
export function createRerun(task: () => Promise<void>, { onError, onIdle = () => {} }: Options): Rerun {
  let running: Promise<void> | null = null
  let requested = false
  let stopped = false

  async function run(): Promise<void> {
    do {
      requested = false
      await task().catch(onError)
    } while (requested && !stopped)
    // In the same tick as the last check, so that no request can come in between.
    running = null
    if (!stopped) onIdle()
  }

  return {
    request() {
      if (stopped) return
      if (running) requested = true
      else running = run()
    },
    async stop() {
      stopped = true
      await running
    },
  }
}
