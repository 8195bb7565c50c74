import { i18n } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Chip, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Empty, Panel } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { type Moment, momentKinds } from './moments.ts'

const words = {
  detection: msg`Detections`,
  movement: msg`Movements`,
  action: msg`Actions`,
  verification: msg`Verifications`,
  drift: msg`Drift`,
} as const

interface TimelineProps {
  readonly title: string
  readonly moments: readonly Moment[]
  /** Says what is left out. */
  readonly note?: string | false
}

/** Everything that happened, the latest first, with a switch for each kind. */
export function MomentLine({ title, moments, note }: TimelineProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const present = momentKinds.filter(kind => moments.some(moment => moment.kind === kind))
  const visible = moments.filter(({ kind }) => !hidden.has(kind))
  const toggle = (kind: string) =>
    setHidden(before => {
      const after = new Set(before)
      if (!after.delete(kind)) after.add(kind)
      return after
    })
  return (
    <Panel
      title={title}
      aside={
        <Group gap={4}>
          {present.map(kind => (
            <Chip key={kind} size="xs" checked={!hidden.has(kind)} onChange={() => toggle(kind)}>
              {i18n._(words[kind])}
            </Chip>
          ))}
        </Group>
      }
    >
      {visible.length === 0 ? (
        <Empty title={t`Nothing has happened yet`} />
      ) : (
        <ol className="steps" aria-label={title}>
          {visible.map(moment => (
            <Line key={moment.key} moment={moment} />
          ))}
        </ol>
      )}
      {note && <p className="dim">{note}</p>}
    </Panel>
  )
}

const Line = ({ moment: { at, what, more, tone, link } }: { readonly moment: Moment }) => (
  <li data-tone={tone}>
    <Group gap="xs" justify="space-between" wrap="nowrap" align="baseline">
      {link ? (
        <Link to={link.to} params={{ id: link.id }} data-keyboard-item>
          {what}
        </Link>
      ) : (
        <span>{what}</span>
      )}
      <span className="dim nowrap">
        <Time at={at} />
      </span>
    </Group>
    {more && <div className="dim">{more}</div>}
  </li>
)
