import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import type { Outcome } from '../api/use-data.ts'
import { TypedConfirmation } from './confirm.tsx'
import { Hash } from './parts.tsx'
import { Fault, useSaving } from './saving.tsx'

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
  /** After a refusal, which often means that the action has changed. */
  readonly onRefused?: () => void
}

/** The comment has the focus, so that no stray key press decides; Ctrl+Enter sends. */
export function DecisionForm(props: DecisionFormProps) {
  const { children, digest, button, done, color, expected, send, onDone, onRefused } = props
  const [comment, setComment] = useState('')
  const [typed, setTyped] = useState('')
  const { fault, isSaving, save } = useSaving(onDone)
  const isConfirmed = expected === undefined || typed.trim() === expected

  async function submit() {
    if (!isConfirmed || isSaving) return
    const isDone = await save(() => send(comment.trim() || null), done)
    if (!isDone) onRefused?.()
  }
  function sendOnCtrlEnter(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void submit()
  }

  return (
    <form
      onKeyDown={sendOnCtrlEnter}
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="sm">
        <Text size="sm" component="div">
          {children}
        </Text>
        {digest && (
          <Text size="xs" c="dimmed" component="div">
            Digest <Hash value={digest} name="digest" />
          </Text>
        )}
        <Textarea
          label="Comment"
          description="Recorded on the ledger"
          maxLength={500}
          autosize
          minRows={2}
          value={comment}
          onChange={event => setComment(event.currentTarget.value)}
          data-autofocus
        />
        {expected !== undefined && (
          <TypedConfirmation expected={expected} value={typed} onChange={setTyped} isFocused={false} />
        )}
        <Fault fault={fault} />
        <Group justify="flex-end" gap="xs">
          <Text size="xs" c="dimmed">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </Text>
          <Button type="submit" color={color} loading={isSaving} disabled={!isConfirmed}>
            {button}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
