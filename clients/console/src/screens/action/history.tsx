import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTable } from '@tanstack/react-table'
import { useState } from 'react'
import { type ActionRowFragment, HistoryDocument } from '../../../generated/documents.ts'
import { useSdk } from '../../api/use-subscription.ts'
import { useChanges, useLivePick } from '../../live/use-live.tsx'
import { CsvButton } from '../../rows/csv-button.tsx'
import { type PagedRows, type ReadPage, useRows } from '../../rows/paged-rows.ts'
import { rowHeight, Spacer, useVirtualRows } from '../../rows/virtual-rows.tsx'
import { ColumnChooser } from '../../ui/column-chooser.tsx'
import { Empty, Failed, Loading, Page } from '../../ui/parts.tsx'
import { SavedViews } from '../../ui/saved-views.tsx'
import { many } from '../../ui/words.ts'
import { columns, csvColumns, features, onDesk, titles, widths } from './history-columns.tsx'
import { HistoryFilters } from './history-filters.tsx'
import { filterOf, orders } from './history-search.ts'

const route = getRouteApi('/history')

export function History() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const sdk = useSdk()
  const [epoch, setEpoch] = useState(0)
  const { order = 'newest', hide = [] } = search
  const asked = { filter: filterOf(search), orderBy: orders[order] ?? null }
  const readPage: ReadPage<ActionRowFragment> = async page => {
    const { actions } = await sdk.request(HistoryDocument, { ...asked, ...page })
    return { ...actions, rows: actions.edges.map(({ node }) => node) }
  }
  const content = JSON.stringify(asked)
  return (
    <Page
      title="History"
      fills
      aside={
        <>
          <SavedViews screen="history" />
          <ColumnChooser
            columns={titles}
            hidden={hide}
            onChange={hidden =>
              void navigate({
                search: ({ hide: _, ...before }) => ({
                  ...before,
                  ...(hidden.length > 0 && { hide: hidden }),
                }),
                replace: true,
              })
            }
          />
          <CsvButton name="history" columns={csvColumns(hide)} readPage={readPage} />
        </>
      }
    >
      <HistoryFilters />
      <List
        key={`${content} ${epoch}`}
        content={content}
        readPage={readPage}
        onRenew={() => setEpoch(epoch + 1)}
      />
    </Page>
  )
}

interface ListProps {
  readonly content: string
  readonly readPage: ReadPage<ActionRowFragment>
  readonly onRenew: () => void
}

function List({ content, readPage, onRenew }: ListProps) {
  const rows = useRows(content, readPage)
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
  const { order = 'newest', hide = [] } = route.useSearch()
  const navigate = route.useNavigate()
  const { scroll, visible, above, below } = useVirtualRows(rows)
  // Live rows are newer than the loaded ones.
  const open = useLivePick(({ open }) => open)
  const ended = useLivePick(({ ended }) => ended)
  const newer = new Map([...open, ...ended].map(action => [action.id, action]))
  const data = visible.map(row => newer.get(row.id) ?? row)
  const shown = columns.filter(
    ({ id, accessorKey }: { id?: string; accessorKey?: unknown }) =>
      !hide.includes(id ?? String(accessorKey)),
  )
  const table = useTable({ features, columns: shown, data, getRowId: row => row.id })
  const sort = () =>
    void navigate({
      search: ({ order: _, ...before }) => ({ ...before, ...(order === 'newest' && { order: 'oldest' }) }),
      replace: true,
    })

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
                  {header.id === 'submittedAt' ? (
                    <button type="button" className="sort" onClick={sort}>
                      <table.FlexRender header={header} />{' '}
                      {order === 'newest' ? '↓' : order === 'oldest' ? '↑' : ''}
                    </button>
                  ) : (
                    <table.FlexRender header={header} />
                  )}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          <Spacer height={above} columns={shown.length} />
          {table.getRowModel().rows.map(row => (
            <tr key={row.id} style={{ height: rowHeight }}>
              {row.getAllCells().map(cell => (
                <td key={cell.id} className={onDesk.has(cell.column.id) ? 'clip desk' : 'clip'}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
          <Spacer height={below} columns={shown.length} />
        </tbody>
      </table>
    </section>
  )
}
