import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import {
  type ActionType,
  DeviceDocument,
  PresenceDocument,
  RevokeDeviceDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useSubscription } from '../../api/use-subscription.ts'
import { useChanges } from '../../live/use-live.tsx'
import { useViewer } from '../../session/viewer.tsx'
import { ActionList } from '../../ui/action-list.tsx'
import { ConfirmButton } from '../../ui/confirm.tsx'
import { Empty, Fact, Facts, Failed, Loading, Online, Page, Panel, Revoked } from '../../ui/parts.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { many, platformWords, severityTone, titled } from '../../ui/words.ts'
import type { DeviceDetails } from '../action/details.ts'
import { CommandLine } from '../command/command-line.tsx'
import { DriftNotice } from '../containment/drift-notice.tsx'
import { momentsOf } from '../time-line/moments.ts'
import { MomentLine } from '../time-line/time-line.tsx'
import { DeviceContainment } from './device-containment.tsx'
import { DeviceLabels } from './device-labels.tsx'

const route = getRouteApi('/devices/$id')

export function Device() {
  const { id } = route.useParams()
  const { canAct, isAdmin } = useViewer()
  const { data, error, isLoading, refresh } = useData(DeviceDocument, { id })
  useChanges(({ action }) => action.device?.id === id, refresh)
  useSubscription(PresenceDocument, { deviceId: id }, refresh)
  if (isLoading) return <Loading />
  const device = data?.device
  if (!device)
    return error ? (
      <Failed isPage failure={error} retry={refresh} />
    ) : (
      <Empty isPage title={t`No such device`} />
    )
  const { isolated } = device.containment
  const submit = (type: string, label: string) => (
    <Button
      variant="default"
      renderRoot={props => <Link {...props} to="/submit" search={{ devices: [id], type }} />}
    >
      {label}
    </Button>
  )
  return (
    <Page
      title={device.hostname}
      aside={
        <>
          <Link to="/history" search={{ device: id }}>
            <Trans>History: {many(device.actions.totalCount)}</Trans>
          </Link>
          {canAct && !device.revokedAt && (
            <Group gap="xs">
              {submit('KILL_PROCESS', t`Kill process …`)}
              {isolated
                ? submit('UNISOLATE_DEVICE', t`End isolation …`)
                : submit('ISOLATE_DEVICE', t`Isolate …`)}
              {submit('COLLECT_FORENSICS', t`Collect forensics …`)}
              {isAdmin && <Revoke device={device} onDone={refresh} />}
            </Group>
          )}
        </>
      }
    >
      {device.drift.map(drift => (
        <DriftNotice key={`${drift.kind} ${drift.target}`} drift={drift} deviceId={id} />
      ))}
      {canAct && !device.revokedAt && <CommandLine device={device} />}
      <div className="columns">
        <Panel title={t`Device`} aside={device.revokedAt ? <Revoked /> : <Online online={device.online} />}>
          <About device={device} onSaved={refresh} />
        </Panel>
        <Panel title={t`Containment`}>
          <DeviceContainment device={device} />
        </Panel>
      </div>
      <div className="columns">
        <Panel title={t`Pending actions`} bare>
          {device.queue.length > 0 ? <Lanes queue={device.queue} /> : <Empty title={t`No pending actions`} />}
        </Panel>
        <Panel title={t`Detections`} bare>
          <Detections device={device} />
        </Panel>
      </div>
      <MomentLine
        title={t`Timeline`}
        moments={momentsOf({
          detections: device.detections.edges.map(({ node }) => node),
          actions: device.actions.edges.map(({ node }) => node),
          drifts: device.drift.map(drift => ({ hostname: device.hostname, drift })),
        })}
        note={
          device.actions.totalCount > device.actions.edges.length &&
          t`Shows the latest ${device.actions.edges.length} of ${many(device.actions.totalCount)} actions.`
        }
      />
    </Page>
  )
}

/** Each lane runs one action at a time, so slow actions never delay containment. */
function Lanes({ queue }: { readonly queue: DeviceDetails['queue'] }) {
  const laneOf = (type: ActionType) => {
    if (type === 'COLLECT_FORENSICS' || type === 'RUN_SCRIPT') return t`Forensics and scripts`
    return type === 'QUARANTINE_FILE' ? t`Quarantine` : t`Containment`
  }
  const lanes = [t`Containment`, t`Quarantine`, t`Forensics and scripts`].map(name => ({
    name,
    actions: queue.filter(({ type }) => laneOf(type) === name),
  }))
  return lanes
    .filter(({ actions }) => actions.length > 0)
    .map(({ name, actions }) => (
      <section key={name} aria-label={t`Lane: ${name}`}>
        <h3 className="lane">
          <Trans>{name}, in order</Trans>
        </h3>
        <ActionList actions={actions} label={t`${name}, in order`} />
      </section>
    ))
}

function Revoke({ device, onDone }: { readonly device: DeviceDetails; readonly onDone: () => void }) {
  const revoke = useChange(RevokeDeviceDocument)
  const open = device.queue.length
  return (
    <ConfirmButton
      label={t`Revoke …`}
      title={t`Revoke ${device.hostname}`}
      button={t`Revoke the device`}
      done={t`${device.hostname} is revoked`}
      expected={device.hostname}
      send={() => revoke({ deviceId: device.id })}
      onDone={onDone}
    >
      <Trans>
        The service refuses its certificate from now on and drops its connection. Nothing can be done or
        undone on it until it is enrolled again as a new device.
      </Trans>
      {open > 0 &&
        ` ${plural(open, { one: '# pending action ends with it.', other: '# pending actions end with it.' })}`}
    </ConfirmButton>
  )
}

const About = ({ device, onSaved }: { readonly device: DeviceDetails; readonly onSaved: () => void }) => (
  <Facts>
    <Fact name={t`System`}>{platformWords[device.platform]}</Fact>
    <Fact name={t`Agent`}>{device.agentVersion ?? t`Unknown`}</Fact>
    <Fact name={t`Addresses`}>
      <span className="mono">{device.ipAddresses.join(', ') || t`None reported`}</span>
    </Fact>
    {device.person && (
      <Fact name={t`Assigned to`}>
        {device.person.name} &lt;{device.person.email}&gt;
      </Fact>
    )}
    <Fact name={t`Labels`}>
      <DeviceLabels deviceId={device.id} labels={device.labels} onSaved={onSaved} />
    </Fact>
    <Fact name={t`Last seen`}>{device.lastSeenAt ? <Ago at={device.lastSeenAt} /> : t`never`}</Fact>
    <Fact name={t`Enrolled`}>
      <Time at={device.enrolledAt} date />
    </Fact>
    {device.certificateExpiresAt && (
      <Fact name={t`Certificate expires`}>
        <Time at={device.certificateExpiresAt} date />
      </Fact>
    )}
    {device.revokedAt && (
      <Fact name={t`Revoked`}>
        <Time at={device.revokedAt} date />
      </Fact>
    )}
    <Fact name={t`ID`}>
      <span className="mono">{device.rawId}</span>
    </Fact>
  </Facts>
)

const Detections = ({ device }: { readonly device: DeviceDetails }) =>
  device.detections.edges.length === 0 ? (
    <Empty title={t`No detections`} />
  ) : (
    <ul className="rows">
      {device.detections.edges.map(({ node }) => (
        <li key={node.id}>
          <Link to="/detections/$id" params={{ id: node.id }} className="row action-row">
            <b className="clip">{node.title}</b>
            <span className="status" data-tone={severityTone[node.severity]}>
              {titled(node.severity)}
            </span>
            <span className="dim mono">{node.technique}</span>
            <span className="dim">
              <Ago at={node.firedAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
