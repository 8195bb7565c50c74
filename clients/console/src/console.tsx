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
import { Clock } from './ui/time.tsx'

interface ConsoleProps {
  readonly session: Session
  /** Not null: the session has ended, and this begins another. */
  readonly onSignInAgain: (() => void) | null
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

export function Console({ session, onSignInAgain }: ConsoleProps) {
  const [{ sdk, client, live, router, close }] = useState(() => open(session))
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
            opened={onSignInAgain !== null}
            onClose={() => {}}
            withCloseButton={false}
            title="Your session has ended"
          >
            <Stack>
              <Text size="sm">Sign in again to go on where you are.</Text>
              <Button onClick={onSignInAgain ?? undefined}>Sign in</Button>
            </Stack>
          </Modal>
        </LiveProvider>
      </Provider>
    </SdkContext>
  )
}
