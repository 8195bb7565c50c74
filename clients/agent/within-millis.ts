/** Waits for `done`, but at most `limit` milliseconds. */
export async function withinMillis(limit: number, done: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([
    done,
    new Promise<void>(resolve => {
      timer = setTimeout(resolve, limit)
    }),
  ])
  clearTimeout(timer)
}
