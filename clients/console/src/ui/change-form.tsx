import { Button, Group, Stack } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { type ReactNode, useState } from 'react'
import type { Outcome } from '../api/use-data.ts'
import { Fault, useSaving } from './saving.tsx'
import { TypedConfirmation } from './typed-confirmation.tsx'

interface ChangeFormProps<Values, Payload> {
  readonly form: UseFormReturnType<Values>
  /** Label of the button that sends. */
  readonly button: string
  readonly color?: string
  /** The notification after success. */
  readonly done?: string | ((payload: Payload) => string)
  readonly send: (values: Values) => Promise<Outcome<Payload>>
  readonly onDone: () => void
  /** After a refusal, which often means that the data has changed. */
  readonly onRefused?: () => void
  readonly isDisabled?: boolean
  /** Text to type before sending, and why. */
  readonly expected?: string | undefined
  readonly expectedBecause?: string
  /** Placed before the button. */
  readonly beside?: ReactNode
  readonly children?: ReactNode
}

/**
 * Every form of the console. A refusal is shown at the field that it names, otherwise above the button.
 * Ctrl+Enter sends.
 */
export function ChangeForm<Values, Payload>(props: ChangeFormProps<Values, Payload>) {
  const { form, button, color, done, send, onDone, onRefused, beside, children } = props
  const { expected, expectedBecause, isDisabled = false } = props
  const [typed, setTyped] = useState('')
  const { fault, isSaving, save } = useSaving(onDone)
  const isBlocked = isDisabled || isSaving || (expected !== undefined && typed.trim() !== expected)

  const submit = form.onSubmit(async values => {
    if (isBlocked) return
    const isDone = await save(
      () => send(values),
      done,
      ({ path, message }) => {
        const field = path?.find(name => Object.hasOwn(values as object, name))
        if (field === undefined) return false
        form.setFieldError(field, message)
        return true
      },
    )
    if (!isDone) onRefused?.()
  })
  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={event => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        event.currentTarget.requestSubmit()
      }}
    >
      <Stack gap="sm">
        {children}
        {expected !== undefined && (
          <TypedConfirmation
            expected={expected}
            {...(expectedBecause && { description: expectedBecause })}
            value={typed}
            onChange={setTyped}
          />
        )}
        <Fault fault={fault} />
        <Group justify="flex-end" gap="xs">
          {beside}
          <Button
            type="submit"
            {...(color && { color })}
            loading={isSaving}
            disabled={isBlocked && !isSaving}
          >
            {button}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** For forms that only ask: they have no fields besides a typed confirmation. */
export const useEmptyForm = () => useForm({ initialValues: {} })
