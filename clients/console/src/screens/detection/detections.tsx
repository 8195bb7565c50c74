import { i18n, type MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, MultiSelect, Select } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useTable } from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import {
  type DetectionStatus,
  DetectionsDocument,
  ReportedDocument,
  type Severity,
} from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useSubscription } from '../../api/use-subscription.ts'
import { useChanges } from '../../live/use-live.tsx'
import { useViewer } from '../../session/viewer.tsx'
import { Empty, Failed, Loading, Page } from '../../ui/parts.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { detectionStatuses, severities, titled } from '../../ui/words.ts'
import { Investigate } from '../investigation/investigate.tsx'
import { toSubmit } from '../submit/to-submit.ts'
import { acting, type Detection, features, looking } from './detection-columns.tsx'

const route = getRouteApi('/detections')
const pageSize = 100

/** What cards on phones say before a value. */
const labels: Readonly<Record<string, MessageDescriptor>> = {
  severity: msg`Severity`,
  device: msg`Device`,
  firedAt: msg`Detected`,
  status: msg`Status`,
  investigation: msg`Investigation`,
  actions: msg`Response`,
}
const none: Detection[] = []

export function Detections() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { canAct, id: viewerId } = useViewer()
  const [after, setAfter] = useState<string | null>(null)
  const set = (changed: { readonly [Name in keyof typeof search]?: (typeof search)[Name] | undefined }) => {
    setAfter(null)
    void navigate({ search: { ...search, ...changed } as typeof search, replace: true })
  }
  const filter = {
    ...(search.severities && { severities: search.severities as Severity[] }),
    ...(search.statuses && { statuses: search.statuses as DetectionStatus[] }),
    ...(search.search && { search: search.search }),
    ...(search.mine && { assigneeId: viewerId }),
    ...(search.investigation && { investigationId: search.investigation }),
  }
  const { data, error, isLoading, refresh } = useData(DetectionsDocument, { filter, first: pageSize, after })
  useSubscription(ReportedDocument, {}, refresh)
  useChanges(({ action }) => action.detection !== null, refresh, { every: 1000 })
  const newest = data?.detections.edges.map(({ node }) => node) ?? none
  const bySeverity = useMemo(
    () => [...newest].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    [newest],
  )
  const detections = search.sort === 'severity' ? bySeverity : newest
  const table = useTable({
    features,
    columns: canAct ? acting : looking,
    data: detections,
    getRowId: ({ id }) => id,
  })
  const chosen = table.getSelectedRowModel().rows.map(({ original }) => original)

  return (
    <Page
      title={t`Detections`}
      aside={
        <>
          <SearchField
            label={t`Search in title, technique, process and host name`}
            value={search.search ?? ''}
            onChange={words => set({ search: words || undefined })}
          />
          <Checkbox
            size="xs"
            label={t`Assigned to me`}
            checked={search.mine ?? false}
            onChange={event => set({ mine: event.currentTarget.checked || undefined })}
          />
          <MultiSelect
            aria-label={t`Status`}
            size="xs"
            placeholder={search.statuses ? '' : t`Status`}
            clearable
            clearButtonProps={{ 'aria-label': t`Any status` }}
            data={detectionStatuses.map(value => ({ value, label: titled(value) }))}
            value={search.statuses ?? []}
            onChange={values => set({ statuses: values.length > 0 ? values : undefined })}
          />
          <MultiSelect
            aria-label={t`Severity`}
            size="xs"
            placeholder={search.severities ? '' : t`Severity`}
            clearable
            clearButtonProps={{ 'aria-label': t`Any severity` }}
            data={severities.map(value => ({ value, label: titled(value) }))}
            value={search.severities ?? []}
            onChange={values => set({ severities: values.length > 0 ? values : undefined })}
          />
          <Select
            aria-label={t`Order`}
            size="xs"
            w={150}
            allowDeselect={false}
            data={[
              { value: 'time', label: t`Newest first` },
              { value: 'severity', label: t`Most severe first` },
            ]}
            value={search.sort ?? 'time'}
            onChange={sort => set({ sort: sort === 'severity' ? sort : undefined })}
          />
          {canAct && <Respond chosen={chosen} onDone={refresh} />}
        </>
      }
    >
      <div className="panel" style={{ overflowX: 'auto' }}>
        {isLoading ? (
          <Loading />
        ) : error && !data ? (
          <Failed failure={error} retry={refresh} />
        ) : detections.length === 0 ? (
          <Empty title={t`No detections`}>
            <Trans>Reports of your detectors appear here.</Trans>
          </Empty>
        ) : (
          <table className="grid-table cards">
            <thead>
              {table.getHeaderGroups().map(group => (
                <tr key={group.id}>
                  {group.headers.map(header => (
                    <th key={header.id} scope="col">
                      <table.FlexRender header={header} />
                    </th>
                  ))}
                </tr>
              ))}
            </thead>
            <tbody>
              {table.getRowModel().rows.map(row => (
                <tr key={row.id} data-selected={row.getIsSelected()}>
                  {row.getAllCells().map(cell => {
                    const label = labels[cell.column.id]
                    return (
                      <td key={cell.id} data-label={label && i18n._(label)}>
                        <table.FlexRender cell={cell} />
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {search.sort === 'severity' && data?.detections.pageInfo.hasNextPage && (
        <p className="dim">
          <Trans>Sorted within the {pageSize} detections of this page; older ones follow.</Trans>
        </p>
      )}
      <Group gap="xs">
        {after !== null && (
          <Button variant="default" onClick={() => setAfter(null)}>
            <Trans>Newest</Trans>
          </Button>
        )}
        {data?.detections.pageInfo.hasNextPage && (
          <Button variant="default" onClick={() => setAfter(data.detections.pageInfo.endCursor)}>
            <Trans>Older</Trans>
          </Button>
        )}
      </Group>
    </Page>
  )
}

/** One response on all selected detections, once per device. */
function Respond({ chosen, onDone }: { readonly chosen: readonly Detection[]; readonly onDone: () => void }) {
  const navigate = route.useNavigate()
  const [isOpen, dialog] = useDisclosure(false)
  const devices = [...new Set(chosen.map(({ device }) => device.id))]
  const only = chosen.length === 1 ? chosen[0] : undefined
  return (
    <>
      <Button
        disabled={devices.length === 0}
        onClick={() =>
          void navigate(toSubmit({ devices, type: 'ISOLATE_DEVICE', ...(only && { detection: only.id }) }))
        }
      >
        {devices.length <= 1 ? t`Respond …` : t`Respond on ${devices.length} devices …`}
      </Button>
      <Button variant="default" disabled={devices.length === 0} onClick={dialog.open}>
        <Trans>Investigate …</Trans>
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={
          chosen.length === 1 ? t`Investigate the detection` : t`Investigate ${chosen.length} detections`
        }
      >
        <Investigate
          detectionIds={chosen.map(({ id }) => id)}
          onDone={() => {
            dialog.close()
            onDone()
          }}
        />
      </Modal>
    </>
  )
}
