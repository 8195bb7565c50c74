import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Select } from '@mantine/core'
import { ScriptsDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import type { FieldInputProps } from './field-input-props.ts'

export function ScriptPicker({ field, value, error, onChange }: FieldInputProps) {
  const { data, error: failure } = useData(ScriptsDocument, { first: 100 })
  const scripts =
    data?.scripts.edges.map(({ node }) => node).filter(({ retiredAt }) => retiredAt === null) ?? []
  return (
    <Select
      label={i18n._(field.label)}
      withAsterisk
      error={error}
      searchable
      placeholder={
        failure
          ? t`The service cannot be reached`
          : data && scripts.length === 0
            ? t`No scripts registered`
            : t`Select a script`
      }
      data={scripts.map(({ id, name, destructive }) => ({
        value: id,
        label: destructive ? t`${name} (destructive)` : name,
      }))}
      value={value || null}
      onChange={id => onChange(id ?? '')}
    />
  )
}
