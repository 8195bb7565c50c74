import { t } from '@lingui/core/macro'
import { Input, NumberInput, SimpleGrid } from '@mantine/core'
import type { RolloutInput } from '../../../generated/documents.ts'

export type Rollout = Readonly<Record<keyof RolloutInput, number | null>>
export const atOnce: Rollout = {
  canary: null,
  perMinute: null,
  abortAboveFailurePercent: null,
  abortAfter: null,
}

/** Null where no field is set: all devices at once. */
export const rolloutOf = (rollout: Rollout): RolloutInput | null =>
  Object.values(rollout).some(value => value !== null) ? rollout : null

const fields = () =>
  [
    ['canary', t`Canary devices`],
    ['perMinute', t`Devices per minute`],
    ['abortAboveFailurePercent', t`Abort above failure rate, %`],
    ['abortAfter', t`Minimum results before aborting`],
  ] as const

interface RolloutFieldsProps {
  readonly value: Rollout
  readonly faultOf: (name: string) => string | null
  readonly onChange: (rollout: Rollout) => void
}

export const RolloutFields = ({ value, faultOf, onChange }: RolloutFieldsProps) => (
  <Input.Wrapper
    label={t`Rollout`}
    description={t`Leave empty to run on all devices at once`}
    labelElement="div"
  >
    <SimpleGrid cols={2} spacing="xs" verticalSpacing={6} mt={6}>
      {fields().map(([name, label]) => (
        <NumberInput
          key={name}
          label={label}
          labelProps={{ fw: 400 }}
          size="xs"
          min={1}
          hideControls
          allowDecimal={false}
          error={faultOf(name)}
          value={value[name] ?? ''}
          onChange={next => onChange({ ...value, [name]: next === '' ? null : Number(next) })}
        />
      ))}
    </SimpleGrid>
  </Input.Wrapper>
)
