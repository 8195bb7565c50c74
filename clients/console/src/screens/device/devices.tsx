import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { type DeviceFilter, DevicesDocument, type Platform } from '../../../generated/documents.ts'
import { useSdk } from '../../api/use-subscription.ts'
import { CsvButton } from '../../rows/csv-button.tsx'
import { type ReadPage, useRows } from '../../rows/paged-rows.ts'
import { useViewer } from '../../session/viewer.tsx'
import { ColumnChooser } from '../../ui/column-chooser.tsx'
import { Empty, Failed, Loading, Page } from '../../ui/parts.tsx'
import { PersonFilter } from '../../ui/person-filter.tsx'
import { SavedViews } from '../../ui/saved-views.tsx'
import { many, platformWords } from '../../ui/words.ts'
import { mostDevices, toSubmit } from '../submit/to-submit.ts'
import { type DeviceRow, deviceColumns } from './device-columns.tsx'
import { DeviceTable } from './device-table.tsx'
import { useEveryDevice } from './use-every-device.ts'

const route = getRouteApi('/devices')

const kinds: Record<string, DeviceFilter> = {
  all: {},
  online: { online: true },
  offline: { online: false },
  isolated: { isolated: true },
  drifted: { drifted: true },
}
const kindWords = () => [
  { value: 'all', label: t`All` },
  { value: 'online', label: t`Online` },
  { value: 'offline', label: t`Offline` },
  { value: 'isolated', label: t`Isolated` },
  { value: 'drifted', label: t`Drifted` },
]
const platforms: readonly Platform[] = ['WINDOWS', 'LINUX', 'MACOS']

export function Devices() {
  const { host, which = 'all', platform, labels, person, hide = [] } = route.useSearch()
  const navigate = route.useNavigate()
  const filter: DeviceFilter = {
    ...(Object.hasOwn(kinds, which) && kinds[which]),
    ...(platform && { platform: platform as Platform }),
    ...(labels && { labels }),
    ...(person && { personId: person }),
    ...(host && { hostnameContains: host }),
  }
  const sdk = useSdk()
  const { canAct } = useViewer()
  const readPage: ReadPage<DeviceRow> = async page => {
    const { devices } = await sdk.request(DevicesDocument, { filter, ...page })
    return { ...devices, rows: devices.edges.map(({ node }) => node) }
  }
  const rows = useRows(JSON.stringify(filter), readPage)
  // The selection outlives the filter, so that a response can go to devices that no single filter finds.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const columns = deviceColumns({
    chosen,
    toggle: canAct
      ? id =>
          setChosen(before => {
            const after = new Set(before)
            if (!after.delete(id)) after.add(id)
            return after
          })
      : null,
  })
  const shown = columns.filter(({ id }) => !hide.includes(id))
  const { totalCount } = rows
  return (
    <Page
      title={totalCount === null ? t`Devices` : t`Devices: ${many(totalCount)}`}
      fills
      aside={
        <>
          <Filters />
          <SavedViews screen="devices" />
          <ColumnChooser
            columns={columns}
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
          <CsvButton
            name={t`devices`}
            columns={shown.filter(({ isFixed }) => !isFixed)}
            readPage={readPage}
          />
          {canAct && <Chosen filter={filter} total={totalCount} chosen={chosen} onChoose={setChosen} />}
        </>
      }
    >
      {rows.failure && totalCount === null ? (
        <Failed failure={rows.failure} retry={rows.retry} />
      ) : totalCount === null ? (
        <Loading />
      ) : totalCount === 0 ? (
        <div className="panel">
          <Empty title={t`No matching devices`}>
            <Trans>Devices appear here once they are enrolled. See Settings for enrolment tokens.</Trans>
          </Empty>
        </div>
      ) : (
        <DeviceTable rows={rows} columns={shown} chosen={chosen} />
      )}
    </Page>
  )
}

/** The filters are kept in the URL, as in History. */
function Filters() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [typed, setTyped] = useState(search.host ?? '')
  const set = (changed: { readonly [Name in keyof typeof search]?: (typeof search)[Name] | undefined }) =>
    void navigate({ search: { ...search, ...changed } as typeof search, replace: true })
  const find = useDebouncedCallback((host: string) => set({ host: host || undefined }), 200)
  return (
    <>
      <TextInput
        aria-label={t`Host name contains`}
        size="xs"
        placeholder={t`Host name contains …`}
        data-search
        value={typed}
        onChange={event => {
          setTyped(event.currentTarget.value)
          find(event.currentTarget.value.trim())
        }}
      />
      <TagsInput
        aria-label={t`Labels`}
        size="xs"
        placeholder={search.labels ? '' : t`Label`}
        maw={220}
        value={search.labels ?? []}
        onChange={labels => set({ labels: labels.length > 0 ? labels : undefined })}
      />
      <PersonFilter value={search.person} onChange={person => set({ person })} />
      <Select
        aria-label={t`System`}
        size="xs"
        placeholder={t`Any system`}
        clearable
        clearButtonProps={{ 'aria-label': t`Any system` }}
        w={130}
        data={platforms.map(value => ({ value, label: platformWords[value] }))}
        value={search.platform ?? null}
        onChange={platform => set({ platform: platform ?? undefined })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t`Which devices`}
        data={kindWords()}
        value={search.which ?? 'all'}
        onChange={which => set({ which: which === 'all' ? undefined : which })}
      />
    </>
  )
}

interface ChosenProps {
  readonly filter: DeviceFilter
  readonly total: number | null
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => void
}

function Chosen({ filter, total, chosen, onChoose }: ChosenProps) {
  const navigate = route.useNavigate()
  const every = useEveryDevice(filter, ids => onChoose(before => new Set([...before, ...ids])))
  const count = chosen.size
  const areTooMany = Math.max(count, total ?? 0) > mostDevices
  const most = t`A bulk action has at most ${i18n.number(mostDevices)} devices`
  return (
    <>
      <Button
        variant="default"
        disabled={!total || areTooMany || every.progress !== null}
        title={areTooMany ? most : undefined}
        onClick={every.choose}
      >
        {every.progress === null ? t`Select all` : t`Selecting: ${i18n.number(every.progress)}`}
      </Button>
      {count > 0 && (
        <Button variant="default" onClick={() => onChoose(() => new Set())}>
          <Trans>Clear selection</Trans>
        </Button>
      )}
      <Button
        disabled={count === 0 || count > mostDevices}
        title={count > mostDevices ? most : undefined}
        onClick={() => void navigate(toSubmit({ devices: [...chosen], type: 'ISOLATE_DEVICE' }))}
      >
        {count <= 1 ? t`Respond …` : t`Respond on ${i18n.number(count)} devices …`}
      </Button>
    </>
  )
}
