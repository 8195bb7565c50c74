import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { PeopleDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import type { FieldInputProps } from './field-input-props.ts'

export function PersonPicker({ field, value, error, onChange }: FieldInputProps) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 150)
  const { data } = useData(PeopleDocument, { search: search || null, first: 20 })
  return (
    <Select
      label={field.label}
      description={field.hint}
      error={error}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Nobody' }}
      placeholder="A part of the name or address"
      data={(data?.people.edges ?? []).map(({ node }) => ({
        value: node.id,
        label: `${node.name} <${node.email}>`,
      }))}
      filter={({ options }) => options}
      nothingFoundMessage="Nobody by that name"
      value={value || null}
      onChange={id => onChange(id ?? '')}
      onSearchChange={setTyped}
    />
  )
}
