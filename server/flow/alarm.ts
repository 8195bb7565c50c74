/** A sleep that can be ended early. */
export interface Alarm {
  /** Resolves after `milliseconds` (default: never) or at the next `wake`. Only one call may be pending. */
  sleep(milliseconds?: number): Promise<void>
  /** Ends the pending sleep, if any. */
  wake(): void
}

export function createAlarm(): Alarm {
  let wake = () => {}
  return {
    sleep: milliseconds =>
      new Promise<void>(resolve => {
        const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    wake: () => wake(),
  }
}
