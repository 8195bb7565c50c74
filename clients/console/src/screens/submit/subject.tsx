import { SubjectDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'

/** The detection or investigation that the action will be filed under. */
export function Subject({ id }: { readonly id: string }) {
  const { data } = useData(SubjectDocument, { id })
  const title = data?.node && 'title' in data.node ? data.node.title : ''
  return (
    <div className="notice" data-tone="run">
      About: <b>{title}</b>
    </div>
  )
}
