import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { HistoryDocument } from '../../../generated/documents.ts'
import { useSdk } from '../../api/use-subscription.ts'
import { useChanges, useLivePick } from '../../live/use-live.tsx'
import { CsvButton } from '../../rows/csv-button.tsx'
import { type PagedRows, type ReadPage, useRows } from '../../rows/paged-rows.ts'
import { VirtualTable } from '../../rows/virtual-table.tsx'
import { ColumnChooser } from '../../ui/column-chooser.tsx'
import { Empty, Failed, Loading, Page } from '../../ui/parts.tsx'
import { SavedViews } from '../../ui/saved-views.tsx'
import { many } from '../../ui/words.ts'
import { BulkDevices } from '../bulk/bulk-devices.tsx'
import { canFold, type HistoryRow, isBulk, readFolded } from './folded-history.ts'
import { historyColumns } from './history-columns.tsx'
import { HistoryFilters } from './history-filters.tsx'
import { filterOf, type HistorySearch, orders } from './history-search.ts'

const route = getRouteApi('/history')

export function History() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const sdk = useSdk()
  const [epoch, setEpoch] = useState(0)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const { order = 'newest', hide = [], unfolded = false } = search
  const asked = { filter: filterOf(search), orderBy: orders[order] ?? null }
  const isFoldable = order === 'newest' && canFold(asked.filter)
  const isFolded = isFoldable && !unfolded
  const readActions: ReadPage<HistoryRow> = async page => {
    const { actions } = await sdk.request(HistoryDocument, { ...asked, ...page })
    return { ...actions, rows: actions.edges.map(({ node }) => node) }
  }
  const readPage = isFolded ? readFolded(sdk, asked.filter) : readActions
  const content = JSON.stringify({ ...asked, isFolded })
  const columns = historyColumns({
    opened,
    toggle: id =>
      setOpened(before => {
        const after = new Set(before)
        if (!after.delete(id)) after.add(id)
        return after
      }),
  })
  const shown = columns.filter(({ id }) => !hide.includes(id))
  const set = (changed: { hide?: string[] | undefined; unfolded?: true | undefined }) =>
    void navigate({ search: before => ({ ...before, ...changed }) as HistorySearch, replace: true })
  return (
    <Page
      title={t`History`}
      fills
      aside={
        <>
          <Checkbox
            size="xs"
            label={t`Fold bulk actions`}
            title={isFoldable ? '' : t`These filters and this order concern single actions`}
            disabled={!isFoldable}
            checked={isFolded}
            onChange={event => set({ unfolded: event.currentTarget.checked ? undefined : true })}
          />
          <SavedViews screen="history" />
          <ColumnChooser
            columns={columns}
            hidden={hide}
            onChange={hidden => set({ hide: hidden.length > 0 ? hidden : undefined })}
          />
          <CsvButton name={t`history`} columns={shown} readPage={readPage} />
        </>
      }
    >
      <HistoryFilters />
      <List
        key={`${content} ${epoch}`}
        content={content}
        readPage={readPage}
        columns={shown}
        opened={opened}
        onRenew={() => setEpoch(epoch + 1)}
      />
    </Page>
  )
}

interface ListProps extends Omit<RowsProps, 'rows'> {
  readonly content: string
  readonly readPage: ReadPage<HistoryRow>
  readonly onRenew: () => void
}

function List({ content, readPage, onRenew, ...shown }: ListProps) {
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
        {rows.totalCount === 1 ? t`1 action` : t`${many(rows.totalCount)} actions`}
        {news > 0 && (
          <Button size="compact-xs" variant="default" onClick={onRenew}>
            <Trans>Show newer actions</Trans>
          </Button>
        )}
      </div>
      {rows.totalCount === 0 ? (
        <div className="panel">
          <Empty title={t`No matching actions`}>
            <Trans>Remove a filter, or look further back.</Trans>
          </Empty>
        </div>
      ) : (
        <Rows rows={rows} {...shown} />
      )}
    </>
  )
}

interface RowsProps {
  readonly rows: PagedRows<HistoryRow>
  readonly columns: ReturnType<typeof historyColumns>
  readonly opened: ReadonlySet<string>
}

function Rows({ rows, columns, opened }: RowsProps) {
  const { order = 'newest' } = route.useSearch()
  const navigate = route.useNavigate()
  // Live rows are newer than the loaded ones.
  const open = useLivePick(({ open }) => open)
  const ended = useLivePick(({ ended }) => ended)
  const newer = new Map<string, HistoryRow>([...open, ...ended].map(action => [action.id, action]))
  const range = useRef({ first: 0, last: 0 })
  // The progress of folded bulk actions.
  useChanges(
    ({ action }) => action.bulkAction !== null,
    () => rows.renew(range.current.first, range.current.last),
    { every: 2000 },
  )
  const sort = () =>
    void navigate({
      search: ({ order: _, ...before }) => ({ ...before, ...(order === 'newest' && { order: 'oldest' }) }),
      replace: true,
    })
  return (
    <VirtualTable
      label={t`Actions`}
      className="history"
      rows={rows}
      columns={columns}
      keyOf={({ id }) => id}
      latest={row => newer.get(row.id) ?? row}
      headOf={({ id, title }) =>
        id === 'submittedAt' ? (
          <button type="button" className="sort" onClick={sort}>
            {title} {order === 'newest' ? '↓' : order === 'oldest' ? '↑' : ''}
          </button>
        ) : (
          title
        )
      }
      detailsOf={row => (isBulk(row) && opened.has(row.id) ? <BulkDevices id={row.id} /> : null)}
      revision={opened}
      onRange={visible => {
        range.current = visible
      }}
    />
  )
}
