import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { ActionRowFragment } from '../../generated/documents.ts'
import { useChanges, useLivePick } from '../live/use-live.tsx'
import { Empty, Failed, Loading, Page, Status } from '../ui/parts.tsx'
import { Time } from '../ui/time.tsx'
import { many, nameOf, targetOf, typeWords } from '../ui/words.ts'
import { HistoryFilters } from './history-filters.tsx'
import { type HistoryRows, useHistoryRows } from './history-rows.ts'
import { filterOf, orders } from './history-search.ts'

const route = getRouteApi('/history')
const rowHeight = 32

const features = tableFeatures({})
const helper = createColumnHelper<typeof features, ActionRowFragment>()
const columns = helper.columns([
  helper.display({
    id: 'action',
    header: 'Action',
    cell: ({ row: { original } }) => (
      <Link to="/actions/$id" params={{ id: original.id }} data-keyboard-item>
        {typeWords[original.type]}
      </Link>
    ),
  }),
  helper.accessor(({ device }) => device?.hostname ?? '', { id: 'device', header: 'Device' }),
  helper.accessor(({ parameters }) => targetOf(parameters), {
    id: 'target',
    header: 'Target',
    cell: ({ getValue }) => <span className="mono">{getValue()}</span>,
  }),
  helper.display({ id: 'status', header: 'Status', cell: ({ row }) => <Status action={row.original} /> }),
  helper.accessor(({ submittedBy }) => nameOf(submittedBy), { id: 'who', header: 'Submitted by' }),
  helper.accessor('submittedAt', {
    header: 'Submitted',
    cell: ({ getValue }) => <Time at={getValue()} />,
  }),
  helper.accessor('justification', { header: 'Why' }),
])
const widths: Record<string, string> = {
  action: '10rem',
  device: '9rem',
  target: 'auto',
  status: '13.5rem',
  who: '8.5rem',
  submittedAt: '12rem',
  justification: 'auto',
}

export function History() {
  const search = route.useSearch()
  const [epoch, setEpoch] = useState(0)
  return (
    <Page title="History" fills>
      <HistoryFilters />
      <List key={`${JSON.stringify(search)} ${epoch}`} onRenew={() => setEpoch(epoch + 1)} />
    </Page>
  )
}

function List({ onRenew }: { readonly onRenew: () => void }) {
  const search = route.useSearch()
  const rows = useHistoryRows(
    filterOf(search),
    orders[search.order ?? 'newest'] ?? { field: 'SUBMITTED_AT', direction: 'DESC' },
  )
  const [news, setNews] = useState(0)
  useChanges(
    ({ event }) => event.kind === 'ACTION_SUBMITTED',
    () => setNews(news + 1),
  )
  if (rows.failure && rows.length <= 1) return <Failed failure={rows.failure} retry={rows.retry} />
  if (rows.totalCount === null) return <Loading />
  return (
    <>
      <div
        style={{ display: 'flex', gap: '0.75rem', alignItems: 'center' }}
        className="dim"
        aria-live="polite"
      >
        {many(rows.totalCount)} {rows.totalCount === 1 ? 'action' : 'actions'}
        {news > 0 && (
          <Button size="compact-xs" variant="default" onClick={onRenew}>
            There are newer ones: show them
          </Button>
        )}
      </div>
      {rows.totalCount === 0 ? (
        <div className="panel">
          <Empty title="Nothing like that">Take a filter away, or look further back.</Empty>
        </div>
      ) : (
        <Rows rows={rows} />
      )}
    </>
  )
}

function Rows({ rows }: { readonly rows: HistoryRows }) {
  const scroll = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => rows.want(first, last), [rows, first, last])

  // What changes while one looks: the live rows are newer than those that were read.
  const live = useLivePick(({ open }) => open)
  const ended = useLivePick(({ ended }) => ended)
  const newer = new Map([...live, ...ended].map(action => [action.id, action]))
  const known = items.map(({ index }) => rows.row(index))
  const data = known.flatMap(row => (row ? [newer.get(row.id) ?? row] : []))
  const table = useTable({ features, columns, data, getRowId: row => row.id })
  const above = items[0]?.start ?? 0
  const below =
    virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) + (items.length - data.length) * rowHeight

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={scroll} className="panel filling" tabIndex={0} aria-label="Actions">
      <table className="grid-table history" aria-rowcount={rows.length}>
        <thead>
          {table.getHeaderGroups().map(group => (
            <tr key={group.id}>
              {group.headers.map(header => (
                <th key={header.id} scope="col" style={{ width: widths[header.id] }}>
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          <Spacer height={above} />
          {table.getRowModel().rows.map(row => (
            <tr key={row.id} style={{ height: rowHeight }}>
              {row.getAllCells().map(cell => (
                <td key={cell.id} className="clip">
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
          <Spacer height={below} />
        </tbody>
      </table>
    </section>
  )
}

const Spacer = ({ height }: { readonly height: number }) =>
  height > 0 ? (
    <tr>
      <td colSpan={columns.length} style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null
