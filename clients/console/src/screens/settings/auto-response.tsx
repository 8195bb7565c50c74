import {
  Button,
  Chip,
  Group,
  Input,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import {
  type ActionType,
  type SettingsFragment,
  UpdateAutoResponseDocument,
  type Weekday,
} from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { Panel } from '../../ui/parts.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'
import { zone } from '../../ui/time.tsx'
import { titled } from '../../ui/words.ts'
import { savedWords } from './pending-changes.tsx'

type Settings = SettingsFragment['autoResponse']

const weekdays: readonly Weekday[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
]
const nights = { timeZone: zone, days: weekdays, from: '18:00', to: '08:00' }
const automatic: readonly ActionType[] = ['ISOLATE_DEVICE', 'KILL_PROCESS']

interface AutoResponseProps {
  readonly settings: Settings
  readonly isAdmin: boolean
  readonly onSaved: () => void
}

/** Actions that the service submits on its own. Off by default. */
export function AutoResponse({ settings, isAdmin, onSaved }: AutoResponseProps) {
  const [value, setValue] = useState(settings)
  const update = useChange(UpdateAutoResponseDocument)
  const { fault, isSaving, save } = useSaving(onSaved)
  const set = (changed: Partial<Settings>) => setValue(before => ({ ...before, ...changed }))
  const { enabled, isolateOnCritical, killOnHigh, activeHours, requireApprovalFor, maxPerHour } = value
  const toggles = [
    ['Respond automatically', enabled, (on: boolean) => set({ enabled: on }), true],
    [
      'Isolate the device on critical detections',
      isolateOnCritical,
      (on: boolean) => set({ isolateOnCritical: on }),
      enabled,
    ],
    ['Kill the process on high detections', killOnHigh, (on: boolean) => set({ killOnHigh: on }), enabled],
    [
      'Only during active hours',
      activeHours !== null,
      (on: boolean) => set({ activeHours: on ? nights : null }),
      enabled,
    ],
  ] as const
  return (
    <Panel title="Auto-response">
      <Stack gap="sm">
        {toggles.map(([label, checked, onChange, isPossible]) => (
          <Switch
            key={label}
            size="xs"
            label={label}
            checked={checked}
            disabled={!isAdmin || !isPossible}
            onChange={event => onChange(event.currentTarget.checked)}
          />
        ))}
        {activeHours && (
          <Hours hours={activeHours} isAdmin={isAdmin} onChange={hours => set({ activeHours: hours })} />
        )}
        <MultiSelect
          label="Still requires approval"
          disabled={!isAdmin}
          data={automatic.map(type => ({ value: type, label: titleOf(type) }))}
          value={[...requireApprovalFor]}
          onChange={types => set({ requireApprovalFor: types as ActionType[] })}
        />
        <NumberInput
          label="Maximum actions per hour"
          description="Further actions wait for approval"
          min={0}
          allowDecimal={false}
          disabled={!isAdmin}
          value={maxPerHour}
          onChange={most => set({ maxPerHour: Number(most) })}
        />
        {isAdmin && (
          <Group>
            <Button
              disabled={value === settings}
              loading={isSaving}
              onClick={() =>
                void save(
                  () =>
                    update({
                      input: {
                        enabled,
                        isolateOnCritical,
                        killOnHigh,
                        activeHours,
                        requireApprovalFor,
                        maxPerHour,
                      },
                    }),
                  savedWords,
                )
              }
            >
              Save
            </Button>
            <Fault fault={fault} />
          </Group>
        )}
      </Stack>
    </Panel>
  )
}

type ActiveHours = NonNullable<Settings['activeHours']>

interface HoursProps {
  readonly hours: ActiveHours
  readonly isAdmin: boolean
  readonly onChange: (hours: ActiveHours) => void
}

const Hours = ({ hours, isAdmin, onChange }: HoursProps) => (
  <>
    <Group gap="xs" grow>
      <TextInput
        label="From"
        type="time"
        disabled={!isAdmin}
        value={hours.from}
        onChange={event => onChange({ ...hours, from: event.currentTarget.value })}
      />
      <TextInput
        label="To"
        type="time"
        description={hours.from > hours.to ? 'On the next day' : ''}
        inputWrapperOrder={['label', 'input', 'description']}
        disabled={!isAdmin}
        value={hours.to}
        onChange={event => onChange({ ...hours, to: event.currentTarget.value })}
      />
      <Select
        label="Time zone"
        searchable
        allowDeselect={false}
        limit={50}
        disabled={!isAdmin}
        data={[...new Set([hours.timeZone, zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]}
        value={hours.timeZone}
        onChange={timeZone => timeZone && onChange({ ...hours, timeZone })}
      />
    </Group>
    <Input.Wrapper label="Days" labelElement="div">
      <Chip.Group
        multiple
        value={[...hours.days]}
        onChange={days => onChange({ ...hours, days: days as Weekday[] })}
      >
        <Group gap={4}>
          {weekdays.map(day => (
            <Chip key={day} value={day} size="xs" disabled={!isAdmin}>
              {titled(day).slice(0, 3)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  </>
)
