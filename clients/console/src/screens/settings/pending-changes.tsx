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
  pendingChange ? 'Proposed. Nothing has changed until another administrator approves it.' : 'Saved'

/** The text to type before a change that lowers protection. */
export const lowerProtection = 'lower protection'
export const lowersBecause =
  'This change lowers protection. If there is another administrator, it waits for their approval.'

interface PendingChangesProps {
  readonly changes: readonly Change[]
  readonly onDecided: () => void
}

export const PendingChanges = ({ changes, onDecided }: PendingChangesProps) =>
  changes.map(change => <PendingChange key={change.id} change={change} onDecided={onDecided} />)

function PendingChange({ change, onDecided }: { readonly change: Change; readonly onDecided: () => void }) {
  const { isAdmin } = useViewer()
  const [decision, setDecision] = useState<'APPROVED' | 'REJECTED' | null>(null)
  const word = decision === 'REJECTED' ? 'Reject' : 'Approve'
  return (
    <Panel
      title="Change awaiting a second administrator"
      aside={
        isAdmin && (
          <Group gap="xs">
            {change.viewerCanDecide && (
              <Button onClick={() => setDecision('APPROVED')}>Approve change …</Button>
            )}
            <Button variant="default" onClick={() => setDecision('REJECTED')}>
              Reject change …
            </Button>
          </Group>
        )
      }
    >
      <Facts>
        <Fact name="Proposed by">
          {nameOf(change.proposedBy)}, <Ago at={change.proposedAt} />
        </Fact>
        <Fact name="Expires in">
          <Countdown to={change.expiresAt} />
        </Fact>
        <Fact name="Now">
          <Readable value={change.before} name="Settings now" />
        </Fact>
        <Fact name="Proposed">
          <Readable value={change.after} name="Proposed settings" />
        </Fact>
      </Facts>
      <Modal
        opened={decision !== null}
        onClose={() => setDecision(null)}
        title={`${word} the change of settings`}
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
      button={isApproval ? 'Approve change' : 'Reject change'}
      done={isApproval ? 'Approved' : 'Rejected'}
      color={isApproval ? 'indigo' : 'red.9'}
      expected={isApproval ? lowerProtection : undefined}
      send={comment => decide({ input: { id, decision, comment } })}
      onDone={onDone}
    >
      {isApproval ? 'This change lowers protection.' : 'The settings stay as they are.'}
    </DecisionForm>
  )
}
