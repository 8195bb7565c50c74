import { Group, NumberInput } from '@mantine/core'
import type { RolloutInput } from '../../generated/documents.ts'

export type Rollout = Readonly<Record<keyof RolloutInput, number | null>>
export const atOnce: Rollout = {
  canary: null,
  perMinute: null,
  abortAboveFailurePercent: null,
  abortAfter: null,
}

/** Null where nothing was chosen: everything at once. */
export const rolloutOf = (rollout: Rollout): RolloutInput | null =>
  Object.values(rollout).some(value => value !== null) ? rollout : null

const fields = [
  ['canary', 'Devices that go first'],
  ['perMinute', 'Then devices a minute'],
  ['abortAboveFailurePercent', 'Abort above failures, %'],
  ['abortAfter', 'Looked at after'],
] as const

interface RolloutFieldsProps {
  readonly value: Rollout
  readonly faultOf: (name: string) => string | null
  readonly onChange: (rollout: Rollout) => void
}

export const RolloutFields = ({ value, faultOf, onChange }: RolloutFieldsProps) => (
  <Group gap="xs" grow align="start">
    {fields.map(([name, label]) => (
      <NumberInput
        key={name}
        label={label}
        min={1}
        hideControls
        allowDecimal={false}
        error={faultOf(name)}
        value={value[name] ?? ''}
        onChange={next => onChange({ ...value, [name]: next === '' ? null : Number(next) })}
      />
    ))}
  </Group>
)
