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

/** Picks one value of the snapshot and re-renders only when that value changes. */
export function useLivePick<Picked>(pick: (snapshot: LiveSnapshot) => Picked): Picked {
  const live = useStore()
  return useSyncExternalStore(live.subscribe, () => pick(live.snapshot()))
}

/** Milliseconds within which changes are combined into one callback. */
const together = 250

/** Calls back soon after changes that match `concerns`, once for changes in quick succession. */
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
