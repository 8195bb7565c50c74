import { AwaitingDocument } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'
import { useChanges } from '../live/use-live.tsx'
import { many } from '../ui/words.ts'

/** How many decisions wait for the reader. */
export function Awaiting() {
  const { data, refresh } = useData(AwaitingDocument, {})
  useChanges(() => true, refresh, { every: 700 })
  const count = data?.actions.totalCount ?? 0
  if (count === 0) return null
  return (
    <span className="count">
      {many(count)}
      <span className="skip"> waiting for you</span>
    </span>
  )
}
