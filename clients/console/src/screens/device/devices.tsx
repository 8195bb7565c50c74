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
import { many, platformWords, titled } from '../../ui/words.ts'
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
      title={`Devices${totalCount === null ? '' : `: ${many(totalCount)}`}`}
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
          <CsvButton name="devices" columns={shown.filter(({ isFixed }) => !isFixed)} readPage={readPage} />
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
          <Empty title="No matching devices">
            Devices appear here once they are enrolled. See Settings for enrolment tokens.
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
        aria-label="Host name contains"
        size="xs"
        placeholder="Host name contains …"
        data-search
        value={typed}
        onChange={event => {
          setTyped(event.currentTarget.value)
          find(event.currentTarget.value.trim())
        }}
      />
      <TagsInput
        aria-label="Labels"
        size="xs"
        placeholder={search.labels ? '' : 'Label'}
        maw={220}
        value={search.labels ?? []}
        onChange={labels => set({ labels: labels.length > 0 ? labels : undefined })}
      />
      <PersonFilter value={search.person} onChange={person => set({ person })} />
      <Select
        aria-label="System"
        size="xs"
        placeholder="Any system"
        clearable
        clearButtonProps={{ 'aria-label': 'Any system' }}
        w={130}
        data={platforms.map(value => ({ value, label: platformWords[value] }))}
        value={search.platform ?? null}
        onChange={platform => set({ platform: platform ?? undefined })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Which devices"
        data={Object.keys(kinds).map(value => ({ value, label: titled(value) }))}
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
  const most = `A bulk action has at most ${mostDevices.toLocaleString('en')} devices`
  return (
    <>
      <Button
        variant="default"
        disabled={!total || areTooMany || every.progress !== null}
        title={areTooMany ? most : undefined}
        onClick={every.choose}
      >
        {every.progress === null ? 'Select all' : `Selecting: ${every.progress.toLocaleString('en')}`}
      </Button>
      {count > 0 && (
        <Button variant="default" onClick={() => onChoose(() => new Set())}>
          Clear selection
        </Button>
      )}
      <Button
        disabled={count === 0 || count > mostDevices}
        title={count > mostDevices ? most : undefined}
        onClick={() => void navigate(toSubmit({ devices: [...chosen], type: 'ISOLATE_DEVICE' }))}
      >
        {count <= 1 ? 'Respond …' : `Respond on ${count.toLocaleString('en')} devices …`}
      </Button>
    </>
  )
}
