import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
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
      <Empty isPage title={t`No such detection`} />
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
            <Trans>Respond …</Trans>
          </Button>
        )
      }
    >
      <div className="columns">
        <Panel
          title={t`Detection`}
          aside={
            <span className="status" data-tone={severityTone[severity]}>
              {titled(severity)}
            </span>
          }
        >
          <About detection={detection} />
        </Panel>
        <Panel title={t`Device`} aside={<Online online={device.online} />}>
          <Facts>
            <Fact name={t`Host name`}>
              <Link to="/devices/$id" params={{ id: device.id }}>
                {device.hostname}
              </Link>
            </Fact>
            <Fact name={t`System`}>{platformWords[device.platform]}</Fact>
            <Fact name={t`Containment`}>{device.containment.isolated ? t`Isolated` : t`Not isolated`}</Fact>
            {device.person && <Fact name={t`Assigned to`}>{device.person.name}</Fact>}
          </Facts>
        </Panel>
      </div>
      <div className="columns">
        <Triage key={detection.status} detection={detection} onSaved={refresh} />
        <Panel title={t`Response: ${actions.length}`} bare>
          {actions.length > 0 ? (
            <ActionList actions={actions} label={t`Response`} />
          ) : (
            <Empty title={t`No response yet`} />
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
      <Fact name={t`Detected`}>
        <Time at={firedAt} /> (<Ago at={firedAt} />)
      </Fact>
      {technique && (
        <Fact name={t`Technique`}>
          <span className="mono">{technique}</span>
        </Fact>
      )}
      {process && (
        <>
          <Fact name={t`Process`}>
            <span className="mono">
              <Trans>
                {process.name} (pid {process.pid})
              </Trans>
            </span>
            {process.startedAt && (
              <div>
                <Trans>
                  started <Time at={process.startedAt} />
                </Trans>
              </div>
            )}
          </Fact>
          {process.path && (
            <Fact name={t`Path`}>
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
      <Fact name={t`Investigation`}>
        {investigation ? (
          <Link to="/investigations/$id" params={{ id: investigation.id }}>
            {investigation.title}
          </Link>
        ) : (
          t`None`
        )}
      </Fact>
      <Fact name={t`ID`}>
        <span className="mono">{rawId}</span>
      </Fact>
    </Facts>
  )
}
