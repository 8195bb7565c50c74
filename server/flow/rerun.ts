export interface Rerun {
  /** Runs the task now, or once more after the current run. Any number of requests during a run cause one run. */
  request(): void
  /** Prevents further runs. Resolves when the current one has ended. */
  stop(): Promise<void>
}

interface Options {
  /** Called with the error of a failed run, which is not repeated. */
  readonly onError: (error: unknown) => void
  /** Called when a run has ended and no other was requested; not after `stop`. */
  readonly onIdle?: () => void
}

/** Runs a task on request. Runs never overlap, and every request is followed by a complete run. */
export function createRerun(task: () => Promise<void>, { onError, onIdle = () => {} }: Options): Rerun {
  let running: Promise<void> | null = null
  let requested = false
  let stopped = false

  async function run(): Promise<void> {
    do {
      requested = false
      await task().catch(onError)
    } while (requested && !stopped)
    // In the same tick as the last check, so no request can come in between.
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
