import { t } from '@lingui/core/macro'
import { lazy, type ReactNode, Suspense } from 'react'
import { Failed, Loading } from '../ui/parts.tsx'

type Screen = () => ReactNode
/** `unknown` breaks a type cycle: a screen's type depends on the router, whose type depends on the screens. */
type Load = () => Promise<unknown>

const loads: Load[] = []

/** Fetches code when the browser is idle. */
export const prefetch = (load: Load): void => void loads.push(load)

/**
 * A screen whose code is fetched when it is first opened. Without a network the page says so. The router's own lazy
 * components reload the page instead, which replaces the console by the browser's error page.
 */
export function lazyScreen(load: Load): Screen {
  prefetch(load)
  const LazyScreen = lazy(() =>
    load().then<{ default: Screen }, { default: Screen }>(
      screen => ({ default: screen as Screen }),
      () => ({ default: Unavailable }),
    ),
  )
  return () => (
    <Suspense fallback={<Loading />}>
      <LazyScreen />
    </Suspense>
  )
}

const Unavailable = () => (
  <Failed
    isPage
    failure={{ code: 'NETWORK', message: t`This screen has not been loaded yet.` }}
    retry={() => void reloadIfThere()}
  />
)

/** Browsers remember that a module could not be fetched, so only a new page can fetch it. */
async function reloadIfThere(): Promise<void> {
  const isThere = await fetch('/health/live').then(
    ({ ok }) => ok,
    () => false,
  )
  if (isThere) location.reload()
}

/** Fetches the code of all screens while the browser is idle, so that they open at once, also without a network. */
export function prefetchScreens(): void {
  const next = (rest: readonly Load[]) => {
    const [load, ...others] = rest
    if (load)
      requestIdleCallback(
        () =>
          void load().then(
            () => next(others),
            () => {},
          ),
      )
  }
  next(loads)
}
