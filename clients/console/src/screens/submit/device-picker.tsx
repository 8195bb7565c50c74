import { t } from '@lingui/core/macro'
import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { FindDevicesDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { ChosenDevices } from './chosen-devices.tsx'
import { mostInField, type NamedDevice } from './device-names.ts'

interface DevicePickerProps {
  readonly value: readonly string[]
  readonly named: readonly NamedDevice[]
  readonly error: string | null
  readonly onChange: (ids: string[]) => void
}

export const DevicePicker = (props: DevicePickerProps) =>
  props.value.length > mostInField ? <ChosenDevices {...props} /> : <DeviceField {...props} />

function DeviceField({ value, named, error, onChange }: DevicePickerProps) {
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [hostname] = useDebouncedValue(typed.trim(), 150)
  const { data, error: failure, isLoading } = useData(FindDevicesDocument, { hostname })
  const found = data?.devices.edges.map(({ node }) => node) ?? []
  const known = new Map([...named, ...found].map(device => [device.id, device]))
  return (
    <MultiSelect
      label={t`Device`}
      description={t`Select several for a bulk action`}
      withAsterisk
      searchable
      clearable
      hidePickedOptions
      placeholder={value.length === 0 ? t`Part of a host name` : ''}
      error={error}
      data={[...known.values()].map(({ id, hostname, online }) => ({
        value: id,
        label: online ? hostname : t`${hostname} (offline)`,
      }))}
      value={[...value]}
      onChange={ids => {
        // The list would cover the next field.
        setOpen(false)
        onChange(ids)
      }}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      searchValue={typed}
      onSearchChange={next => {
        if (next) setOpen(true)
        setTyped(next)
      }}
      filter={({ options }) => options}
      nothingFoundMessage={
        failure ? t`The service cannot be reached` : isLoading ? t`Searching …` : t`No matching devices`
      }
      clearButtonProps={{ 'aria-label': t`Remove all devices` }}
    />
  )
}
