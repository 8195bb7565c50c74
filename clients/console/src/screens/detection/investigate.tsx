import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import {
  InvestigationsDocument,
  OpenInvestigationDocument,
  UpdateInvestigationDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { Fault, useSaving } from '../../ui/saving.tsx'

interface InvestigateProps {
  readonly detectionIds: readonly string[]
  readonly onDone: () => void
}

/** Adds the detections to an open investigation, or opens a new one. */
export function Investigate({ detectionIds, onDone }: InvestigateProps) {
  const [title, setTitle] = useState('')
  const [existing, setExisting] = useState<string | null>(null)
  const { data } = useData(InvestigationsDocument, { first: 100, after: null })
  const open = useChange(OpenInvestigationDocument)
  const update = useChange(UpdateInvestigationDocument)
  const { fault, isSaving, save } = useSaving(onDone)
  const opened = data?.investigations.edges.map(({ node }) => node).filter(({ closedAt }) => !closedAt) ?? []
  const ids = [...detectionIds]
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (existing) void save(() => update({ id: existing, input: { addDetectionIds: ids } }), 'Added')
        else void save(() => open({ input: { title: title.trim(), detectionIds: ids } }), 'Opened')
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Title of a new investigation"
          value={title}
          maxLength={500}
          disabled={existing !== null}
          onChange={event => setTitle(event.currentTarget.value)}
          data-autofocus
        />
        {opened.length > 0 && (
          <Select
            label="Or an open investigation"
            clearable
            clearButtonProps={{ 'aria-label': 'Open a new investigation' }}
            searchable
            data={opened.map(({ id, title }) => ({ value: id, label: title }))}
            value={existing}
            onChange={setExisting}
          />
        )}
        <Fault fault={fault} />
        <Group justify="flex-end">
          <Button type="submit" loading={isSaving} disabled={existing === null && title.trim() === ''}>
            {existing ? 'Add to investigation' : 'Open investigation'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
