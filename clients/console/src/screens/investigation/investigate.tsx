import { t } from '@lingui/core/macro'
import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import {
  InvestigationsDocument,
  OpenInvestigationDocument,
  UpdateInvestigationDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { ChangeForm } from '../../ui/change-form.tsx'

interface InvestigateProps {
  readonly detectionIds: readonly string[]
  readonly onDone: () => void
}

/** Adds the detections to an open investigation, or opens a new one. */
export function Investigate({ detectionIds, onDone }: InvestigateProps) {
  const { data } = useData(InvestigationsDocument, { first: 100, after: null })
  const open = useChange(OpenInvestigationDocument)
  const update = useChange(UpdateInvestigationDocument)
  const form = useForm({ initialValues: { title: '', existing: null as string | null } })
  const { title, existing } = form.values
  const opened = data?.investigations.edges.map(({ node }) => node).filter(({ closedAt }) => !closedAt) ?? []
  const ids = [...detectionIds]
  return (
    <ChangeForm<typeof form.values, object>
      form={form}
      button={existing ? t`Add to investigation` : t`Open investigation`}
      done={existing ? t`Added` : t`Opened`}
      isDisabled={existing === null && title.trim() === ''}
      send={() =>
        existing
          ? update({ id: existing, input: { addDetectionIds: ids } })
          : open({ input: { title: title.trim(), detectionIds: ids } })
      }
      onDone={onDone}
    >
      <TextInput
        label={t`Title of a new investigation`}
        maxLength={500}
        disabled={existing !== null}
        data-autofocus
        {...form.getInputProps('title')}
      />
      {opened.length > 0 && (
        <Select
          label={t`Or an open investigation`}
          clearable
          clearButtonProps={{ 'aria-label': t`Open a new investigation` }}
          searchable
          data={opened.map(({ id, title }) => ({ value: id, label: title }))}
          {...form.getInputProps('existing')}
        />
      )}
    </ChangeForm>
  )
}
