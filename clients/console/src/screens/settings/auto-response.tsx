import { t } from '@lingui/core/macro'
import { MultiSelect, NumberInput, Stack, Switch } from '@mantine/core'
import { useForm } from '@mantine/form'
import {
  type ActionType,
  type SettingsFragment,
  UpdateAutoResponseDocument,
} from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { ChangeForm } from '../../ui/change-form.tsx'
import { Panel } from '../../ui/parts.tsx'
import { ActiveHours, nights } from './active-hours.tsx'
import { lowerProtection, lowersBecause, savedWords } from './pending-changes.tsx'

type Settings = SettingsFragment['autoResponse']

const automatic: readonly ActionType[] = ['ISOLATE_DEVICE', 'KILL_PROCESS']

interface AutoResponseProps {
  readonly settings: Settings
  readonly isAdmin: boolean
  readonly onSaved: () => void
}

/** Actions that the service submits on its own. Off by default. */
export function AutoResponse({ settings, isAdmin, onSaved }: AutoResponseProps) {
  const update = useChange(UpdateAutoResponseDocument)
  const { enabled, isolateOnCritical, killOnHigh, activeHours, requireApprovalFor, maxPerHour } = settings
  const form = useForm({
    initialValues: {
      ...{ enabled, isolateOnCritical, killOnHigh, activeHours, maxPerHour },
      requireApprovalFor: [...requireApprovalFor] as string[],
    },
  })
  const { values } = form
  const isOn = values.enabled
  const toggle = (name: 'enabled' | 'isolateOnCritical' | 'killOnHigh', label: string) => (
    <Switch
      size="xs"
      label={label}
      disabled={!isAdmin || (name !== 'enabled' && !isOn)}
      {...form.getInputProps(name, { type: 'checkbox' })}
    />
  )
  const inputs = (
    <>
      {toggle('enabled', t`Respond automatically`)}
      {toggle('isolateOnCritical', t`Isolate the device on critical detections`)}
      {toggle('killOnHigh', t`Kill the process on high detections`)}
      <Switch
        size="xs"
        label={t`Only during active hours`}
        checked={values.activeHours !== null}
        disabled={!isAdmin || !isOn}
        onChange={event => form.setFieldValue('activeHours', event.currentTarget.checked ? nights : null)}
      />
      {values.activeHours && (
        <ActiveHours
          hours={values.activeHours}
          isAdmin={isAdmin}
          onChange={hours => form.setFieldValue('activeHours', hours)}
        />
      )}
      <MultiSelect
        label={t`Still requires approval`}
        disabled={!isAdmin}
        data={automatic.map(type => ({ value: type, label: titleOf(type) }))}
        {...form.getInputProps('requireApprovalFor')}
      />
      <NumberInput
        label={t`Maximum actions per hour`}
        description={t`Further actions wait for approval`}
        min={0}
        allowDecimal={false}
        disabled={!isAdmin}
        {...form.getInputProps('maxPerHour')}
      />
    </>
  )
  return (
    <Panel title={t`Auto-response`}>
      {isAdmin ? (
        <ChangeForm
          form={form}
          button={t`Save`}
          done={savedWords}
          isDisabled={!form.isDirty()}
          expected={isLower(settings, values) ? lowerProtection() : undefined}
          expectedBecause={lowersBecause()}
          send={({ requireApprovalFor, maxPerHour, ...rest }) =>
            update({
              input: {
                ...rest,
                maxPerHour: Number(maxPerHour),
                requireApprovalFor: requireApprovalFor as ActionType[],
              },
            })
          }
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

/** As the service decides it: anything but switching off, a lower maximum, or more approvals. */
const isLower = (
  before: Settings,
  after: Omit<Settings, 'requireApprovalFor'> & { readonly requireApprovalFor: readonly string[] },
): boolean =>
  (['enabled', 'isolateOnCritical', 'killOnHigh'] as const).some(name => after[name] && !before[name]) ||
  JSON.stringify(after.activeHours) !== JSON.stringify(before.activeHours) ||
  after.maxPerHour > before.maxPerHour ||
  before.requireApprovalFor.some(type => !after.requireApprovalFor.includes(type))
