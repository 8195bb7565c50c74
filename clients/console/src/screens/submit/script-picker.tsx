import { Select } from '@mantine/core'
import { ScriptsDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import type { FieldInputProps } from './field-input-props.ts'

export function ScriptPicker({ field, value, error, onChange }: FieldInputProps) {
  const { data } = useData(ScriptsDocument, { first: 100 })
  const scripts =
    data?.scripts.edges.map(({ node }) => node).filter(({ retiredAt }) => retiredAt === null) ?? []
  return (
    <Select
      label={field.label}
      withAsterisk
      error={error}
      searchable
      placeholder={data && scripts.length === 0 ? 'No script is registered' : 'Choose a script'}
      data={scripts.map(({ id, name, destructive }) => ({
        value: id,
        label: destructive ? `${name} (destructive)` : name,
      }))}
      value={value || null}
      onChange={id => onChange(id ?? '')}
    />
  )
}
