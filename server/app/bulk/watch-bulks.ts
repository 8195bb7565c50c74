import type { Clock, DueBulks } from '#app/ports.ts'

type Look = (organization: string, bulk: string) => Promise<void>

export interface BulkWatch {
  /** Schedules a review of these bulks, which have changed. */
  changed(organization: string, bulks: readonly string[]): void
  /** Stops; resolves when no review is running. */
  close(): Promise<void>
}

/** Minimum milliseconds between two reviews of a bulk. */
const reviewDelay = 250

/** Best effort: the due-work sweep recovers lost notices. */
export function watchBulks(look: Look, onError: (error: unknown) => void): BulkWatch {
  const watched = new Map<string, { again: boolean; readonly looking: Promise<void> }>()
  let closed = false

  async function follow(organization: string, bulk: string): Promise<void> {
    do {
      const one = watched.get(bulk)
      if (one) one.again = false
      await look(organization, bulk).catch(onError)
      await new Promise(resume => setTimeout(resume, closed ? 0 : reviewDelay))
    } while (watched.get(bulk)?.again && !closed)
    watched.delete(bulk)
  }

  return {
    changed(organization, bulks) {
      if (closed) return
      for (const bulk of bulks) {
        const known = watched.get(bulk)
        if (known) known.again = true
        // In the next microtask, so that it is registered before it starts.
        else
          watched.set(bulk, {
            again: false,
            looking: Promise.resolve().then(() => follow(organization, bulk)),
          })
      }
    },
    async close() {
      closed = true
      await Promise.all([...watched.values()].map(({ looking }) => looking))
    },
  }
}

const pageSize = 100

/** Reviews bulks with a release due, and bulks not reviewed for a while. */
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
