import { Button, Group, SegmentedControl } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { DriftedDevicesDocument, InForceDocument, type InForceQuery } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { Empty, Failed, Loading, Online, Page, Panel } from '../../ui/parts.tsx'
import { Ago, Countdown, Time } from '../../ui/time.tsx'
import { many, nameOf } from '../../ui/words.ts'
import { DriftNotice } from './drift-notice.tsx'
import { EffectCommands } from './effect-commands.tsx'
import { effectWord, missingWord } from './effects.ts'

const route = getRouteApi('/containment')

type Effect = InForceQuery['actions']['edges'][number]['node']

const kinds = { all: 'All', isolations: 'Isolations', blocks: 'Blocks' } as const
const typesOf = { all: null, isolations: ['ISOLATE_DEVICE'], blocks: ['BLOCK_IP'] } as const

/** Isolations and blocks that should be in force, and what each device reports. */
export function Containment() {
  const { kind = 'all' } = route.useSearch()
  const navigate = route.useNavigate()
  const [after, setAfter] = useState<string | null>(null)
  const types = typesOf[kind as keyof typeof typesOf]
  const filter = { inForce: true, ...(types && { types: [...types] }) }
  const { data, error, isLoading, refresh } = useData(InForceDocument, { filter, first: 50, after })
  const drifted = useData(DriftedDevicesDocument, { first: 50 })
  useChanges(
    () => true,
    () => {
      refresh()
      drifted.refresh()
    },
    { every: 1000 },
  )
  return (
    <Page
      title="Containment"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Which effects"
          data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
          value={kind}
          onChange={next => {
            setAfter(null)
            void navigate({ search: next === 'all' ? {} : { kind: next }, replace: true })
          }}
        />
      }
    >
      {(drifted.data?.devices.totalCount ?? 0) > 0 && (
        <Panel title={`Devices with drift: ${many(drifted.data?.devices.totalCount ?? 0)}`} bare>
          {drifted.data?.devices.edges.flatMap(({ node: { id, hostname, drift } }) =>
            drift.map(one => (
              <DriftNotice
                key={one.action.id}
                drift={one}
                deviceId={id}
                device={
                  <>
                    <Link to="/devices/$id" params={{ id }}>
                      {hostname}
                    </Link>
                    :
                  </>
                }
              />
            )),
          )}
        </Panel>
      )}
      <Panel title={`In force${data ? `: ${many(data.actions.totalCount)}` : ''}`} bare>
        {isLoading ? (
          <Loading />
        ) : !data ? (
          error && <Failed failure={error} retry={refresh} />
        ) : data.actions.totalCount === 0 ? (
          <Empty title="No isolation or block is in force" />
        ) : (
          <div style={{ overflowX: 'auto' }}>
            <Board effects={data.actions.edges.map(({ node }) => node)} />
          </div>
        )}
      </Panel>
      <Group gap="xs">
        {after !== null && (
          <Button variant="default" onClick={() => setAfter(null)}>
            Newest
          </Button>
        )}
        {data?.actions.pageInfo.hasNextPage && (
          <Button variant="default" onClick={() => setAfter(data.actions.pageInfo.endCursor)}>
            Older
          </Button>
        )}
      </Group>
    </Page>
  )
}

const Board = ({ effects }: { readonly effects: readonly Effect[] }) => (
  <table className="grid-table cards">
    <thead>
      <tr>
        <th scope="col">Device</th>
        <th scope="col">Expected</th>
        <th scope="col">Reported by the device</th>
        <th scope="col">In force since</th>
        <th scope="col">Ends</th>
        <th scope="col">Submitted by</th>
        <th scope="col">
          <span className="skip">Commands</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {effects.map(effect => (
        <Row key={effect.id} effect={effect} />
      ))}
    </tbody>
  </table>
)

function Row({ effect }: { readonly effect: Effect }) {
  const { id, device, parameters, completedAt, effectUntil, submittedBy } = effect
  if (!device) return null
  const drift = device.drift.find(({ action }) => action.id === id)
  return (
    <tr>
      <th scope="row">
        <Link to="/devices/$id" params={{ id: device.id }} data-keyboard-item>
          {device.hostname}
        </Link>{' '}
        <Online online={device.online} />
      </th>
      <td data-label="Expected">
        <Link to="/actions/$id" params={{ id }}>
          {effectWord(parameters)}
        </Link>
      </td>
      <td data-label="Reported">
        <Report effect={effect} device={device} />
      </td>
      <td data-label="Since">{completedAt && <Time at={completedAt} />}</td>
      <td data-label="Ends">{effectUntil ? <Countdown to={effectUntil} prefix="in " /> : 'Until undone'}</td>
      <td data-label="Submitted by">{nameOf(submittedBy)}</td>
      <td className="commands">
        <EffectCommands deviceId={device.id} parameters={parameters} isMissing={drift !== undefined} />
      </td>
    </tr>
  )
}

interface ReportProps {
  readonly effect: Effect
  readonly device: NonNullable<Effect['device']>
}

/** A report that is older than the action says nothing about its effect. */
function Report({ effect, device }: ReportProps) {
  const { id, parameters, completedAt } = effect
  const { reportedAt } = device.containment
  const drift = device.drift.find(({ action }) => action.id === id)
  if (drift)
    return (
      <span className="status" data-tone="bad">
        <span>
          {missingWord(parameters)}, since <Ago at={drift.since} />
        </span>
      </span>
    )
  if (!reportedAt || (completedAt && reportedAt < completedAt))
    return (
      <span className="status" data-tone="wait" data-hollow>
        No report since the action
      </span>
    )
  return (
    <span className="status" data-tone="good">
      <span>
        {effectWord(parameters)}, reported <Ago at={reportedAt} />
      </span>
    </span>
  )
}
