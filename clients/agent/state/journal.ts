import type { Execute } from '#protocol/command.ts'
import type { Json } from '#protocol/json.ts'
import type { Completed, Failed } from '#protocol/result.ts'
import { JOURNAL_DAYS } from '#protocol/topics.ts'
import type { DurableMap } from './durable-map.ts'

/** The state of an action, keyed by `actionId`. */
export type Entry = Claimed | Granted | Ended

interface Seen {
  /** `jti` of the `execute`. */
  readonly commandId: string
  readonly actionId: string
  /** `exp` of the `execute`, in seconds. */
  readonly exp: number
}
/** Claimed but not granted: nothing has run. */
export interface Claimed extends Seen {
  readonly step: 'claimed'
  readonly order: Order
  /** Milliseconds since 1970, by the server's clock; absent in journals of earlier versions. */
  readonly claimedAt?: number
}
/** Granted: the action may have run, completely or in part. */
export interface Granted extends Seen {
  readonly step: 'granted'
  readonly order: Order
  /** Milliseconds the server's clock was ahead of the wall clock at the grant. */
  readonly serverAhead: number
  /** The note that the action wrote before it acted, which `resume` gets after a crash. */
  readonly noted: Json
}
export interface Ended extends Seen {
  readonly step: 'ended'
  readonly result: Completed | Failed
}
export type Order = Pick<Execute, 'action' | 'submittedAt' | 'effectFor'>

export type Journal = DurableMap<Entry>

const DAY_SECONDS = 24 * 60 * 60

/** Forgets actions that no command can refer to any more. Keeps granted actions that have not ended. */
export async function prune(journal: Journal, now: number): Promise<void> {
  for (const entry of [...journal.values()]) {
    const outlived = now / 1000 > entry.exp + JOURNAL_DAYS * DAY_SECONDS
    if (outlived && entry.step !== 'granted') await journal.delete(entry.actionId)
  }
}
