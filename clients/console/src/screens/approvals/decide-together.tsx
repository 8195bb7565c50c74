import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { ActionRowFragment } from '../../../generated/documents.ts'
import { ApproveDocument, RejectDocument } from '../../../generated/documents.ts'
import { type Outcome, useChange } from '../../api/use-data.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { DecisionForm } from '../../ui/decision-form.tsx'
import { Hash, Panel } from '../../ui/parts.tsx'
import { effectOf, nameOf, targetOf } from '../../ui/words.ts'

type Waiting = ActionRowFragment & { readonly digest: string }

interface DecideTogetherProps {
  readonly actions: readonly Waiting[]
  readonly onDone: () => void
}

/** Several actions, one comment. Each is still decided by its own digest, and each can be refused. */
export function DecideTogether({ actions, onDone }: DecideTogetherProps) {
  const [kind, setKind] = useState<'approve' | 'reject' | null>(null)
  const approve = useChange(ApproveDocument)
  const reject = useChange(RejectDocument)
  const count = actions.length
  const title = kind === 'reject' ? t`Reject ${count} actions` : t`Approve ${count} actions`

  async function send(comment: string | null): Promise<Outcome<object>> {
    const change = kind === 'reject' ? reject : approve
    const refused: string[] = []
    for (const { id, digest, type, device } of actions) {
      const outcome = await change({ input: { actionId: id, digest, comment } })
      if (!outcome.ok) refused.push(`${titleOf(type)} ${device?.hostname ?? ''}: ${outcome.error.message}`)
    }
    if (refused.length === 0) return { ok: true }
    const message = t`${count - refused.length} of ${count} decided. Refused: ${refused.join('; ')}`
    return { ok: false, error: { code: 'PARTIAL', message } }
  }

  return (
    <Panel
      title={t`${count} actions selected`}
      aside={
        <Group gap="xs">
          <Button onClick={() => setKind('approve')} data-approve rightSection={<kbd>a</kbd>}>
            <Trans>Approve {count} …</Trans>
          </Button>
          <Button variant="default" onClick={() => setKind('reject')} data-reject rightSection={<kbd>x</kbd>}>
            <Trans>Reject {count} …</Trans>
          </Button>
        </Group>
      }
    >
      <Stack gap="sm">
        {actions.map(action => (
          <div key={action.id}>
            <b>{titleOf(action.type)}</b> <span className="mono">{action.device?.hostname}</span>{' '}
            <span className="mono">{targetOf(action.parameters)}</span>
            <div>{effectOf(action.type)}</div>
            <div className="dim">
              {nameOf(action.submittedBy)}: {action.justification}
            </div>
            <Hash value={action.digest} name={t`digest`} isWhole />
          </div>
        ))}
      </Stack>
      <Modal opened={kind !== null} onClose={() => setKind(null)} title={title}>
        <DecisionForm
          button={title}
          done={kind === 'reject' ? t`${count} rejected` : t`${count} approved`}
          color={kind === 'reject' ? 'red.9' : 'indigo'}
          expected={
            kind === 'approve' && actions.some(({ destructive }) => destructive)
              ? t`${count} actions`
              : undefined
          }
          send={send}
          onDone={() => {
            setKind(null)
            onDone()
          }}
        >
          {actions.map(({ id, type, device, parameters }) => (
            <div key={id}>
              {titleOf(type)} <span className="mono">{device?.hostname}</span>{' '}
              <span className="mono">{targetOf(parameters)}</span>
            </div>
          ))}
        </DecisionForm>
      </Modal>
    </Panel>
  )
}
