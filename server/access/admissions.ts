import type { Callers } from '#app/application.ts'
import type { ChangeFeed } from '#app/change-feed.ts'
import type { Caller } from '#domain/people/actor.ts'
import { looksLikeKey } from '#domain/people/api-key.ts'
import type { Authenticate } from './authentication.ts'

/** The access granted by a token or an API key. */
export interface Admission {
  /** The caller with its current rights; null if the token or key has expired, was revoked or is no longer trusted. */
  caller(): Promise<Caller | null>
  /** Calls `end` once when the access ends. Returns a function that cancels this. */
  whenOver(end: () => void): () => void
}

export interface Admissions {
  /** Null if the token or key is missing or invalid. */
  admit(token: string | null): Promise<Admission | null>
  close(): void
}

interface Options {
  readonly authenticate: Authenticate
  readonly callers: Callers
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  /** Milliseconds after which a key in use is checked again, because a notice may be lost. Default: 5 s. */
  readonly lookEvery?: number
  /** Milliseconds after which a token in use is checked again, because its key may be withdrawn. Default: 30 s. */
  readonly checkTokensEvery?: number
}

/** The longest delay that setTimeout accepts. */
const longest = 2 ** 31 - 1

interface KeyWatch {
  readonly account: string
  readonly look: () => void
}

/** Admits callers by tokens of the issuer and by API keys. */
export function openAdmissions(options: Options): Admissions {
  const { authenticate, callers, feed, lookEvery = 5000, checkTokensEvery = 30_000 } = options
  const watches = new Set<KeyWatch>()
  const tokenChecks = new Set<() => void>()
  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind !== 'keyRevoked') return
    for (const watch of watches) if (watch.account === notice.account) watch.look()
  })
  const timer = setInterval(() => {
    for (const watch of watches) watch.look()
  }, lookEvery)
  const tokenTimer = setInterval(() => {
    for (const check of tokenChecks) check()
  }, checkTokensEvery)

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
          // If the database is unreachable, the key stays admitted.
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
    const caller = async () => {
      const present = await authenticate(token)
      return present && present.expiresAt > Date.now() ? callers.see(present.claims) : null
    }
    return {
      caller,
      whenOver: end => {
        const stopClock = atInstant(verified.expiresAt, end)
        const check = () =>
          void authenticate(token).then(
            present => present ?? end(),
            // If the issuer is unreachable, the token stays admitted.
            () => {},
          )
        tokenChecks.add(check)
        return () => {
          stopClock()
          tokenChecks.delete(check)
        }
      },
    }
  }

  return {
    admit: token => (token !== null && looksLikeKey(token) ? admitKey(token) : admitToken(token)),
    close: () => {
      unsubscribe()
      clearInterval(timer)
      clearInterval(tokenTimer)
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
