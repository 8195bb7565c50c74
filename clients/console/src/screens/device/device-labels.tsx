import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, TagsInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { LabelDevicesDocument } from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { ChangeForm } from '../../ui/change-form.tsx'

interface DeviceLabelsProps {
  readonly deviceId: string
  readonly labels: readonly string[]
  readonly onSaved: () => void
}

/** The labels of one device; viewers with the right to act can edit them. */
export function DeviceLabels(props: DeviceLabelsProps) {
  const { canAct } = useViewer()
  const [isEditing, setEditing] = useState(false)
  if (isEditing) return <LabelForm {...props} close={() => setEditing(false)} />
  return (
    <Group gap="xs">
      <span>{props.labels.join(', ') || t`None`}</span>
      {canAct && (
        <Button variant="default" size="compact-xs" onClick={() => setEditing(true)}>
          <Trans>Edit labels</Trans>
        </Button>
      )}
    </Group>
  )
}

function LabelForm({ deviceId, labels, onSaved, close }: DeviceLabelsProps & { readonly close: () => void }) {
  const label = useChange(LabelDevicesDocument)
  const form = useForm({ initialValues: { labels: [...labels] } })
  return (
    <ChangeForm
      form={form}
      button={t`Save labels`}
      done={t`Labels saved`}
      isDisabled={!form.isDirty()}
      send={({ labels: edited }) => {
        const add = edited.filter(one => !labels.includes(one))
        const remove = labels.filter(one => !edited.includes(one))
        return label({ input: { deviceIds: [deviceId], add, remove } })
      }}
      onDone={() => {
        close()
        onSaved()
      }}
      beside={
        <Button variant="default" onClick={close}>
          <Trans>Discard</Trans>
        </Button>
      }
    >
      <TagsInput
        size="xs"
        aria-label={t`Labels`}
        description={t`Press Enter after each label`}
        data-autofocus
        {...form.getInputProps('labels')}
      />
    </ChangeForm>
  )
}
