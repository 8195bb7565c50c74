import { createContext, type RefObject, useContext, useLayoutEffect } from 'react'

/** The number of decisions that wait for the viewer, as text; null while it is unknown. */
export const AwaitingContext = createContext<string | null>(null)

/** The page's title in the browser's tab, after the number of waiting decisions: `(2) Approvals · Defend`. */
export function TabTitle({ title }: { readonly title: string }) {
  const awaiting = useContext(AwaitingContext)
  const count = awaiting && awaiting !== '0' ? `(${awaiting}) ` : ''
  return <title>{`${count}${title} · Defend`}</title>
}

/** The path whose heading had the focus last; null on the first page, which keeps the browser's focus. */
let focusedPath: string | null = null

/** Moves the focus to the heading after a navigation, so that screen readers announce the new screen. */
export function useFocusOnNavigation(heading: RefObject<HTMLElement | null>, title: string): void {
  // The old screen still shows while the new one loads, so the path alone does not say whose heading this is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new title means a new screen
  useLayoutEffect(() => {
    const path = location.pathname
    if (focusedPath !== null && focusedPath !== path) heading.current?.focus({ preventScroll: true })
    focusedPath = path
  }, [title, heading])
}
