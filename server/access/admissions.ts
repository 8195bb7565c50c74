import type { Callers } from '#app/application.ts'
import type { ChangeFeed } from '#app/ports.ts'
import type { Caller } from '#domain/people/actor.ts'
import { looksLikeKey } from '#domain/people/api-key.ts'
import type { Authenticate } from './authentication.ts'

/** What a token or an API key opens. */
export interface Admission {
  /** As they are now, since what they may do can change while a socket is open; null: it opens nothing any more. */
  caller(): Promise<Caller | null>
  /** Calls once when it is over: the token or the key has expired or was revoked. Returns how to stop waiting for it. */
  whenOver(end: () => void): () => void
}

export interface Admissions {
  /** Null for none, or one that opens nothing. */
  admit(token: string | null): Promise<Admission | null>
  close(): void
}

interface Options {
  readonly authenticate: Authenticate
  readonly callers: Callers
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  /** Milliseconds after which a key that is in use is looked at again: a notice may be lost. */
  readonly lookEvery?: number
}

/** setTimeout's longest. */
const longest = 2 ** 31 - 1

interface KeyWatch {
  readonly account: string
  readonly look: () => void
}

/** Both roads to the API: tokens of the issuer, and API keys. */
export function openAdmissions({ authenticate, callers, feed, lookEvery = 5000 }: Options): Admissions {
  const watches = new Set<KeyWatch>()
  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind !== 'keyRevoked') return
    for (const watch of watches) if (watch.account === notice.account) watch.look()
  })
  const timer = setInterval(() => {
    for (const watch of watches) watch.look()
  }, lookEvery)

  async function admitKey(key: string): Promise<Admission | null> {
    const holder = await callers.holderOf(key)
    if (!holder) return null
    const caller = async () => (await callers.holderOf(key))?.caller ?? null
    return {
      caller,
      whenOver: end => {
        const stopClock = atInstant(holder.expiresAt, end)
        const watch = {
          account: holder.caller.actor.id,
          // A database that is away says nothing of the key.
          look: () =>
            void caller().then(
              found => found ?? end(),
              () => {},
            ),
        }
        watches.add(watch)
        return () => {
          stopClock()
          watches.delete(watch)
        }
      },
    }
  }

  async function admitToken(token: string | null): Promise<Admission | null> {
    const verified = await authenticate(token)
    if (!verified) return null
    return {
      caller: () => callers.see(verified.claims),
      whenOver: end => atInstant(verified.expiresAt, end),
    }
  }

  return {
    admit: token => (token !== null && looksLikeKey(token) ? admitKey(token) : admitToken(token)),
    close: () => {
      unsubscribe()
      clearInterval(timer)
    },
  }
}

function atInstant(instant: number | null, end: () => void): () => void {
  if (instant === null) return () => {}
  let timer: NodeJS.Timeout
  const wait = () => {
    const remaining = instant - Date.now()
    timer = setTimeout(remaining > longest ? wait : end, Math.min(remaining, longest))
  }
  wait()
  return () => clearTimeout(timer)
}
