import { t } from '@lingui/core/macro'
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { PeopleDocument, PersonNameDocument } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'

interface PersonFilterProps {
  readonly value: string | undefined
  readonly onChange: (person: string | undefined) => void
}

/** Filters a list by the person to whom a device is assigned. */
export function PersonFilter({ value, onChange }: PersonFilterProps) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 150)
  const { data } = useData(PeopleDocument, { search: search || null, first: 20 })
  const { data: chosen } = useData(PersonNameDocument, { id: value ?? '' }, { pause: !value })
  const found = (data?.people.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }))
  const known =
    chosen?.node && 'name' in chosen.node ? [{ value: chosen.node.id, label: chosen.node.name }] : []
  return (
    <Select
      aria-label={t`Person`}
      size="xs"
      w={150}
      placeholder={t`Any person`}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t`Any person` }}
      data={[...new Map([...known, ...found].map(one => [one.value, one])).values()]}
      filter={({ options }) => options}
      value={value ?? null}
      onChange={person => onChange(person ?? undefined)}
      onSearchChange={setTyped}
    />
  )
}
