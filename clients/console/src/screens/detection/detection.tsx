import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { DetectionDocument, ReportedDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useSubscription } from '../../api/use-subscription.ts'
import { useChanges } from '../../live/use-live.tsx'
import { useViewer } from '../../session/viewer.tsx'
import { ActionList } from '../../ui/action-list.tsx'
import { Empty, Fact, Facts, Failed, Hash, Loading, Online, Page, Panel } from '../../ui/parts.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { platformWords, severityTone, titled } from '../../ui/words.ts'
import { toSubmit } from '../submit/to-submit.ts'
import type { DetectionDetails } from './details.ts'
import { Triage } from './triage.tsx'

const route = getRouteApi('/detections/$id')

export function Detection() {
  const { id } = route.useParams()
  const { canAct } = useViewer()
  const { data, error, isLoading, refresh } = useData(DetectionDocument, { id })
  useChanges(({ action }) => action.detection?.id === id, refresh)
  useSubscription(ReportedDocument, {}, refresh)
  if (isLoading) return <Loading />
  const detection = data?.node && 'severity' in data.node ? (data.node as DetectionDetails) : null
  if (!detection)
    return error ? (
      <Failed isPage failure={error} retry={refresh} />
    ) : (
      <Empty isPage title="No such detection" />
    )
  const { title, severity, actions, device } = detection
  return (
    <Page
      title={title}
      aside={
        canAct && (
          <Button
            renderRoot={props => (
              <Link
                {...props}
                {...toSubmit({ devices: [device.id], type: 'ISOLATE_DEVICE', detection: id })}
              />
            )}
          >
            Respond …
          </Button>
        )
      }
    >
      <div className="columns">
        <Panel
          title="Detection"
          aside={
            <span className="status" data-tone={severityTone[severity]}>
              {titled(severity)}
            </span>
          }
        >
          <About detection={detection} />
        </Panel>
        <Panel title="Device" aside={<Online online={device.online} />}>
          <Facts>
            <Fact name="Host name">
              <Link to="/devices/$id" params={{ id: device.id }}>
                {device.hostname}
              </Link>
            </Fact>
            <Fact name="System">{platformWords[device.platform]}</Fact>
            <Fact name="Containment">{device.containment.isolated ? 'Isolated' : 'Not isolated'}</Fact>
            {device.person && <Fact name="Assigned to">{device.person.name}</Fact>}
          </Facts>
        </Panel>
      </div>
      <div className="columns">
        <Triage key={detection.status} detection={detection} onSaved={refresh} />
        <Panel title={`Response: ${actions.length}`} bare>
          {actions.length > 0 ? (
            <ActionList actions={actions} label="Response" />
          ) : (
            <Empty title="No response yet" />
          )}
        </Panel>
      </div>
    </Page>
  )
}

const About = ({ detection }: { readonly detection: DetectionDetails }) => {
  const { technique, firedAt, process, investigation, rawId } = detection
  return (
    <Facts>
      <Fact name="Detected">
        <Time at={firedAt} /> (<Ago at={firedAt} />)
      </Fact>
      {technique && (
        <Fact name="Technique">
          <span className="mono">{technique}</span>
        </Fact>
      )}
      {process && (
        <>
          <Fact name="Process">
            <span className="mono">
              {process.name} (pid {process.pid})
            </span>
            {process.startedAt && (
              <>
                , started <Time at={process.startedAt} />
              </>
            )}
          </Fact>
          {process.path && (
            <Fact name="Path">
              <span className="mono">{process.path}</span>
            </Fact>
          )}
          {process.sha256 && (
            <Fact name="SHA-256">
              <Hash value={process.sha256} name="SHA-256" />
            </Fact>
          )}
        </>
      )}
      <Fact name="Investigation">
        {investigation ? (
          <Link to="/investigations/$id" params={{ id: investigation.id }}>
            {investigation.title}
          </Link>
        ) : (
          'None'
        )}
      </Fact>
      <Fact name="ID">
        <span className="mono">{rawId}</span>
      </Fact>
    </Facts>
  )
}
