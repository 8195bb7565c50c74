import { Button, Group, Stack, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { LabelDevicesDocument } from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'

interface DeviceLabelsProps {
  readonly deviceId: string
  readonly labels: readonly string[]
  readonly onSaved: () => void
}

/** The labels of one device; viewers with the right to act can edit them. */
export function DeviceLabels({ deviceId, labels, onSaved }: DeviceLabelsProps) {
  const { canAct } = useViewer()
  const [edited, setEdited] = useState<readonly string[] | null>(null)
  const label = useChange(LabelDevicesDocument)
  const { fault, isSaving, save } = useSaving(() => {
    setEdited(null)
    onSaved()
  })
  if (edited === null)
    return (
      <Group gap="xs">
        <span>{labels.join(', ') || 'None'}</span>
        {canAct && (
          <Button variant="default" size="compact-xs" onClick={() => setEdited(labels)}>
            Edit labels
          </Button>
        )}
      </Group>
    )
  const add = edited.filter(one => !labels.includes(one))
  const remove = labels.filter(one => !edited.includes(one))
  return (
    <Stack gap="xs">
      <TagsInput
        size="xs"
        aria-label="Labels"
        description="Press Enter after each label"
        value={[...edited]}
        onChange={setEdited}
        data-autofocus
      />
      <Fault fault={fault} />
      <Group gap="xs">
        <Button
          loading={isSaving}
          disabled={add.length + remove.length === 0}
          onClick={() =>
            void save(() => label({ input: { deviceIds: [deviceId], add, remove } }), 'Labels saved')
          }
        >
          Save labels
        </Button>
        <Button variant="default" onClick={() => setEdited(null)}>
          Discard
        </Button>
      </Group>
    </Stack>
  )
}
