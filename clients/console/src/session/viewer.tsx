import { createContext, type ReactNode, useContext } from 'react'
import { type Role, ViewerDocument } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'
import { setCatalog } from '../ui/action-catalog.ts'
import { Failed, Loading } from '../ui/parts.tsx'

export interface Viewer {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  /** May submit, decide and cancel. */
  readonly canAct: boolean
  readonly isAdmin: boolean
  /** May read the ledger, exports and reports. */
  readonly canAudit: boolean
  readonly signOut: () => void
}

const ViewerContext = createContext<Viewer | null>(null)

export function ViewerProvider({
  signOut,
  children,
}: {
  readonly signOut: () => void
  readonly children: ReactNode
}) {
  const { data, error, refresh } = useData(ViewerDocument, {})
  const viewer = data?.viewer
  if (data) setCatalog(data.actionTypes)
  if (viewer?.__typename === 'Analyst') {
    const { id, name, email, roles } = viewer
    const has = (...some: Role[]) => some.some(role => roles.includes(role))
    const rights = {
      canAct: has('ANALYST', 'ADMIN'),
      isAdmin: has('ADMIN'),
      canAudit: has('ANALYST', 'ADMIN', 'AUDITOR'),
    }
    return <ViewerContext value={{ id, name, email, roles, ...rights, signOut }}>{children}</ViewerContext>
  }
  return error ? <Failed isPage failure={error} retry={refresh} /> : <Loading />
}

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext)
  if (!viewer) throw new Error('outside of ViewerProvider')
  return viewer
}
