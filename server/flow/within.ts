/**
 * The result of `work`, or undefined if it takes longer than `milliseconds`. The work is not cancelled; a rejection after
 * the deadline is ignored.
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer))
}
