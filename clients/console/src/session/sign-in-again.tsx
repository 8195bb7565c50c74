import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Fault } from '../ui/saving.tsx'
import type { Session } from './oidc.ts'

/** Form input is kept, and pending requests continue after the sign-in. */
export function SignInAgain({ session, opened }: { readonly session: Session; readonly opened: boolean }) {
  const [fault, setFault] = useState<string | null>(null)
  const [isWaiting, setWaiting] = useState(false)
  async function signIn() {
    setWaiting(true)
    setFault(null)
    const refused = await session.signInAgain()
    setFault(refused)
    setWaiting(refused !== null)
  }
  return (
    <Modal opened={opened} onClose={() => {}} withCloseButton={false} title={t`Your session has expired`}>
      <Stack>
        <Text size="sm">
          <Trans>Sign in again to continue. Nothing that you have typed is lost.</Trans>
        </Text>
        <Fault fault={fault} />
        {isWaiting && !fault && (
          <Text size="sm">
            <Trans>Complete the sign-in in the other window.</Trans>
          </Text>
        )}
        <Button onClick={() => void signIn()} data-autofocus>
          {isWaiting ? t`Open the sign-in window again` : t`Sign in`}
        </Button>
      </Stack>
    </Modal>
  )
}
