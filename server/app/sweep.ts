import { createRerun } from '#flow/rerun.ts'

/** Periodic work of a process. */
export interface Sweep {
  /** Runs it now; during a run, once more afterwards. */
  now(): void
  /** Resolves when no run is under way. None starts afterwards. */
  close(): Promise<void>
}

/** Runs `look` at once, and again whenever `every` milliseconds have passed since a run ended. */
export function startSweep(
  look: () => Promise<void>,
  every: number,
  onError: (error: unknown) => void,
): Sweep {
  let timer: NodeJS.Timeout | undefined
  const runs = createRerun(look, {
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
