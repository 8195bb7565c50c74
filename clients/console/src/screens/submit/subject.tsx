import { Trans } from '@lingui/react/macro'
import { SubjectDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'

/** The detection or investigation that the action is submitted for. */
export function Subject({ id }: { readonly id: string }) {
  const { data } = useData(SubjectDocument, { id })
  const title = data?.node && 'title' in data.node ? data.node.title : undefined
  return (
    <div className="notice" data-tone="run">
      <Trans>
        Related to <b>{title ?? '…'}</b>
      </Trans>
    </div>
  )
}
