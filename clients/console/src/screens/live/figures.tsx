import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Link } from '@tanstack/react-router'
import { useContext } from 'react'
import { type ActionStatus, LiveCountsDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { AwaitingContext } from '../../shell/tab-title.tsx'
import { useNow } from '../../ui/time.tsx'
import { many, type Tone } from '../../ui/words.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** The service's own figures. Nothing here is counted from a page of a list. */
export function Figures() {
  const hour = Math.floor(useNow() / (15 * minute)) * 15 * minute
  const since = new Date(hour - day).toISOString()
  const to = new Date(hour + day).toISOString()
  const { data, refresh } = useData(LiveCountsDocument, { since, to })
  useChanges(() => true, refresh, { every: 700 })
  const awaiting = useContext(AwaitingContext)
  const ofDay = (status: ActionStatus) =>
    data && (data.day.byStatus.find(one => one.status === status)?.count ?? 0)
  const searched = (status: ActionStatus) => ({ statuses: [status], after: since })
  const drifted = data?.drifted.totalCount
  return (
    <div className="figures">
      <Figure name={t`your decisions`} tone="wait" count={awaiting ?? undefined} to="/approvals" />
      <Figure
        name={t`awaiting approval`}
        tone="wait"
        count={data?.pending.totalCount}
        search={{ statuses: ['PENDING_APPROVAL'] }}
      />
      <Figure
        name={t`queued`}
        tone="queue"
        count={data?.queued.totalCount}
        search={{ statuses: ['QUEUED'] }}
      />
      <Figure
        name={t`executing`}
        tone="run"
        count={data?.executing.totalCount}
        search={{ statuses: ['EXECUTING'] }}
      />
      <Figure
        name={t`submitted in 24 h, completed`}
        tone="good"
        count={ofDay('COMPLETED')}
        isExact
        search={searched('COMPLETED')}
      />
      <Figure
        name={t`submitted in 24 h, failed`}
        tone="bad"
        count={ofDay('FAILED')}
        isExact
        search={searched('FAILED')}
      />
      <Figure
        name={t`devices online`}
        tone="good"
        count={data?.online.totalCount}
        to="/devices"
        search={{ which: 'online' }}
      />
      <Figure name={t`devices isolated`} tone="run" count={data?.isolated.totalCount} to="/containment" />
      <Figure
        name={t`devices with drift`}
        tone={drifted === 0 ? 'gone' : 'bad'}
        count={drifted}
        to="/containment"
      />
    </div>
  )
}

interface FigureProps {
  readonly name: string
  readonly tone: Tone
  /** A number or text; undefined while unknown. */
  readonly count: number | string | undefined
  /** The service counts it without a limit. */
  readonly isExact?: boolean
  readonly to?: '/approvals' | '/containment' | '/devices' | '/history'
  readonly search?: object
}

const Figure = ({ name, tone, count, isExact = false, to = '/history', search = {} }: FigureProps) => (
  <Link to={to} search={search} className="panel figure">
    <b>{typeof count !== 'number' ? (count ?? '–') : isExact ? i18n.number(count) : many(count)}</b>
    <span className="status" data-tone={tone}>
      {name}
    </span>
  </Link>
)
