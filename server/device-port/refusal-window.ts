import { LRUCache } from 'lru-cache'
import { createSlidingWindow, type SlidingWindow } from '#flow/sliding-window.ts'

export interface RefusalWindow {
  /** Milliseconds until the address may try again; 0: now. */
  waitOf(address: string): number
  add(address: string): void
}

export interface RefusalWindowOptions {
  /** Refusals within the window after which an address must wait. */
  readonly limit: number
  /** Milliseconds. */
  readonly span: number
  /** Maximum addresses to remember. The one whose last refusal is oldest is evicted first. */
  readonly addresses: number
  /** Milliseconds. */
  readonly now: () => number
}

/** Counts the refusals of each address in a sliding window, in bounded memory. */
export function createRefusalWindow({ limit, span, addresses, now }: RefusalWindowOptions): RefusalWindow {
  const refusals = new LRUCache<string, SlidingWindow>({ max: addresses })
  return {
    waitOf: address => refusals.peek(address)?.waitFor(1, now()) ?? 0,
    add(address) {
      const refused = refusals.get(address) ?? createSlidingWindow({ limit, window: span })
      refused.take(1, now())
      refusals.set(address, refused)
    },
  }
}
