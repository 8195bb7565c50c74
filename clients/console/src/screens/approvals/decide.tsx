import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { ApproveDocument, CancelDocument, RejectDocument } from '../../../generated/documents.ts'
import { type Outcome, useChange } from '../../api/use-data.ts'
import { Hash } from '../../ui/parts.tsx'

interface DecideProps {
  readonly action: {
    readonly id: string
    readonly digest: string
    readonly viewerCanApprove: boolean
    readonly viewerCanCancel: boolean
  }
  /** `Isolate device db-07`, for the dialogs. */
  readonly what: string
  readonly onDecided: () => void
}

type Kind = 'approve' | 'reject' | 'cancel'

const words: Record<
  Kind,
  { readonly title: string; readonly button: string; readonly done: string; readonly color: string }
> = {
  approve: { title: 'Approve', button: 'Approve', done: 'Approved', color: 'indigo' },
  reject: { title: 'Reject', button: 'Reject', done: 'Rejected', color: 'red.9' },
  cancel: { title: 'Cancel', button: 'Cancel the action', done: 'Cancelled', color: 'red.9' },
}

/** The decision is of exactly what is shown: its digest goes with it, and the service refuses any other. */
export function Decide({ action, what, onDecided }: DecideProps) {
  const [kind, setKind] = useState<Kind>('approve')
  const [isOpen, dialog] = useDisclosure(false)
  const open = (which: Kind) => () => {
    setKind(which)
    dialog.open()
  }
  const { viewerCanApprove, viewerCanCancel } = action
  if (!viewerCanApprove && !viewerCanCancel) return null
  return (
    <Group gap="xs">
      {viewerCanApprove && (
        <>
          <Button onClick={open('approve')} data-approve rightSection={<kbd>a</kbd>}>
            Approve …
          </Button>
          <Button variant="default" onClick={open('reject')} data-reject rightSection={<kbd>x</kbd>}>
            Reject …
          </Button>
        </>
      )}
      {viewerCanCancel && (
        <Button variant="default" onClick={open('cancel')}>
          Cancel it …
        </Button>
      )}
      <Modal opened={isOpen} onClose={dialog.close} title={`${words[kind].title}: ${what}`}>
        <Confirm
          kind={kind}
          action={action}
          onDone={() => {
            dialog.close()
            onDecided()
          }}
        />
      </Modal>
    </Group>
  )
}

function Confirm({
  kind,
  action,
  onDone,
}: {
  kind: Kind
  action: DecideProps['action']
  onDone: () => void
}) {
  const change = {
    approve: useChange(ApproveDocument),
    reject: useChange(RejectDocument),
    cancel: useChange(CancelDocument),
  }[kind]
  const [comment, setComment] = useState('')
  const [isSending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { button, done, color } = words[kind]

  async function send() {
    setSending(true)
    const outcome: Outcome<object> = await change({
      input: { actionId: action.id, digest: action.digest, comment: comment.trim() || null },
    })
    setSending(false)
    if (!outcome.ok) return setRefusal(outcome.error.message)
    notifications.show({ message: done, autoClose: 3000 })
    onDone()
  }

  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <Stack gap="sm">
        <Text size="sm" component="div">
          Exactly this: <Hash value={action.digest} name="digest" />
        </Text>
        <Textarea
          label="Comment"
          description="Goes onto the ledger"
          maxLength={500}
          autosize
          minRows={2}
          value={comment}
          onChange={event => setComment(event.currentTarget.value)}
        />
        {refusal && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {refusal}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" color={color} loading={isSending} data-autofocus>
            {button}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
