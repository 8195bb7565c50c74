import { createRerun } from '#flow/rerun.ts'

/** A task that runs periodically. */
export interface Sweep {
  /** Runs the task now, or once more after the current run. */
  now(): void
  /** Stops the sweep. Resolves when the current run has ended. */
  close(): Promise<void>
}

/** Runs `task` immediately, and again `every` milliseconds after each run has ended. */
export function startSweep(
  task: () => Promise<void>,
  every: number,
  onError: (error: unknown) => void,
): Sweep {
  let timer: NodeJS.Timeout | undefined
  const runs = createRerun(task, {
    onError,
    onIdle: () => {
      timer = setTimeout(runs.request, every)
    },
  })
  const now = () => {
    clearTimeout(timer)
    runs.request()
  }
  now()
  return {
    now,
    close: async () => {
      clearTimeout(timer)
      await runs.stop()
    },
  }
}
