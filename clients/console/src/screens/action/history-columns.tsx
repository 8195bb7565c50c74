import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ActorNameFragment } from '../../../generated/documents.ts'
import type { Column } from '../../rows/column.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { Status } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { bulkWords, nameOf, standing, targetOf } from '../../ui/words.ts'
import { type HistoryRow, isBulk } from './folded-history.ts'

interface Opening {
  readonly opened: ReadonlySet<string>
  /** Opens or closes the row of a bulk action. */
  readonly toggle: (id: string) => void
}

const devicesOf = (row: HistoryRow): string =>
  isBulk(row) ? t`${i18n.number(row.total)} devices` : (row.device?.hostname ?? '')

const statusOf = (row: HistoryRow): string => {
  if (isBulk(row))
    return t`${i18n._(bulkWords[row.state].word)}, ${row.progress.completed} of ${row.total} completed`
  const { word, more = '' } = standing(row)
  return `${word}${more}`
}

export const historyColumns = ({ opened, toggle }: Opening): readonly Column<HistoryRow>[] => [
  {
    id: 'action',
    title: t`Action`,
    width: '10rem',
    cell: row =>
      isBulk(row) ? (
        <button
          type="button"
          className="opener"
          aria-expanded={opened.has(row.id)}
          data-keyboard-item
          onClick={() => toggle(row.id)}
        >
          {titleOf(row.type)}
        </button>
      ) : (
        <Link to="/actions/$id" params={{ id: row.id }} data-keyboard-item>
          {titleOf(row.type)}
        </Link>
      ),
    text: ({ type }) => titleOf(type),
  },
  {
    id: 'device',
    title: t`Device`,
    width: '9rem',
    cell: row =>
      isBulk(row) ? (
        <Link to="/bulks/$id" params={{ id: row.id }}>
          {devicesOf(row)}
        </Link>
      ) : (
        row.device && (
          <Link to="/devices/$id" params={{ id: row.device.id }}>
            {row.device.hostname}
          </Link>
        )
      ),
    text: devicesOf,
  },
  {
    id: 'target',
    title: t`Target`,
    isForDesks: true,
    cell: row => (
      <span className="mono" title={isBulk(row) ? '' : targetOf(row.parameters)}>
        {isBulk(row) ? '' : targetOf(row.parameters)}
      </span>
    ),
    text: row => (isBulk(row) ? '' : targetOf(row.parameters)),
  },
  {
    id: 'status',
    title: t`Status`,
    width: '14rem',
    cell: row =>
      isBulk(row) ? (
        <span className="status" data-tone={bulkWords[row.state].tone}>
          {statusOf(row)}
        </span>
      ) : (
        <Status action={row} />
      ),
    text: statusOf,
  },
  {
    id: 'who',
    title: t`Submitted by`,
    width: '9rem',
    isForDesks: true,
    cell: ({ submittedBy }) => <Submitter actor={submittedBy} />,
    text: ({ submittedBy }) => nameOf(submittedBy),
  },
  {
    id: 'submittedAt',
    title: t`Submitted`,
    width: '11.5rem',
    isForDesks: true,
    cell: ({ submittedAt }) => <Time at={submittedAt} />,
    text: ({ submittedAt }) => submittedAt,
  },
  {
    id: 'bulk',
    title: t`Bulk`,
    width: '6rem',
    isForDesks: true,
    cell: row => {
      const id = isBulk(row) ? row.id : row.bulkAction?.id
      return (
        id && (
          <Link to="/bulks/$id" params={{ id }}>
            <Trans>Open bulk</Trans>
          </Link>
        )
      )
    },
    text: row => (isBulk(row) ? row.id : (row.bulkAction?.id ?? '')),
  },
  {
    id: 'justification',
    title: t`Justification`,
    isForDesks: true,
    cell: ({ justification }) => <span title={justification}>{justification}</span>,
    text: ({ justification }) => justification,
  },
]

/** Links to everything else that a person submitted, and to the rules. */
function Submitter({ actor }: { readonly actor: ActorNameFragment }) {
  const name = nameOf(actor)
  if (actor.__typename === 'ResponseRuleActor') return <Link to="/rules">{name}</Link>
  if (!('id' in actor)) return name
  return (
    <Link to="/history" search={{ submittedBy: actor.id }} title={name}>
      {name}
    </Link>
  )
}
