import { LRUCache } from 'lru-cache'
import type { ActionStep } from '#app/action/action-stream.ts'
import { detectionIn } from '#app/detection/detection-stream.ts'
import type { Action } from '#domain/action/action.ts'
import { evolve } from '#domain/action/evolve.ts'
import { recordedIn } from '#domain/action/ledger-data.ts'
import type { SealedEvent } from '#domain/ledger/ledger.ts'
import type { Pool } from '../pool/pool.ts'

interface Line {
  readonly canonical: string
  readonly hash: string
}

/** An event that subscribers may follow: a step of an action, or a reported detection. */
export interface LedgerStep extends SealedEvent {
  readonly before: Action | null
  /** Null if the event does not belong to an action. */
  readonly after: Action | null
}
export const isActionStep = (step: LedgerStep): step is ActionStep => step.after !== null

export interface FoldedSteps {
  /** The events that subscribers may follow, in order. */
  readonly steps: readonly LedgerStep[]
  /** The last sequence read. */
  readonly upTo: number
  /** Whether more events may follow. */
  readonly isFull: boolean
}

/** Actions whose state stays in memory between reads; others are folded from the ledger again when needed. */
const maxKept = 2000

const next = `
SELECT canonical, hash FROM audit_event WHERE organization_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`
const earlier = `
SELECT canonical, hash FROM audit_event
WHERE organization_id = $1 AND action_id = ANY($2::uuid[]) AND sequence <= $3 ORDER BY sequence`

/** Reads a ledger forward and folds it, so that each event comes with the action before and after it. */
export function openFold(pool: Pool, organization: string) {
  const kept = new LRUCache<string, Action>({ max: maxKept })

  function step(sealed: SealedEvent): LedgerStep | null {
    if (detectionIn(sealed.entry)) return { ...sealed, before: null, after: null }
    const recorded = recordedIn(sealed.entry)
    const id = sealed.entry.action
    if (!recorded || id === null) return null
    const before = kept.get(id) ?? null
    const after = evolve(before, recorded)
    kept.set(id, after)
    return { ...sealed, before, after }
  }

  /** Folds the earlier events of actions that are not in memory. */
  async function catchUp(page: readonly SealedEvent[], after: number): Promise<void> {
    const begun = new Set<string>()
    const unknown = new Set<string>()
    for (const { entry } of page) {
      if (entry.action === null) continue
      if (entry.kind === 'ACTION_SUBMITTED') begun.add(entry.action)
      // `get` rather than `has`: reading the rest of this page must not evict it.
      else if (!begun.has(entry.action) && !kept.get(entry.action)) unknown.add(entry.action)
    }
    if (unknown.size === 0) return
    const lines = await pool.query<Line>(earlier, [organization, [...unknown], after])
    for (const line of lines) step(parse(line))
  }

  return {
    async read(after: number, size: number): Promise<FoldedSteps> {
      const page = (await pool.query<Line>(next, [organization, after, size])).map(parse)
      await catchUp(page, after)
      const steps = page.flatMap(sealed => step(sealed) ?? [])
      return { steps, upTo: page.at(-1)?.entry.sequence ?? after, isFull: page.length === size }
    },
  }
}

const parse = ({ canonical, hash }: Line): SealedEvent => ({ canonical, hash, entry: JSON.parse(canonical) })
