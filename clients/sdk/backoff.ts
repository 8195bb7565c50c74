const longest = 30_000

/** Milliseconds before the next attempt: doubles up to 30 s, with full jitter to spread many clients. */
export const backoff = (failures: number): number =>
  Math.random() * Math.min(longest, 100 * 2 ** Math.min(failures, 10))

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
