import { t } from '@lingui/core/macro'
import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type DetectionStatus, UpdateDetectionDocument } from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { ChangeForm } from '../../ui/change-form.tsx'
import { Fact, Facts, Panel } from '../../ui/parts.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'
import { detectionStatuses, detectionTone, titled } from '../../ui/words.ts'
import type { DetectionDetails } from './details.ts'

interface TriageProps {
  readonly detection: DetectionDetails
  readonly onSaved: () => void
}

/** Who works on a detection, and how far they are. The comment is recorded on the ledger. */
export function Triage({ detection, onSaved }: TriageProps) {
  const { canAct, id: viewerId } = useViewer()
  const { id, status, assignee } = detection
  const update = useChange(UpdateDetectionDocument)
  const { fault, save } = useSaving(onSaved)
  const form = useForm({ mode: 'controlled', initialValues: { status: status as string, comment: '' } })
  const isMine = assignee?.id === viewerId
  return (
    <Panel
      title={t`Triage`}
      aside={
        <span className="status" data-tone={detectionTone[status]}>
          {titled(status)}
        </span>
      }
    >
      <Stack gap="sm">
        <Facts>
          <Fact name={t`Assigned to`}>{assignee?.name ?? t`Unassigned`}</Fact>
        </Facts>
        {canAct && (
          <ChangeForm
            form={form}
            button={t`Save`}
            send={async ({ status, comment }) => {
              const text = comment.trim()
              const input = { status: status as DetectionStatus, ...(text && { comment: text }) }
              const outcome = await update({ id, input })
              if (outcome.ok) form.setFieldValue('comment', '')
              return outcome
            }}
            onDone={onSaved}
            beside={
              <Button
                variant="default"
                onClick={() =>
                  void save(
                    () => update({ id, input: { assigneeId: isMine ? null : viewerId } }),
                    isMine ? t`Unassigned` : t`Assigned`,
                  )
                }
              >
                {isMine ? t`Unassign` : t`Assign to me`}
              </Button>
            }
          >
            <Select
              label={t`Status`}
              allowDeselect={false}
              data={detectionStatuses.map(value => ({ value, label: titled(value) }))}
              {...form.getInputProps('status')}
            />
            <TextInput
              label={t`Comment`}
              description={t`Recorded on the ledger`}
              maxLength={500}
              {...form.getInputProps('comment')}
            />
            <Fault fault={fault} />
          </ChangeForm>
        )}
      </Stack>
    </Panel>
  )
}
