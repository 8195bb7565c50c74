import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { LiveCountsDocument } from '../../../generated/documents.ts'
import { failureOf, useData } from '../../api/use-data.ts'
import type { Minute } from '../../live/live-actions.ts'
import { useChanges, useLive } from '../../live/use-live.tsx'
import { useAwaiting } from '../../shell/awaiting.ts'
import { ActionList } from '../../ui/action-list.tsx'
import { Empty, Failed, Loading, Page, Panel } from '../../ui/parts.tsx'
import { many, type Tone } from '../../ui/words.ts'

/** Rows to show; the rest is in the history. */
const shown = 60

export function Live() {
  const { open, ended, pulse, connection, failure } = useLive()
  if (connection === 'offline' && open.length === 0 && ended.length === 0 && failure)
    return <Failed isPage failure={failureOf(failure)} />
  const waiting = open.filter(({ status }) => status === 'PENDING_APPROVAL')
  const running = open.filter(({ status }) => status !== 'PENDING_APPROVAL')
  const isLoading = connection === 'connecting'
  return (
    <Page title="Live">
      <Figures />
      <Panel title="Activity since you opened this page">
        <Pulse pulse={pulse} />
      </Panel>
      <div className="columns">
        <div style={{ display: 'grid', gap: '0.75rem' }}>
          <Panel
            title="Awaiting approval"
            bare
            aside={<More count={waiting.length} statuses={['PENDING_APPROVAL']} />}
          >
            {waiting.length > 0 ? (
              <ActionList actions={waiting.slice(0, shown)} label="Awaiting approval" />
            ) : (
              <Nothing isLoading={isLoading}>No actions awaiting approval</Nothing>
            )}
          </Panel>
          <Panel
            title="Queued and executing"
            bare
            aside={<More count={running.length} statuses={['QUEUED', 'EXECUTING']} />}
          >
            {running.length > 0 ? (
              <ActionList actions={running.slice(0, shown)} label="Queued and executing" />
            ) : (
              <Nothing isLoading={isLoading}>No queued or running actions</Nothing>
            )}
          </Panel>
        </div>
        <Panel title="Recently finished" bare>
          {ended.length > 0 ? (
            <ActionList actions={ended.slice(0, shown)} label="Recently finished" />
          ) : (
            <Nothing isLoading={isLoading}>No finished actions yet</Nothing>
          )}
        </Panel>
      </div>
    </Page>
  )
}

const Nothing = ({ isLoading, children }: { readonly isLoading: boolean; readonly children: string }) =>
  isLoading ? <Loading /> : <Empty title={children} />

const More = ({ count, statuses }: { readonly count: number; readonly statuses: string[] }) =>
  count > shown ? (
    <Link to="/history" search={{ statuses }}>
      View all
    </Link>
  ) : null

function Figures() {
  const [since] = useState(() => new Date(Date.now() - 86_400_000).toISOString())
  const { data, refresh } = useData(LiveCountsDocument, { since })
  useChanges(() => true, refresh, { every: 700 })
  const awaiting = useAwaiting()
  const day = { after: since }
  return (
    <div className="figures">
      <Figure name="your decisions" tone="wait" count={awaiting ?? undefined} to="/approvals" />
      <Figure
        name="awaiting approval"
        tone="wait"
        count={data?.pending.totalCount}
        search={{ statuses: ['PENDING_APPROVAL'] }}
      />
      <Figure name="queued" tone="queue" count={data?.queued.totalCount} search={{ statuses: ['QUEUED'] }} />
      <Figure
        name="executing"
        tone="run"
        count={data?.executing.totalCount}
        search={{ statuses: ['EXECUTING'] }}
      />
      <Figure
        name="submitted in 24 h, completed"
        tone="good"
        count={data?.completed.totalCount}
        search={{ statuses: ['COMPLETED'], ...day }}
      />
      <Figure
        name="submitted in 24 h, failed"
        tone="bad"
        count={data?.failed.totalCount}
        search={{ statuses: ['FAILED'], ...day }}
      />
      <Figure
        name="devices online"
        tone="good"
        count={data?.online.totalCount}
        to="/devices"
        search={{ which: 'online' }}
      />
      <Figure
        name="devices isolated"
        tone="run"
        count={data?.isolated.totalCount}
        to="/devices"
        search={{ which: 'isolated' }}
      />
      {(data?.drifted.totalCount ?? 0) > 0 && (
        <Figure
          name="devices with drift"
          tone="bad"
          count={data?.drifted.totalCount}
          to="/devices"
          search={{ which: 'drifted' }}
        />
      )}
    </div>
  )
}

interface FigureProps {
  readonly name: string
  readonly tone: Tone
  /** A number or text; undefined while unknown. */
  readonly count: number | string | undefined
  readonly to?: '/approvals' | '/devices' | '/history'
  readonly search?: object
}

const Figure = ({ name, tone, count, to = '/history', search = {} }: FigureProps) => (
  <Link to={to} search={search} className="panel figure">
    <b>{count === undefined ? '–' : typeof count === 'string' ? count : many(count)}</b>
    <span className="status" data-tone={tone}>
      {name}
    </span>
  </Link>
)

const minutes = 60
const height = 56
const ticks = ['1 h ago', '45 min', '30 min', '15 min', 'now']

/** Actions submitted, finished and failed per minute, counted since the page was opened. */
function Pulse({ pulse }: { readonly pulse: readonly Minute[] }) {
  const [now, setNow] = useState(() => Math.floor(Date.now() / 60_000))
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 60_000)), 10_000)
    return () => clearInterval(timer)
  }, [])
  const end = Math.max(now, pulse.at(-1)?.minute ?? 0)
  const recent = pulse.filter(({ minute }) => minute > end - minutes)
  const most = Math.max(
    4,
    ...recent.map(({ submitted, ended, failed }) => Math.max(submitted, ended + failed)),
  )
  const sum = (what: 'submitted' | 'ended' | 'failed') =>
    recent.reduce((total, minute) => total + minute[what], 0)
  const scale = (count: number) => (count / most) * (height - 2)
  const summary = `${sum('submitted')} submitted, ${sum('ended')} finished, ${sum('failed')} failed`
  return (
    <>
      <svg
        className="pulse"
        viewBox={`0 0 ${minutes * 10} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
      >
        {recent.map(({ minute, submitted, ended, failed }) => {
          const x = (minutes - 1 - (end - minute)) * 10
          return (
            <g key={minute}>
              <rect
                data-tone="run"
                x={x + 1}
                width={3.5}
                y={height - scale(submitted)}
                height={scale(submitted)}
              />
              <rect data-tone="good" x={x + 5} width={3.5} y={height - scale(ended)} height={scale(ended)} />
              <rect
                data-tone="bad"
                x={x + 5}
                width={3.5}
                y={height - scale(ended + failed)}
                height={scale(failed)}
              />
            </g>
          )
        })}
      </svg>
      <div className="ticks dim" aria-hidden="true">
        {ticks.map(tick => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
      <div style={{ display: 'flex', gap: '1rem' }} className="dim">
        <span className="status" data-tone="run">
          {sum('submitted')} submitted
        </span>
        <span className="status" data-tone="good">
          {sum('ended')} finished
        </span>
        <span className="status" data-tone="bad">
          {sum('failed')} failed
        </span>
      </div>
    </>
  )
}
