import { t } from '@lingui/core/macro'
import { NumberInput, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type SettingsFragment, UpdateTimesDocument } from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { ChangeForm } from '../../ui/change-form.tsx'
import { Panel } from '../../ui/parts.tsx'
import { duration } from '../../ui/words.ts'

const fields = () =>
  [
    ['verificationDelay', t`Verification delay`, t`Seconds between completion and verification, 1 to 3600`],
    ['queueTimeout', t`Queue timeout`, t`Seconds that a queued action waits for its device, 10 to 2592000`],
    ['approvalTimeout', t`Approval timeout`, t`Seconds that an action waits for approval, 60 to 2592000`],
  ] as const

interface TimeoutsProps {
  readonly settings: SettingsFragment
  readonly isAdmin: boolean
  readonly onSaved: () => void
}

export function Timeouts({ settings, isAdmin, onSaved }: TimeoutsProps) {
  const { verificationDelay, queueTimeout, approvalTimeout } = settings
  const form = useForm({ initialValues: { verificationDelay, queueTimeout, approvalTimeout } })
  const update = useChange(UpdateTimesDocument)
  const inputs = fields().map(([name, label, hint]) => (
    <NumberInput
      key={name}
      label={`${label}: ${duration(Number(form.values[name]))}`}
      description={hint}
      allowDecimal={false}
      disabled={!isAdmin}
      {...form.getInputProps(name)}
    />
  ))
  return (
    <Panel title={t`Timeouts`}>
      {isAdmin ? (
        <ChangeForm
          form={form}
          button={t`Save`}
          isDisabled={!form.isDirty()}
          send={input => update({ input })}
          onDone={onSaved}
        >
          {inputs}
        </ChangeForm>
      ) : (
        <Stack gap="sm">{inputs}</Stack>
      )}
    </Panel>
  )
}
