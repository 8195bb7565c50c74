import { Link } from '@tanstack/react-router'
import { createColumnHelper, tableFeatures } from '@tanstack/react-table'
import type { ActionRowFragment } from '../../../generated/documents.ts'
import type { CsvColumn } from '../../rows/csv.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { Status } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { nameOf, standing, targetOf } from '../../ui/words.ts'

export const features = tableFeatures({})
const helper = createColumnHelper<typeof features, ActionRowFragment>()

export const columns = helper.columns([
  helper.display({
    id: 'action',
    header: 'Action',
    cell: ({ row: { original } }) => (
      <Link to="/actions/$id" params={{ id: original.id }} data-keyboard-item>
        {titleOf(original.type)}
      </Link>
    ),
  }),
  helper.display({
    id: 'device',
    header: 'Device',
    cell: ({ row: { original } }) =>
      original.device && (
        <Link to="/devices/$id" params={{ id: original.device.id }}>
          {original.device.hostname}
        </Link>
      ),
  }),
  helper.accessor(({ parameters }) => targetOf(parameters), {
    id: 'target',
    header: 'Target',
    cell: ({ getValue }) => (
      <span className="mono" title={getValue()}>
        {getValue()}
      </span>
    ),
  }),
  helper.display({ id: 'status', header: 'Status', cell: ({ row }) => <Status action={row.original} /> }),
  helper.display({
    id: 'who',
    header: 'Submitted by',
    cell: ({ row: { original } }) => {
      const { submittedBy } = original
      if (!('id' in submittedBy)) return nameOf(submittedBy)
      return (
        <Link to="/history" search={{ submittedBy: submittedBy.id }}>
          {nameOf(submittedBy)}
        </Link>
      )
    },
  }),
  helper.accessor('submittedAt', {
    header: 'Submitted',
    cell: ({ getValue }) => <Time at={getValue()} />,
  }),
  helper.display({
    id: 'bulk',
    header: 'Bulk',
    cell: ({ row: { original } }) =>
      original.bulkAction && (
        <Link to="/bulks/$id" params={{ id: original.bulkAction.id }}>
          Open bulk
        </Link>
      ),
  }),
  helper.accessor('justification', {
    header: 'Justification',
    cell: ({ getValue }) => <span title={getValue()}>{getValue()}</span>,
  }),
])

export const widths: Readonly<Record<string, string>> = {
  action: '9rem',
  device: '9rem',
  target: 'auto',
  status: '13rem',
  who: '8rem',
  submittedAt: '11.5rem',
  bulk: '6rem',
  justification: 'auto',
}
export const titles: Readonly<Record<string, string>> = {
  action: 'Action',
  device: 'Device',
  target: 'Target',
  status: 'Status',
  who: 'Submitted by',
  submittedAt: 'Submitted',
  bulk: 'Bulk',
  justification: 'Justification',
}
/** Columns that phones have no room for. */
export const onDesk: ReadonlySet<string> = new Set(['target', 'who', 'submittedAt', 'bulk', 'justification'])

const values: Readonly<Record<string, (action: ActionRowFragment) => string>> = {
  action: ({ type }) => titleOf(type),
  device: ({ device }) => device?.hostname ?? '',
  target: ({ parameters }) => targetOf(parameters),
  status: action => {
    const { word, more = '' } = standing(action)
    return `${word}${more}`
  },
  who: ({ submittedBy }) => nameOf(submittedBy),
  submittedAt: ({ submittedAt }) => submittedAt,
  bulk: ({ bulkAction }) => bulkAction?.id ?? '',
  justification: ({ justification }) => justification,
}

/** The shown columns as columns of a CSV file. */
export const csvColumns = (hidden: readonly string[]): CsvColumn<ActionRowFragment>[] =>
  Object.entries(values)
    .filter(([id]) => !hidden.includes(id))
    .map(([id, value]) => ({ header: titles[id] ?? id, value }))
