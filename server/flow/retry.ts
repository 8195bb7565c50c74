import { createAlarm } from './alarm.ts'

interface Options {
  /** Milliseconds to wait after the nth consecutive failure, counted from 1; null: give up. */
  readonly pauseAfter: (failures: number, error: unknown) => number | null
  /** Ends the current wait; the next attempt is the last one. */
  readonly signal?: AbortSignal
}

/** Repeats `attempt` until it succeeds. Rejects with the last failure when it gives up. */
export async function retry<T>(attempt: () => Promise<T>, { pauseAfter, signal }: Options): Promise<T> {
  const alarm = createAlarm()
  for (let failures = 1; ; failures++) {
    try {
      return await attempt()
    } catch (error) {
      const pause = pauseAfter(failures, error)
      if (pause === null || signal?.aborted) throw error
      signal?.addEventListener('abort', alarm.wake, { once: true })
      await alarm.sleep(pause)
      signal?.removeEventListener('abort', alarm.wake)
    }
  }
}
