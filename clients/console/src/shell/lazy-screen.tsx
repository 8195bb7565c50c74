import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Failed, Loading } from '../ui/parts.tsx'

type Screen = () => ReactNode
/** Unknown, because a screen's type depends on the router's, which is made of the screens. */
type Load = () => Promise<unknown>

const screens: Load[] = []

/**
 * A screen whose code is fetched when it is first opened. Without a network the page says so and can try again. The
 * router's own lazy components reload the page instead, which replaces the console by the browser's error page.
 */
export function lazyScreen(load: Load): Screen {
  screens.push(load)
  const attempt = (retry: () => void) =>
    lazy(() =>
      load().then<{ default: Screen }, { default: Screen }>(
        screen => ({ default: screen as Screen }),
        () => ({ default: () => <Unavailable retry={retry} /> }),
      ),
    )
  return function LazyScreen() {
    const [Screen, setScreen] = useState(() => attempt(retry))
    function retry() {
      setScreen(() => attempt(retry))
    }
    return (
      <Suspense fallback={<Loading />}>
        <Screen />
      </Suspense>
    )
  }
}

const Unavailable = ({ retry }: { readonly retry: () => void }) => (
  <Failed
    isPage
    failure={{
      code: 'NETWORK',
      message: 'This screen has not been loaded yet. If it stays like this, reload the page.',
    }}
    retry={retry}
  />
)

/** Fetches the code of all screens while the browser is idle, so that they open at once, and without a network too. */
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
  next(screens)
}
