import { i18n } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
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

const kinds = {
  all: msg`All`,
  isolations: msg`Isolations`,
  blocks: msg`Blocks`,
} as const
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
      title={t`Containment`}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t`Which effects`}
          data={Object.entries(kinds).map(([value, label]) => ({ value, label: i18n._(label) }))}
          value={kind}
          onChange={next => {
            setAfter(null)
            void navigate({ search: next === 'all' ? {} : { kind: next }, replace: true })
          }}
        />
      }
    >
      {(drifted.data?.devices.totalCount ?? 0) > 0 && (
        <Panel title={t`Devices with drift: ${many(drifted.data?.devices.totalCount ?? 0)}`} bare>
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
      <Panel title={data ? t`In force: ${many(data.actions.totalCount)}` : t`In force`} bare>
        {isLoading ? (
          <Loading />
        ) : !data ? (
          error && <Failed failure={error} retry={refresh} />
        ) : data.actions.totalCount === 0 ? (
          <Empty title={t`No isolation or block is in force`} />
        ) : (
          <div style={{ overflowX: 'auto' }}>
            <Board effects={data.actions.edges.map(({ node }) => node)} />
          </div>
        )}
      </Panel>
      <Group gap="xs">
        {after !== null && (
          <Button variant="default" onClick={() => setAfter(null)}>
            <Trans>Newest</Trans>
          </Button>
        )}
        {data?.actions.pageInfo.hasNextPage && (
          <Button variant="default" onClick={() => setAfter(data.actions.pageInfo.endCursor)}>
            <Trans>Older</Trans>
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
        <th scope="col">
          <Trans>Device</Trans>
        </th>
        <th scope="col">
          <Trans>Expected</Trans>
        </th>
        <th scope="col">
          <Trans>Reported by the device</Trans>
        </th>
        <th scope="col">
          <Trans>In force since</Trans>
        </th>
        <th scope="col">
          <Trans>Ends</Trans>
        </th>
        <th scope="col">
          <Trans>Submitted by</Trans>
        </th>
        <th scope="col">
          <span className="skip">
            <Trans>Commands</Trans>
          </span>
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
      <td data-label={t`Expected`}>
        <Link to="/actions/$id" params={{ id }}>
          {effectWord(parameters)}
        </Link>
      </td>
      <td data-label={t`Reported`}>
        <Report effect={effect} device={device} />
      </td>
      <td data-label={t`Since`}>{completedAt && <Time at={completedAt} />}</td>
      <td data-label={t`Ends`}>
        {effectUntil ? <Countdown to={effectUntil} within={time => t`in ${time}`} /> : t`Until undone`}
      </td>
      <td data-label={t`Submitted by`}>{nameOf(submittedBy)}</td>
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
          <Trans>
            {missingWord(parameters)}, since <Ago at={drift.since} />
          </Trans>
        </span>
      </span>
    )
  if (!reportedAt || (completedAt && reportedAt < completedAt))
    return (
      <span className="status" data-tone="wait" data-hollow>
        <Trans>No report since the action</Trans>
      </span>
    )
  return (
    <span className="status" data-tone="good">
      <span>
        <Trans>
          {effectWord(parameters)}, reported <Ago at={reportedAt} />
        </Trans>
      </span>
    </span>
  )
}
