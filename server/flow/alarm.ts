/** A sleep that others can cut short. */
export interface Alarm {
  /** Resolves after `milliseconds`, or at the next `wake`; without a time at `wake` only. One sleeper at a time. */
  sleep(milliseconds?: number): Promise<void>
  /** Ends the present sleep; does nothing where there is none. */
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
