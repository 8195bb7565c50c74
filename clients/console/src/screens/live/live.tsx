import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { failureOf } from '../../api/use-data.ts'
import { useLive } from '../../live/use-live.tsx'
import { ActionList } from '../../ui/action-list.tsx'
import { Empty, Failed, Loading, Page, Panel } from '../../ui/parts.tsx'
import { Criticals } from './criticals.tsx'
import { Figures } from './figures.tsx'
import { LastHour } from './last-hour.tsx'

/** Rows to show; the rest is in the history. */
const shown = 60

export function Live() {
  const { open, ended, connection, failure } = useLive()
  if (connection === 'offline' && open.length === 0 && ended.length === 0 && failure)
    return <Failed isPage failure={failureOf(failure)} />
  const waiting = open.filter(({ status }) => status === 'PENDING_APPROVAL')
  const running = open.filter(({ status }) => status !== 'PENDING_APPROVAL')
  const isLoading = connection === 'connecting'
  return (
    <Page title={t`Live`}>
      <Figures />
      <div className="beside">
        <Criticals />
        <LastHour />
      </div>
      <div className="columns three">
        <div className="stacked">
          <Panel
            title={t`Awaiting approval`}
            bare
            aside={<More count={waiting.length} statuses={['PENDING_APPROVAL']} />}
          >
            {waiting.length > 0 ? (
              <ActionList actions={waiting.slice(0, shown)} label={t`Awaiting approval`} />
            ) : (
              <Nothing isLoading={isLoading} title={t`No actions awaiting approval`} />
            )}
          </Panel>
          <Panel
            title={t`Queued and executing`}
            bare
            aside={<More count={running.length} statuses={['QUEUED', 'EXECUTING']} />}
          >
            {running.length > 0 ? (
              <ActionList actions={running.slice(0, shown)} label={t`Queued and executing`} />
            ) : (
              <Nothing isLoading={isLoading} title={t`No queued or running actions`} />
            )}
          </Panel>
        </div>
        <Panel title={t`Recently finished`} bare>
          {ended.length > 0 ? (
            <ActionList actions={ended.slice(0, shown)} label={t`Recently finished`} />
          ) : (
            <Nothing isLoading={isLoading} title={t`No finished actions yet`} />
          )}
        </Panel>
      </div>
    </Page>
  )
}

const Nothing = ({ isLoading, title }: { readonly isLoading: boolean; readonly title: string }) =>
  isLoading ? <Loading /> : <Empty title={title} />

const More = ({ count, statuses }: { readonly count: number; readonly statuses: string[] }) =>
  count > shown ? (
    <Link to="/history" search={{ statuses }}>
      <Trans>View all</Trans>
    </Link>
  ) : null
