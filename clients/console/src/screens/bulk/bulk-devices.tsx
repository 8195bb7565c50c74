import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type ActionRowFragment, BulkDevicesDocument } from '../../../generated/documents.ts'
import { useSdk } from '../../api/use-subscription.ts'
import { useChanges } from '../../live/use-live.tsx'
import { useDensity } from '../../rows/density.ts'
import { useRows } from '../../rows/paged-rows.ts'
import { Spacer, useVirtualRows } from '../../rows/virtual-rows.tsx'
import { Empty, Failed, Loading, Online, Panel, Status } from '../../ui/parts.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { many } from '../../ui/words.ts'

const noRows = { rows: [], totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null } }

/** All devices of a bulk action with the state of its action on each. */
export function BulkDevices({ id }: { readonly id: string }) {
  const [search, setSearch] = useState('')
  const sdk = useSdk()
  const filter = search ? { search } : {}
  const rows = useRows(`${id} ${search}`, async page => {
    const { bulkAction } = await sdk.request(BulkDevicesDocument, { id, filter, ...page })
    if (!bulkAction) return noRows
    const { actions } = bulkAction
    return { ...actions, rows: actions.edges.map(({ node }) => node) }
  })
  const { isDense, rowHeight } = useDensity()
  const { scroll, visible, above, below, first, last } = useVirtualRows(rows, { rowHeight })
  useChanges(
    ({ action }) => action.bulkAction?.id === id,
    () => rows.renew(first, last),
    { every: 1000 },
  )
  return (
    <Panel
      title={rows.totalCount === null ? t`Devices` : t`Devices: ${many(rows.totalCount)}`}
      bare
      aside={<SearchField label={t`Search the devices`} value={search} onChange={setSearch} />}
    >
      {rows.failure && rows.totalCount === null ? (
        <Failed failure={rows.failure} retry={rows.retry} />
      ) : rows.totalCount === null ? (
        <Loading />
      ) : rows.totalCount === 0 ? (
        <Empty title={t`No matching devices`}>
          <Trans>Search for three letters or more of a host name.</Trans>
        </Empty>
      ) : (
        <section
          ref={scroll}
          className="bulk-devices"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
          tabIndex={0}
          aria-label={t`Devices of the bulk action`}
        >
          <table
            className="grid-table virtual slim"
            data-dense={isDense || undefined}
            aria-rowcount={rows.length}
          >
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Host name</Trans>
                </th>
                <th scope="col">
                  <Trans>Connection</Trans>
                </th>
                <th scope="col">
                  <Trans>Action</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              <Spacer height={above} columns={3} />
              {visible.map(action => (
                <Row key={action.id} action={action} height={rowHeight} />
              ))}
              <Spacer height={below} columns={3} />
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}

function Row({ action, height }: { readonly action: ActionRowFragment; readonly height: number }) {
  const { id, device } = action
  return (
    <tr style={{ height }}>
      <th scope="row" className="clip">
        {device && (
          <Link to="/devices/$id" params={{ id: device.id }} data-keyboard-item>
            {device.hostname}
          </Link>
        )}
      </th>
      <td>{device && <Online online={device.online} />}</td>
      <td className="clip">
        <Link to="/actions/$id" params={{ id }}>
          <Status action={action} />
        </Link>
      </td>
    </tr>
  )
}
