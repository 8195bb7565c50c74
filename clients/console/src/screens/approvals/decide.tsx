import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { ApproveDocument, CancelDocument, RejectDocument } from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { DecisionForm } from '../../ui/decision-form.tsx'

interface DecideProps {
  readonly action: {
    readonly id: string
    readonly digest: string
    readonly destructive: boolean
    readonly device: { readonly hostname: string } | null
    readonly viewerCanApprove: boolean
    readonly viewerCanCancel: boolean
  }
  /** `Isolate device db-07`, for the dialogs. */
  readonly what: string
  readonly onDecided: () => void
}

type Kind = 'approve' | 'reject' | 'cancel'

const words = {
  approve: {
    button: msg`Approve`,
    doing: msg`You are approving`,
    done: msg`Approved`,
    color: 'indigo',
  },
  reject: {
    button: msg`Reject`,
    doing: msg`You are rejecting`,
    done: msg`Rejected`,
    color: 'red.9',
  },
  cancel: {
    button: msg`Cancel action`,
    doing: msg`You are cancelling`,
    done: msg`Cancelled`,
    color: 'red.9',
  },
} as const

/** A decision carries the digest of what is shown, and the service refuses it for anything else. */
export function Decide({ action, what, onDecided }: DecideProps) {
  const [kind, setKind] = useState<Kind>('approve')
  const [isOpen, dialog] = useDisclosure(false)
  const send = {
    approve: useChange(ApproveDocument),
    reject: useChange(RejectDocument),
    cancel: useChange(CancelDocument),
  }[kind]
  const open = (which: Kind) => () => {
    setKind(which)
    dialog.open()
  }
  const { id, digest, viewerCanApprove, viewerCanCancel } = action
  const { button, doing, done, color } = words[kind]
  return (
    <Group gap="xs" className="decide">
      {viewerCanApprove && (
        <>
          <Button onClick={open('approve')} data-approve rightSection={<kbd>a</kbd>}>
            <Trans>Approve …</Trans>
          </Button>
          <Button variant="default" onClick={open('reject')} data-reject rightSection={<kbd>x</kbd>}>
            <Trans>Reject …</Trans>
          </Button>
        </>
      )}
      {viewerCanCancel && (
        <Button variant="default" onClick={open('cancel')}>
          <Trans>Cancel action …</Trans>
        </Button>
      )}
      <Modal opened={isOpen} onClose={dialog.close} title={`${i18n._(button)}: ${what}`}>
        <DecisionForm
          digest={digest}
          button={i18n._(button)}
          done={i18n._(done)}
          color={color}
          expected={kind === 'approve' && action.destructive ? action.device?.hostname : undefined}
          send={comment => send({ input: { actionId: id, digest, comment } })}
          onDone={() => {
            dialog.close()
            onDecided()
          }}
          onRefused={onDecided}
        >
          {i18n._(doing)}: <b>{what}</b>
        </DecisionForm>
      </Modal>
    </Group>
  )
}
