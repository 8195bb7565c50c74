import { t } from '@lingui/core/macro'
import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (words: string) => void
}

/** Reports what was typed after a pause. The shortcut `/` moves the focus here. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const [given, setGiven] = useState(value)
  const report = useDebouncedCallback(onChange, 300)
  if (given !== value) {
    setGiven(value)
    setTyped(value)
  }
  return (
    <TextInput
      type="search"
      size="xs"
      data-search
      aria-label={label}
      placeholder={t`Search …`}
      w={220}
      value={typed}
      onChange={event => {
        setTyped(event.currentTarget.value)
        report(event.currentTarget.value.trim())
      }}
    />
  )
}
