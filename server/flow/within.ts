/**
 * The result of `work`, or undefined if that takes longer than `milliseconds`. The work goes on either way; a
 * rejection after the deadline is ignored.
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer))
}
