import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { DecideSettingsChangeDocument, type SettingsPageQuery } from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { DecisionForm } from '../../ui/decision-form.tsx'
import { Fact, Facts, Panel } from '../../ui/parts.tsx'
import { Readable } from '../../ui/readable.tsx'
import { Ago, Countdown } from '../../ui/time.tsx'
import { nameOf } from '../../ui/words.ts'

type Change = SettingsPageQuery['responseSettings']['pendingChanges'][number]

/** Reports the effect of saved settings. A change that lowers protection may wait for a second administrator. */
export const savedWords = ({ pendingChange }: { readonly pendingChange: object | null }): string =>
  pendingChange ? t`Proposed. Nothing has changed until another administrator approves it.` : t`Saved`

/** The text to type before a change that lowers protection. */
export const lowerProtection = (): string => t`lower protection`
export const lowersBecause = (): string =>
  t`This change lowers protection. If there is another administrator, it waits for their approval.`

interface PendingChangesProps {
  readonly changes: readonly Change[]
  readonly onDecided: () => void
}

export const PendingChanges = ({ changes, onDecided }: PendingChangesProps) =>
  changes.map(change => <PendingChange key={change.id} change={change} onDecided={onDecided} />)

function PendingChange({ change, onDecided }: { readonly change: Change; readonly onDecided: () => void }) {
  const { isAdmin } = useViewer()
  const [decision, setDecision] = useState<'APPROVED' | 'REJECTED' | null>(null)
  return (
    <Panel
      title={t`Change awaiting a second administrator`}
      aside={
        isAdmin && (
          <Group gap="xs">
            {change.viewerCanDecide && (
              <Button onClick={() => setDecision('APPROVED')}>
                <Trans>Approve change …</Trans>
              </Button>
            )}
            <Button variant="default" onClick={() => setDecision('REJECTED')}>
              <Trans>Reject change …</Trans>
            </Button>
          </Group>
        )
      }
    >
      <Facts>
        <Fact name={t`Proposed by`}>
          {nameOf(change.proposedBy)}, <Ago at={change.proposedAt} />
        </Fact>
        <Fact name={t`Expires in`}>
          <Countdown to={change.expiresAt} />
        </Fact>
        <Fact name={t`Now`}>
          <Readable value={change.before} name={t`Settings now`} />
        </Fact>
        <Fact name={t`Proposed`}>
          <Readable value={change.after} name={t`Proposed settings`} />
        </Fact>
      </Facts>
      <Modal
        opened={decision !== null}
        onClose={() => setDecision(null)}
        title={decision === 'REJECTED' ? t`Reject the change of settings` : t`Approve the change of settings`}
      >
        {decision && (
          <DecideForm
            id={change.id}
            decision={decision}
            onDone={() => {
              setDecision(null)
              onDecided()
            }}
          />
        )}
      </Modal>
    </Panel>
  )
}

interface DecideFormProps {
  readonly id: string
  readonly decision: 'APPROVED' | 'REJECTED'
  readonly onDone: () => void
}

function DecideForm({ id, decision, onDone }: DecideFormProps) {
  const decide = useChange(DecideSettingsChangeDocument)
  const isApproval = decision === 'APPROVED'
  return (
    <DecisionForm
      button={isApproval ? t`Approve change` : t`Reject change`}
      done={isApproval ? t`Approved` : t`Rejected`}
      color={isApproval ? 'indigo' : 'red.9'}
      expected={isApproval ? lowerProtection() : undefined}
      send={comment => decide({ input: { id, decision, comment } })}
      onDone={onDone}
    >
      {isApproval ? t`This change lowers protection.` : t`The settings stay as they are.`}
    </DecisionForm>
  )
}
