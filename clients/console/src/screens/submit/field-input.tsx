import { i18n } from '@lingui/core'
import { Chip, Group, Input, NumberInput, Textarea, TextInput } from '@mantine/core'
import { titled } from '../../ui/words.ts'
import type { FieldInputProps } from './field-input-props.ts'
import { forensicArtifacts, lines } from './fields.ts'
import { PersonPicker } from './person-picker.tsx'
import { ScriptPicker } from './script-picker.tsx'

export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const { hint, kind, isRequired } = field
  const label = i18n._(field.label)
  const about = {
    label,
    error,
    ...(hint && { description: i18n._(hint) }),
    ...(isRequired && { withAsterisk: true }),
  }
  switch (kind) {
    case 'number':
      return (
        <NumberInput
          {...about}
          allowDecimal={false}
          hideControls
          value={value}
          onChange={next => onChange(String(next))}
        />
      )
    case 'lines':
      return (
        <Textarea
          {...about}
          autosize
          minRows={2}
          value={value}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
    case 'artifacts':
      return (
        <Input.Wrapper {...about} labelElement="div">
          <Chip.Group multiple value={lines(value)} onChange={next => onChange(next.join('\n'))}>
            <Group gap="xs" role="group" aria-label={label}>
              {forensicArtifacts.map(artifact => (
                <Chip key={artifact} value={artifact} size="xs">
                  {titled(artifact)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      )
    case 'person':
      return <PersonPicker {...{ field, value, error, onChange }} />
    case 'script':
      return <ScriptPicker {...{ field, value, error, onChange }} />
    case 'text':
      return <TextInput {...about} value={value} onChange={event => onChange(event.currentTarget.value)} />
  }
}
