import type { Clock, DueBulks } from '#app/ports.ts'

type Look = (organization: string, bulk: string) => Promise<void>

export interface BulkWatch {
  /** Something of these bulks has changed: they are looked at soon. */
  changed(organization: string, bulks: readonly string[]): void
  /** Resolves when it looks at none any more. */
  close(): Promise<void>
}

/** At most so often is one bulk looked at, however many of its actions end in between. */
const reviewDelay = 250

/** What is lost of this, such as with the process, is found by what is due. */
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
        // In the next turn, so that it is known before it begins.
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

/** Releases that are due, and bulks that nobody has looked at for long. */
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
