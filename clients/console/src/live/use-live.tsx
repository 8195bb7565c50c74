import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useSyncExternalStore,
} from 'react'
import type { Change, Live, LiveSnapshot } from './live-store.ts'

const LiveContext = createContext<Live | null>(null)

export const LiveProvider = ({ live, children }: { readonly live: Live; readonly children: ReactNode }) => (
  <LiveContext value={live}>{children}</LiveContext>
)

function useStore(): Live {
  const live = useContext(LiveContext)
  if (!live) throw new Error('outside of LiveProvider')
  return live
}

export function useLive(): LiveSnapshot {
  const live = useStore()
  return useSyncExternalStore(live.subscribe, live.snapshot)
}

/** Narrower than the whole: re-renders only when what it picks is another. */
export function useLivePick<Picked>(pick: (snapshot: LiveSnapshot) => Picked): Picked {
  const live = useStore()
  return useSyncExternalStore(live.subscribe, () => pick(live.snapshot()))
}

/** Milliseconds: changes that come together are one reason to look. */
const together = 250

/** Calls back soon after changes that concern it, once for many. */
export function useChanges(
  concerns: (change: Change) => boolean,
  callback: () => void,
  { every = together } = {},
): void {
  const live = useStore()
  const isConcerned = useEffectEvent(concerns)
  const call = useEffectEvent(callback)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = live.onChange(change => {
      if (timer !== undefined || !isConcerned(change)) return
      timer = setTimeout(() => {
        timer = undefined
        call()
      }, every)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [live, every])
}
