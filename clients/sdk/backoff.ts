const maxDelay = 30_000

/** Milliseconds before the next attempt. Doubles up to 30 s, with full jitter so that many clients spread out. */
export const backoff = (failures: number): number =>
  Math.random() * Math.min(maxDelay, 100 * 2 ** Math.min(failures, 10))

/** Resolves after the given milliseconds, or when the signal is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    if (signal?.aborted) done()
    signal?.addEventListener('abort', done)
  })
}
