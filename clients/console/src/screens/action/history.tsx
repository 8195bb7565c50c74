import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import { useState } from 'react'
import { type ActionRowFragment, HistoryDocument } from '../../../generated/documents.ts'
import { useSdk } from '../../api/use-subscription.ts'
import { useChanges, useLivePick } from '../../live/use-live.tsx'
import { type PagedRows, useRows } from '../../rows/paged-rows.ts'
import { rowHeight, Spacer, useVirtualRows } from '../../rows/virtual-rows.tsx'
import { titleOf } from '../../ui/action-catalog.ts'
import { Empty, Failed, Loading, Page, Status } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { many, nameOf, targetOf } from '../../ui/words.ts'
import { HistoryFilters } from './history-filters.tsx'
import { filterOf, orders } from './history-search.ts'

const route = getRouteApi('/history')

const features = tableFeatures({})
const helper = createColumnHelper<typeof features, ActionRowFragment>()
const columns = helper.columns([
  helper.display({
    id: 'action',
    header: 'Action',
    cell: ({ row: { original } }) => (
      <Link to="/actions/$id" params={{ id: original.id }} data-keyboard-item>
        {titleOf(original.type)}
      </Link>
    ),
  }),
  helper.accessor(({ device }) => device?.hostname ?? '', { id: 'device', header: 'Device' }),
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
  helper.accessor(({ submittedBy }) => nameOf(submittedBy), { id: 'who', header: 'Submitted by' }),
  helper.accessor('submittedAt', {
    header: 'Submitted',
    cell: ({ getValue }) => <Time at={getValue()} />,
  }),
  helper.accessor('justification', {
    header: 'Justification',
    cell: ({ getValue }) => <span title={getValue()}>{getValue()}</span>,
  }),
])
const widths: Record<string, string> = {
  action: '9rem',
  device: '9rem',
  target: 'auto',
  status: '13rem',
  who: '8rem',
  submittedAt: '11.5rem',
  justification: 'auto',
}

/** Columns that phones have no room for. */
const onDesk = new Set(['target', 'who', 'submittedAt', 'justification'])

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
  const sdk = useSdk()
  const asked = { filter: filterOf(search), orderBy: orders[search.order ?? 'newest'] ?? null }
  const rows = useRows(JSON.stringify(asked), async page => {
    const { actions } = await sdk.request(HistoryDocument, { ...asked, ...page })
    return { ...actions, rows: actions.edges.map(({ node }) => node) }
  })
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
            Show newer actions
          </Button>
        )}
      </div>
      {rows.totalCount === 0 ? (
        <div className="panel">
          <Empty title="No matching actions">Remove a filter, or look further back.</Empty>
        </div>
      ) : (
        <Rows rows={rows} />
      )}
    </>
  )
}

function Rows({ rows }: { readonly rows: PagedRows<ActionRowFragment> }) {
  const { scroll, visible, above, below } = useVirtualRows(rows)
  // Live rows are newer than the loaded ones.
  const open = useLivePick(({ open }) => open)
  const ended = useLivePick(({ ended }) => ended)
  const newer = new Map([...open, ...ended].map(action => [action.id, action]))
  const data = visible.map(row => newer.get(row.id) ?? row)
  const table = useTable({ features, columns, data, getRowId: row => row.id })

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
    <section ref={scroll} className="panel filling" tabIndex={0} aria-label="Actions">
      <table className="grid-table virtual history" aria-rowcount={rows.length}>
        <thead>
          {table.getHeaderGroups().map(group => (
            <tr key={group.id}>
              {group.headers.map(header => (
                <th
                  key={header.id}
                  scope="col"
                  className={onDesk.has(header.id) ? 'desk' : ''}
                  style={{ width: widths[header.id] }}
                >
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          <Spacer height={above} columns={columns.length} />
          {table.getRowModel().rows.map(row => (
            <tr key={row.id} style={{ height: rowHeight }}>
              {row.getAllCells().map(cell => (
                <td key={cell.id} className={onDesk.has(cell.column.id) ? 'clip desk' : 'clip'}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
          <Spacer height={below} columns={columns.length} />
        </tbody>
      </table>
    </section>
  )
}
