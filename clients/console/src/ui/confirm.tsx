import { Trans } from '@lingui/react/macro'
import { Button, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { Outcome } from '../api/use-data.ts'
import { ChangeForm, useEmptyForm } from './change-form.tsx'

interface ConfirmButtonProps {
  /** Label of the button that opens the dialog. */
  readonly label: string
  readonly title: string
  /** The consequence. */
  readonly children: ReactNode
  /** Label of the button that confirms. */
  readonly button: string
  readonly done: string
  /** Text to type before confirming, such as the host name of a device to revoke. */
  readonly expected?: string
  readonly size?: 'xs' | 'compact-xs'
  readonly send: () => Promise<Outcome<unknown>>
  readonly onDone: () => void
}

/** Asks before an irreversible change. The dialog names the consequence, and the harmless button has the focus. */
export function ConfirmButton({ label, title, size = 'xs', ...rest }: ConfirmButtonProps) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button variant="default" size={size} onClick={dialog.open}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={title}>
        <Confirm {...rest} close={dialog.close} />
      </Modal>
    </>
  )
}

type ConfirmProps = Omit<ConfirmButtonProps, 'label' | 'title' | 'size'> & { readonly close: () => void }

function Confirm({ children, onDone, close, ...rest }: ConfirmProps) {
  const form = useEmptyForm()
  return (
    <ChangeForm
      {...rest}
      form={form}
      color="red.9"
      onDone={() => {
        close()
        onDone()
      }}
      beside={
        <Button variant="default" onClick={close} data-autofocus>
          <Trans>Keep it</Trans>
        </Button>
      }
    >
      <Text size="sm" component="div">
        {children}
      </Text>
    </ChangeForm>
  )
}
