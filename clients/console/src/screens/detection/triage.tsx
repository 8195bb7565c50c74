import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type DetectionStatus, UpdateDetectionDocument } from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
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
  const { fault, isSaving, save } = useSaving(onSaved)
  const form = useForm({ mode: 'controlled', initialValues: { status: status as string, comment: '' } })
  const isMine = assignee?.id === viewerId
  return (
    <Panel
      title="Triage"
      aside={
        <span className="status" data-tone={detectionTone[status]}>
          {titled(status)}
        </span>
      }
    >
      <Stack gap="sm">
        <Facts>
          <Fact name="Assigned to">{assignee?.name ?? 'Nobody'}</Fact>
        </Facts>
        {canAct && (
          <form
            onSubmit={form.onSubmit(({ status, comment }) => {
              const input = {
                status: status as DetectionStatus,
                ...(comment.trim() && { comment: comment.trim() }),
              }
              void save(() => update({ id, input })).then(
                isSaved => isSaved && form.setFieldValue('comment', ''),
              )
            })}
          >
            <Stack gap="sm">
              <Select
                label="Status"
                allowDeselect={false}
                data={detectionStatuses.map(value => ({ value, label: titled(value) }))}
                {...form.getInputProps('status')}
              />
              <TextInput
                label="Comment"
                description="Recorded on the ledger"
                maxLength={500}
                {...form.getInputProps('comment')}
              />
              <Fault fault={fault} />
              <Group gap="xs">
                <Button type="submit" loading={isSaving}>
                  Save
                </Button>
                <Button
                  variant="default"
                  onClick={() =>
                    void save(
                      () => update({ id, input: { assigneeId: isMine ? null : viewerId } }),
                      'Assigned',
                    )
                  }
                >
                  {isMine ? 'Unassign' : 'Assign to me'}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
    </Panel>
  )
}
