import { Button, Modal, Stack, Text } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Provider } from 'urql'
import { createClient } from '../../sdk/client.ts'
import { createUrql } from './api/client.ts'
import { SdkContext } from './api/use-subscription.ts'
import { openLive } from './live/live-store.ts'
import { LiveProvider } from './live/use-live.tsx'
import { createConsoleRouter } from './router.tsx'
import type { Session } from './session/oidc.ts'
import { ViewerProvider } from './session/viewer.tsx'
import { prefetchScreens } from './shell/lazy-screen.tsx'
import { Fault } from './ui/saving.tsx'
import { Clock } from './ui/time.tsx'

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
    <SdkContext value={sdk}>
      <Provider value={client}>
        <LiveProvider live={live}>
          <Clock>
            <ViewerProvider signOut={() => session.signOut()}>
              <RouterProvider router={router} />
            </ViewerProvider>
          </Clock>
          <Notifications position="bottom-right" />
          <Modal
            opened={isExpired}
            onClose={() => {}}
            withCloseButton={false}
            title="Your session has expired"
          >
            <SignInAgain session={session} />
          </Modal>
        </LiveProvider>
      </Provider>
    </SdkContext>
  )
}

/** Form input is kept, and pending requests continue after the sign-in. */
function SignInAgain({ session }: { readonly session: Session }) {
  const [fault, setFault] = useState<string | null>(null)
  const [isWaiting, setWaiting] = useState(false)
  async function signIn() {
    setWaiting(true)
    setFault(null)
    setFault(await session.signInAgain())
  }
  return (
    <Stack>
      <Text size="sm">Sign in again to continue. Nothing that you have typed is lost.</Text>
      <Fault fault={fault} />
      {isWaiting && !fault && <Text size="sm">Complete the sign-in in the other window.</Text>}
      <Button onClick={() => void signIn()} data-autofocus>
        {isWaiting ? 'Open the sign-in window again' : 'Sign in'}
      </Button>
    </Stack>
  )
}
