import { t } from '@lingui/core/macro'
import { Chip, Group, Input, Select, TextInput } from '@mantine/core'
import type { SettingsFragment, Weekday } from '../../../generated/documents.ts'
import { titled } from '../../ui/words.ts'
import { ownZone } from '../../ui/zone.ts'

export type Hours = NonNullable<SettingsFragment['autoResponse']['activeHours']>

const weekdays: readonly Weekday[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
]
/** The hours to start from. */
export const nights: Hours = { timeZone: ownZone, days: weekdays, from: '18:00', to: '08:00' }

interface ActiveHoursProps {
  readonly hours: Hours
  readonly isAdmin: boolean
  readonly onChange: (hours: Hours) => void
}

export const ActiveHours = ({ hours, isAdmin, onChange }: ActiveHoursProps) => (
  <>
    <Group gap="xs" grow>
      <TextInput
        label={t`From`}
        type="time"
        disabled={!isAdmin}
        value={hours.from}
        onChange={event => onChange({ ...hours, from: event.currentTarget.value })}
      />
      <TextInput
        label={t`To`}
        type="time"
        description={hours.from > hours.to ? t`On the next day` : ''}
        inputWrapperOrder={['label', 'input', 'description']}
        disabled={!isAdmin}
        value={hours.to}
        onChange={event => onChange({ ...hours, to: event.currentTarget.value })}
      />
      <Select
        label={t`Time zone`}
        searchable
        allowDeselect={false}
        limit={50}
        disabled={!isAdmin}
        data={[...new Set([hours.timeZone, ownZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]}
        value={hours.timeZone}
        onChange={timeZone => timeZone && onChange({ ...hours, timeZone })}
      />
    </Group>
    <Input.Wrapper label={t`Days`} labelElement="div">
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
