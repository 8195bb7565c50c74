import type { DefendClient as Sdk } from '../../../sdk/client.ts'
import {
  type ActionRowFragment,
  ChangesDocument,
  type ChangesSubscription,
  LedgerHeadDocument,
  LiveListsDocument,
} from '../../generated/documents.ts'
import { foldChange, type LiveActions, liveActions, noActions } from './live-actions.ts'

export type Connection = 'connecting' | 'live' | 'offline'
export type Change = ChangesSubscription['actionChanged']

export interface LiveSnapshot extends LiveActions {
  readonly connection: Connection
  /** The error if the initial read failed, else null. */
  readonly failure: unknown
}

/** The page's single subscription, from which all screens get their changes. */
export interface Live {
  /** For useSyncExternalStore. Notifies at most four times a second. */
  subscribe(listener: () => void): () => void
  snapshot(): LiveSnapshot
  /** Calls back for each change. */
  onChange(listener: (change: Change) => void): () => void
  /** Call it when the connection was lost or the browser reports that it is offline. */
  lost(): void
  close(): void
}

/** Milliseconds between two updates of the snapshot. */
const showEvery = 250
/** Milliseconds between two health checks of an unreachable service. */
const lookEvery = 1000

export function openLive(sdk: Sdk): Live {
  const leaving = new AbortController()
  const { signal } = leaving
  const listeners = new Set<() => void>()
  const followers = new Set<(change: Change) => void>()
  let actions = noActions
  let shown: LiveSnapshot = { ...actions, connection: 'connecting', failure: null }
  let timer: ReturnType<typeof setTimeout> | undefined

  const show = (changed: Partial<LiveSnapshot>) => {
    shown = { ...shown, ...actions, ...changed }
    for (const listener of listeners) listener()
  }
  const showSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      show({ connection: 'live', failure: null })
    }, showEvery)
  }

  async function read(): Promise<string> {
    for (let failures = 0; ; failures++) {
      try {
        const { ledgerHead } = await sdk.request(LedgerHeadDocument, {})
        const { open, ended, withdrawn } = await sdk.request(LiveListsDocument, {})
        const nodes = (list: { readonly edges: readonly { readonly node: ActionRowFragment }[] }) =>
          list.edges.map(({ node }) => node)
        actions = liveActions(nodes(open), [...nodes(ended), ...nodes(withdrawn)], actions)
        show({ connection: 'live', failure: null })
        return ledgerHead
      } catch (failure) {
        if (signal.aborted) throw failure
        show({ connection: 'offline', failure })
        await new Promise(resolve => setTimeout(resolve, Math.min(10_000, 500 * 2 ** failures)))
      }
    }
  }

  /** The cursor of the last delivered change; undefined before the initial read. */
  let cursor: string | undefined
  let leg = new AbortController()

  async function follow(): Promise<void> {
    cursor = await read()
    while (!signal.aborted) {
      leg = new AbortController()
      const options = {
        cursorOf: (data: ChangesSubscription) => data.actionChanged.cursor,
        signal: AbortSignal.any([signal, leg.signal]),
      }
      for await (const { actionChanged: change } of sdk.subscribe(
        ChangesDocument,
        { after: cursor },
        options,
      )) {
        cursor = change.cursor
        actions = foldChange(actions, change)
        for (const tell of followers) tell(change)
        showSoon()
      }
    }
  }
  follow().catch(failure => {
    if (!signal.aborted) show({ connection: 'offline', failure })
  })

  let reviving = false
  /** Restarts the subscription as soon as a health check succeeds: its own backoff may take half a minute. */
  async function revive(): Promise<void> {
    if (reviving || cursor === undefined) return
    reviving = true
    while (!signal.aborted) {
      await new Promise(resolve => setTimeout(resolve, lookEvery))
      const isThere = await fetch('/health/ready').then(
        ({ ok }) => ok,
        () => false,
      )
      if (isThere) break
    }
    reviving = false
    leg.abort()
    show({ connection: 'live' })
  }
  function lost(): void {
    if (signal.aborted) return
    show({ connection: 'offline' })
    void revive()
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    snapshot: () => shown,
    onChange(listener) {
      followers.add(listener)
      return () => void followers.delete(listener)
    },
    lost,
    close() {
      clearTimeout(timer)
      leaving.abort()
    },
  }
}
