import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import type { Outcome } from '../api/use-data.ts'
import { Fault, useSaving } from './saving.tsx'

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

function Confirm({ children, button, done, expected, send, onDone, close }: ConfirmProps) {
  const [typed, setTyped] = useState('')
  const { fault, isSaving, save } = useSaving(() => {
    close()
    onDone()
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void save(send, done)
      }}
    >
      <Stack gap="sm">
        <Text size="sm" component="div">
          {children}
        </Text>
        {expected !== undefined && (
          <TypedConfirmation expected={expected} value={typed} onChange={setTyped} />
        )}
        <Fault fault={fault} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus={expected === undefined || undefined}>
            Keep it
          </Button>
          <Button
            type="submit"
            color="red.9"
            loading={isSaving}
            disabled={expected !== undefined && typed.trim() !== expected}
          >
            {button}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface TypedConfirmationProps {
  readonly expected: string
  readonly value: string
  readonly onChange: (typed: string) => void
  readonly description?: string
  /** Whether the button has the focus when its dialog opens. */
  readonly isFocused?: boolean
}

export const TypedConfirmation = ({
  expected,
  value,
  onChange,
  description,
  isFocused = true,
}: TypedConfirmationProps) => (
  <TextInput
    label={
      <>
        Type <span className="mono">{expected}</span> to confirm
      </>
    }
    description={description}
    autoComplete="off"
    spellCheck={false}
    value={value}
    onChange={event => onChange(event.currentTarget.value)}
    data-autofocus={isFocused || undefined}
  />
)
