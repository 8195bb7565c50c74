import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { ReactNode } from 'react'
import type { Outcome } from '../api/use-data.ts'
import { ChangeForm } from './change-form.tsx'
import { Hash } from './parts.tsx'

interface DecisionFormProps {
  /** The action to decide, in a sentence. */
  readonly children: ReactNode
  /** Left out where `children` shows several. */
  readonly digest?: string
  readonly button: string
  /** The notification after success. */
  readonly done: string
  readonly color: string
  /** Text to type before deciding: the host name or the number of devices. */
  readonly expected?: string | undefined
  readonly send: (comment: string | null) => Promise<Outcome<unknown>>
  readonly onDone: () => void
  readonly onRefused?: () => void
}

/** The comment has the focus, so that no stray key press decides; Ctrl+Enter sends. */
export function DecisionForm({ children, digest, send, ...rest }: DecisionFormProps) {
  const form = useForm({ initialValues: { comment: '' } })
  return (
    <ChangeForm
      {...rest}
      form={form}
      send={({ comment }) => send(comment.trim() || null)}
      beside={
        <Text size="xs" c="dimmed">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </Text>
      }
    >
      <Text size="sm" component="div">
        {children}
      </Text>
      {digest && (
        <Text size="xs" c="dimmed" component="div">
          <Trans>Digest</Trans> <Hash value={digest} name={t`digest`} isWhole />
        </Text>
      )}
      <Textarea
        label={t`Comment`}
        description={t`Recorded on the ledger`}
        maxLength={500}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('comment')}
      />
    </ChangeForm>
  )
}
