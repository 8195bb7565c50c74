import type { Clock, DueBulks } from '#app/ports.ts'
import { createRerun, type Rerun } from '#flow/rerun.ts'

type Look = (organization: string, bulk: string) => Promise<void>

export interface BulkWatch {
  /** These bulks, or actions of theirs, have changed: reviews them soon. */
  changed(organization: string, bulks: readonly string[]): void
  /** Resolves when no review is under way. None starts afterwards. */
  close(): Promise<void>
}

/** Milliseconds between two reviews of one bulk, however many of its actions end meanwhile. */
const reviewDelay = 250

/** Best effort: `lookAtDueBulks` recovers what a lost notice or a killed process leaves. */
export function watchBulks(look: Look, onError: (error: unknown) => void): BulkWatch {
  const watched = new Map<string, Rerun>()
  let closed = false

  function watch(organization: string, bulk: string): Rerun {
    const review = async () => {
      await look(organization, bulk).catch(onError)
      await new Promise(resume => setTimeout(resume, closed ? 0 : reviewDelay))
    }
    const reviews = createRerun(review, { onError, onIdle: () => watched.delete(bulk) })
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

/** Reviews bulks whose next release is due, and those that no process has reviewed for long. */
export function lookAtDueBulks({
  dueBulks,
  clock,
  look,
}: {
  readonly dueBulks: DueBulks
  readonly clock: Clock
  readonly look: Look
}) {
  return async function lookAtDueBulks(): Promise<void> {
    const due = await dueBulks.due(clock.now(), pageSize)
    await Promise.all(due.map(({ organization, bulk }) => look(organization, bulk)))
  }
}
