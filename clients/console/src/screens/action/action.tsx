import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import { ActionDocument, type ActionType } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { titleOf } from '../../ui/action-catalog.ts'
import { Empty, Failed, Loading, Page, Panel, Status } from '../../ui/parts.tsx'
import { Readable } from '../../ui/readable.tsx'
import { doneOf } from '../../ui/report-sentence.ts'

import { Decide } from '../approvals/decide.tsx'
import { AuditTrail } from '../audit/audit-trail.tsx'
import { About, Evidence } from './action-facts.tsx'
import { TimeLine } from './action-time-line.tsx'
import { Artifacts } from './artifacts.tsx'

/** What the device did, in a sentence. */
function Done({ type, output }: { readonly type: ActionType; readonly output: unknown }) {
  const done = doneOf(type, output)
  return done && <p style={{ marginTop: 0, fontWeight: 600 }}>{done}</p>
}

const route = getRouteApi('/actions/$id')

export function Action() {
  const { id } = route.useParams()
  const { data, error, isLoading, refresh } = useData(ActionDocument, { id })
  useChanges(({ action }) => action.id === id, refresh)
  if (isLoading) return <Loading />
  const action = data?.action
  if (!action)
    return error ? (
      <Failed isPage failure={error} retry={refresh} />
    ) : (
      <Empty isPage title={t`No such action`}>
        <Trans>It belongs to another organization, or the link is incomplete.</Trans>
      </Empty>
    )
  const what = action.device ? t`${titleOf(action.type)} on ${action.device.hostname}` : titleOf(action.type)
  return (
    <Page title={what} aside={<Decide action={action} what={what} onDecided={refresh} />}>
      <div className="columns">
        <div style={{ display: 'grid', gap: '0.75rem' }}>
          <Panel title={t`Action`} aside={<Status action={action} />}>
            <About action={action} />
          </Panel>
          {action.verification.status !== 'NOT_SCHEDULED' && (
            <Panel title={t`Verification`}>
              <Evidence action={action} />
            </Panel>
          )}
          {action.startedAt && (
            <Panel title={t`Output`}>
              {action.output === null ? (
                <Empty title={action.completedAt ? t`No output` : t`No output yet`} />
              ) : (
                <>
                  <Done type={action.type} output={action.output} />
                  <Readable value={action.output} name={t`Reported output`} />
                </>
              )}
            </Panel>
          )}
          {action.artifacts.length > 0 && (
            <Panel title={t`Files`} bare>
              <Artifacts artifacts={action.artifacts} />
            </Panel>
          )}
        </div>
        <Panel title={t`Timeline`}>
          <TimeLine action={action} />
        </Panel>
      </div>
      <Panel title={t`Audit trail`} bare>
        <AuditTrail events={action.auditTrail} />
      </Panel>
    </Page>
  )
}
