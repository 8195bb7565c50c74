/** Milliseconds per bucket. */
const width = 250
const rememberFor = 60_000

export interface Buckets {
  /** The ends of the quarter seconds that contain these times, except those that were taken recently. */
  take(instants: readonly number[], now: number): readonly number[]
  /** Undoes `take` for buckets that could not be scheduled. */
  forget(buckets: readonly number[]): void
}

/**
 * Maps times to quarter seconds. A bucket is never earlier than its time. Work that is already due gets the next bucket,
 * because the current one may be running. Taken buckets are remembered for only one to two minutes, so they use little
 * memory, and after Redis was flushed, they are scheduled again.
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
