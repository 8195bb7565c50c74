import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { PeopleDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import type { FieldInputProps } from './field-input-props.ts'

export function PersonPicker({ field, value, error, onChange }: FieldInputProps) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 150)
  const { data, error: failure, isLoading } = useData(PeopleDocument, { search: search || null, first: 20 })
  return (
    <Select
      label={i18n._(field.label)}
      description={field.hint && i18n._(field.hint)}
      error={error}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t`Clear person` }}
      placeholder={t`Part of a name or e-mail address`}
      data={(data?.people.edges ?? []).map(({ node }) => ({
        value: node.id,
        label: `${node.name} <${node.email}>`,
      }))}
      filter={({ options }) => options}
      nothingFoundMessage={
        failure ? t`The service cannot be reached` : isLoading ? t`Searching …` : t`No matching people`
      }
      value={value || null}
      onChange={id => onChange(id ?? '')}
      onSearchChange={setTyped}
    />
  )
}
