import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { PreviewDocument, type PreviewQuery, type SubmitActionInput } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'

export type Preview = PreviewQuery['previewAction']

/** The service's preview of a submission; null while it is not known. */
export function usePreview(input: SubmitActionInput | null): Preview | null {
  const text = JSON.stringify(input)
  const [settled] = useDebouncedValue(text, 250)
  const variables = useMemo(() => ({ input: JSON.parse(settled) as SubmitActionInput }), [settled])
  const { data } = useData(PreviewDocument, variables, { pause: settled === 'null' })
  return settled === text && settled !== 'null' ? (data?.previewAction ?? null) : null
}
