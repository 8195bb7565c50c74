/** Milliseconds. */
const width = 250
const rememberFor = 60_000

export interface Buckets {
  /** The ends of the quarter seconds in which these instants fall, without those that were taken lately. */
  take(instants: readonly number[], now: number): readonly number[]
  /** They were not asked for after all. */
  forget(buckets: readonly number[]): void
}

/**
 * Never too early, and never a bucket that may be running already: what is due by now gets the next one. What was
 * taken is remembered for one to two minutes only, so that it takes little memory and that an emptied Redis hears of
 * it again.
 */
export function createBuckets(): Buckets {
  let recent = new Set<number>()
  let older = new Set<number>()
  let turnedAt = 0
  return {
    take(instants, now) {
      if (now - turnedAt >= rememberFor || now < turnedAt) {
        older = now - turnedAt >= 2 * rememberFor ? new Set() : recent
        recent = new Set()
        turnedAt = now
      }
      const next = (Math.floor(now / width) + 1) * width
      const taken: number[] = []
      for (const instant of instants) {
        const bucket = Math.max(Math.ceil(instant / width) * width, next)
        if (recent.has(bucket) || older.has(bucket)) continue
        recent.add(bucket)
        taken.push(bucket)
      }
      return taken
    },
    forget(buckets) {
      for (const bucket of buckets) {
        recent.delete(bucket)
        older.delete(bucket)
      }
    },
  }
}
