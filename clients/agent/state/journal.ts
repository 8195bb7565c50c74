import type { Execute } from '#protocol/command.ts'
import type { Json } from '#protocol/json.ts'
import type { Completed, Failed } from '#protocol/result.ts'
import { JOURNAL_DAYS } from '#protocol/topics.ts'
import type { DurableMap } from './durable-map.ts'

/** What the agent knows of one action, by `actionId`. */
export type Entry = Claimed | Granted | Ended

interface Seen {
  /** `jti` of the `execute`. */
  readonly commandId: string
  readonly actionId: string
  /** `exp` of the `execute`, in seconds. */
  readonly exp: number
}
/** Known, nothing done. */
export interface Claimed extends Seen {
  readonly step: 'claimed'
  readonly order: Order
  /** By the server's clock, in milliseconds since 1970; absent in journals of earlier versions. */
  readonly claimedAt?: number
}
/** It may have been done, wholly or in part. */
export interface Granted extends Seen {
  readonly step: 'granted'
  readonly order: Order
  /** Milliseconds that the server's clock was ahead of the wall clock at the grant. */
  readonly serverAhead: number
  /** What the action wrote down before it acted, for a run after a crash. */
  readonly noted: Json
}
export interface Ended extends Seen {
  readonly step: 'ended'
  readonly result: Completed | Failed
}
export type Order = Pick<Execute, 'action' | 'submittedAt' | 'effectFor'>

export type Journal = DurableMap<Entry>

const DAY_SECONDS = 24 * 60 * 60

/** Forgets what no command can ask for any more; what was granted and has not ended stays. */
export async function prune(journal: Journal, now: number): Promise<void> {
  for (const entry of [...journal.values()]) {
    const outlived = now / 1000 > entry.exp + JOURNAL_DAYS * DAY_SECONDS
    if (outlived && entry.step !== 'granted') await journal.delete(entry.actionId)
  }
}
