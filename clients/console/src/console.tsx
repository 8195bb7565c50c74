import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Provider } from 'urql'
import { createClient } from '../../sdk/client.ts'
import { createUrql } from './api/client.ts'
import { SdkContext } from './api/use-subscription.ts'
import { Translated } from './language/translated.tsx'
import { openLive } from './live/live-store.ts'
import { LiveProvider } from './live/use-live.tsx'
import { createConsoleRouter } from './router.tsx'
import type { Session } from './session/oidc.ts'
import { ViewerProvider } from './session/viewer.tsx'
import { prefetchScreens } from './shell/lazy-screen.tsx'
import { Clock } from './ui/time.tsx'

const loadNotifications = () =>
  import('@mantine/notifications').then(({ Notifications }) => ({ default: Notifications }))
const loadSignInAgain = () =>
  import('./session/sign-in-again.tsx').then(({ SignInAgain }) => ({ default: SignInAgain }))
const Notifications = lazy(loadNotifications)
const SignInAgain = lazy(loadSignInAgain)
interface ConsoleProps {
  readonly session: Session
  /** True when the session has ended and cannot be renewed. */
  readonly isExpired: boolean
}

function open(session: Session) {
  const sdk = createClient({ url: location.origin, token: () => session.token(), onCut: () => live.lost() })
  const live = openLive(sdk)
  const client = createUrql(sdk)
  const close = () => {
    live.close()
    void sdk.close()
  }
  return { sdk, client, live, router: createConsoleRouter(), close }
}

export function Console({ session, isExpired }: ConsoleProps) {
  const [{ sdk, client, live, router, close }] = useState(() => open(session))
  useEffect(prefetchScreens, [])
  useEffect(() => {
    const offline = () => live.lost()
    window.addEventListener('offline', offline)
    window.addEventListener('pagehide', close)
    return () => {
      window.removeEventListener('offline', offline)
      window.removeEventListener('pagehide', close)
    }
  }, [live, close])

  return (
    <Translated>
      <SdkContext value={sdk}>
        <Provider value={client}>
          <LiveProvider live={live}>
            <Clock>
              <ViewerProvider signOut={() => session.signOut()}>
                <RouterProvider router={router} />
              </ViewerProvider>
            </Clock>
            <Suspense>
              <Notifications position="bottom-right" />
            </Suspense>
            <Suspense>
              <SignInAgain session={session} opened={isExpired} />
            </Suspense>
          </LiveProvider>
        </Provider>
      </SdkContext>
    </Translated>
  )
}
