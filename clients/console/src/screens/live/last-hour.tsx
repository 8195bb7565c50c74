import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { type ActionStatus, LastHourDocument, type LastHourQuery } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { Panel } from '../../ui/parts.tsx'
import { useNow } from '../../ui/time.tsx'
import { lowered, statusTone, statusWord } from '../../ui/words.ts'

/** Milliseconds of one of the twelve parts of the hour. */
const length = 5 * 60_000
const height = 56
const width = 40
const ticks = () => [t`1 h ago`, t`45 min`, t`30 min`, t`15 min`, t`now`]
/** From the bottom of a bar to its top. */
const stacked: readonly ActionStatus[] = [
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'EXECUTING',
  'QUEUED',
  'PENDING_APPROVAL',
]

/** Actions submitted in the last hour by their status now, counted by the service. */
export function LastHour() {
  const end = (Math.floor(useNow() / length) + 1) * length
  const period = { from: new Date(end - 12 * length).toISOString(), to: new Date(end).toISOString() }
  const { data, refresh } = useData(LastHourDocument, period)
  useChanges(() => true, refresh, { every: 3000 })
  const figures = data?.actionStatistics
  const parts = figures?.parts ?? []
  const total = figures?.submitted
  const countOf = (status: ActionStatus) => (figures ? countIn(figures, status) : 0)
  const present = stacked.filter(status => countOf(status) > 0)
  const most = Math.max(4, ...parts.map(({ submitted }) => submitted))
  const summary = present
    .map(status => `${i18n.number(countOf(status))} ${lowered(statusWord(status))}`)
    .join(', ')
  return (
    <Panel title={total === undefined ? t`Last hour` : t`Last hour: ${i18n.number(total)} submitted`}>
      <svg
        className="pulse"
        viewBox={`0 0 ${12 * width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t`Actions submitted in the last hour: ${summary || t`none`}`}
      >
        {parts.map((part, index) => (
          <Bar key={part.from} part={part} x={index * width} scale={(height - 2) / most} />
        ))}
      </svg>
      <div className="ticks dim" aria-hidden="true">
        {ticks().map(tick => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0 1rem' }} className="dim">
        {present.map(status => (
          <span key={status} className="status" data-tone={statusTone(status)}>
            {i18n.number(countOf(status))} {lowered(statusWord(status))}
          </span>
        ))}
        {total === 0 && t`No actions were submitted`}
      </div>
    </Panel>
  )
}

type Part = LastHourQuery['actionStatistics']['parts'][number]

const countIn = ({ byStatus }: Pick<Part, 'byStatus'>, status: ActionStatus): number =>
  byStatus.find(one => one.status === status)?.count ?? 0

interface BarProps {
  readonly part: Part
  readonly x: number
  /** Pixels for each action. */
  readonly scale: number
}

function Bar({ part, x, scale }: BarProps) {
  let y = height
  return stacked.map(status => {
    const size = countIn(part, status) * scale
    y -= size
    return (
      <rect key={status} data-tone={statusTone(status)} x={x + 6} width={width - 12} y={y} height={size} />
    )
  })
}
