import type { DueBulks } from '#app/due-ports.ts'
import type { Clock } from '#app/ports.ts'
import { createRerun, type Rerun } from '#flow/rerun.ts'

type Review = (organization: string, bulk: string) => Promise<void>

export interface BulkWatch {
  /** Reviews these bulks soon, because they or their actions have changed. */
  changed(organization: string, bulks: readonly string[]): void
  /** Stops reviewing. Resolves when the current reviews have ended. */
  close(): Promise<void>
}

/** Milliseconds between two reviews of the same bulk, however often it changes. */
const reviewDelay = 250

/** Best effort: `reviewDueBulks` makes up for lost notices and killed processes. */
export function watchBulks(review: Review, onError: (error: unknown) => void): BulkWatch {
  const watched = new Map<string, Rerun>()
  let closed = false

  function watch(organization: string, bulk: string): Rerun {
    const reviewAndWait = async () => {
      await review(organization, bulk).catch(onError)
      await new Promise(resume => setTimeout(resume, closed ? 0 : reviewDelay))
    }
    const reviews = createRerun(reviewAndWait, { onError, onIdle: () => watched.delete(bulk) })
    watched.set(bulk, reviews)
    return reviews
  }

  return {
    changed(organization, bulks) {
      if (closed) return
      for (const bulk of bulks) (watched.get(bulk) ?? watch(organization, bulk)).request()
    },
    async close() {
      closed = true
      await Promise.all([...watched.values()].map(reviews => reviews.stop()))
    },
  }
}

const pageSize = 100

/** Reviews bulks whose next release is due, and bulks that no process has reviewed for some time. */
export function reviewDueBulks({
  dueBulks,
  clock,
  review,
}: {
  readonly dueBulks: DueBulks
  readonly clock: Clock
  readonly review: Review
}) {
  return async function reviewDueBulks(): Promise<void> {
    const due = await dueBulks.due(clock.now(), pageSize)
    await Promise.all(due.map(({ organization, bulk }) => review(organization, bulk)))
  }
}
