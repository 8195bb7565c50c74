import { setTimeout as delay } from 'node:timers/promises'
import type { ServiceUnderLoad } from './service-under-load.ts'

export interface Completions {
  /** Resolves soon after the commit that completes the action; rejects if the action failed or was cancelled. */
  of(action: string): Promise<void>
  close(): Promise<void>
}

/** Polling interval in milliseconds: short enough not to delay the closed loop, long enough to cost almost nothing. */
const lookEvery = 2

const ends = `
SELECT sequence, kind, action_id AS action FROM audit_event
WHERE organization_id = (SELECT id FROM organization) AND sequence > $1
  AND kind IN ('ACTION_COMPLETED', 'ACTION_FAILED', 'ACTION_CANCELLED')
ORDER BY sequence`

interface End {
  readonly sequence: string
  readonly kind: string
  readonly action: string
}

/** Polls the ledger for finished actions. A subscription would add load to the service. */
export function watchCompletions({ sql }: Pick<ServiceUnderLoad, 'sql'>): Completions {
  const actions = new Map<string, PromiseWithResolvers>()
  let closed = false
  const watching = watch()
  // `of` reports the failure to its callers.
  watching.catch(() => {})

  async function watch(): Promise<void> {
    let sequence = '0'
    while (!closed) {
      for (const end of await sql<End>(ends, [sequence])) {
        sequence = end.sequence
        const { resolve, reject } = waiting(end.action)
        if (end.kind === 'ACTION_COMPLETED') resolve()
        else reject(new Error(`${end.kind} of ${end.action}`))
      }
      await delay(lookEvery)
    }
  }

  function waiting(action: string): PromiseWithResolvers {
    const known = actions.get(action)
    if (known) return known
    const made = promiseWithResolvers()
    actions.set(action, made)
    return made
  }

  return {
    of: async action => {
      await Promise.race([waiting(action).promise, watching])
      actions.delete(action)
    },
    close: async () => {
      closed = true
      await watching.catch(() => {})
    },
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>
  resolve(): void
  reject(error: Error): void
}

/** Promise.withResolvers, which Node 20 lacks. */
function promiseWithResolvers(): PromiseWithResolvers {
  let resolve = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<void>((res, rej) => {
    resolve = res
    reject = rej
  })
  promise.catch(() => {})
  return { promise, resolve, reject }
}
