import { i18n } from '@lingui/core'
import { AwaitingDocument } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'
import { useChanges } from '../live/use-live.tsx'
import { many } from '../ui/words.ts'

/** Number of decisions that wait for the viewer, counting a bulk action as one; null while unknown. */
export function useAwaiting(): string | null {
  const { data, refresh } = useData(AwaitingDocument, {})
  useChanges(() => true, refresh, { every: 700 })
  if (!data) return null
  return countOfDecisions(data.actions.totalCount, data.bulkActions)
}

interface BulkPage {
  readonly edges: readonly unknown[]
  readonly pageInfo: { readonly hasNextPage: boolean }
}

/** The service counts actions but not bulks, so more than a page of bulks has no exact number. */
export function countOfDecisions(actions: number, bulks: BulkPage): string {
  const known = actions + bulks.edges.length
  return bulks.pageInfo.hasNextPage && actions <= 10_000 ? `${i18n.number(known)}+` : many(known)
}
