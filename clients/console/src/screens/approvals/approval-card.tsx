import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ApprovalBriefDocument, type ApprovalBriefQuery } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { titleOf } from '../../ui/action-catalog.ts'
import { Empty, Fact, Facts, Failed, Hash, Loading, Online, Panel, Status } from '../../ui/parts.tsx'
import { Ago, Countdown, Time } from '../../ui/time.tsx'
import { duration, effectOf, nameOf, platformWords, sentence, targetOf, titled } from '../../ui/words.ts'
import { Decide } from './decide.tsx'
import { Decided } from './decided.tsx'
import { warningsOf } from './warnings.ts'

type Action = NonNullable<ApprovalBriefQuery['action']>

interface ApprovalCardProps {
  readonly id: string
  readonly onDecided: () => void
}

/** Shows what an approver needs to know, most important first. The card stays when another person decides. */
export function ApprovalCard({ id, onDecided }: ApprovalCardProps) {
  const { data, error, isLoading, refresh } = useData(ApprovalBriefDocument, { id })
  useChanges(({ action }) => action.id === id, refresh)
  if (isLoading) return <Loading />
  const action = data?.action
  if (!action) return error ? <Failed failure={error} retry={refresh} /> : <Empty title={t`No such action`} />
  const what = `${titleOf(action.type)} ${action.device?.hostname ?? ''}`.trim()
  const approved = action.approvals.filter(({ decision }) => decision === 'APPROVED')
  const decided = () => {
    refresh()
    onDecided()
  }
  return (
    <div className="brief">
      <Panel title={what} aside={<Decide action={action} what={what} onDecided={decided} />}>
        <Decided action={action} />
        {warningsOf(action).map(warning => (
          <div key={warning} className="notice" role="note">
            {warning}
          </div>
        ))}
        <Facts>
          <Fact name={t`Action`}>
            <b>{titleOf(action.type)}</b> <span className="mono">{targetOf(action.parameters)}</span>
            {action.effectFor && ` ${t`for ${duration(action.effectFor)}`}`}
          </Fact>
          <Fact name={t`Effect`}>{effectOf(action.type)}</Fact>
          <Fact name={t`Affects`}>{affected(action)}</Fact>
          <Fact name={t`Justification`}>{action.justification}</Fact>
          <Fact name={t`Submitted by`}>
            {nameOf(action.submittedBy)}, <Ago at={action.submittedAt} />
            {action.origin !== 'MANUAL' && ` (${sentence(action.origin)})`}
          </Fact>
          {action.status === 'PENDING_APPROVAL' && (
            <Fact name={t`Expires in`}>
              <b>
                <Countdown to={action.expiresAt} />
              </b>
            </Fact>
          )}
          <Fact name={t`Approvals`}>
            <Trans>
              {approved.length} of {action.approvalsRequired}
            </Trans>
            {approved.map(({ by, at, comment }) => (
              <div key={at}>
                {nameOf(by)}, <Time at={at} />
                {comment && `: ${comment}`}
              </div>
            ))}
          </Fact>
          <Fact name={t`Details`}>
            <Link to="/actions/$id" params={{ id: action.id }}>
              <Trans>Timeline and audit trail</Trans>
            </Link>
          </Fact>
          <Fact name={t`Digest`}>
            <Hash value={action.digest} name={t`digest`} isWhole />
          </Fact>
        </Facts>
      </Panel>
      {action.bulkAction && (
        <Panel title={t`Part of a bulk action on ${action.bulkAction.total} devices`}>
          {action.bulkAction.justification}
        </Panel>
      )}
      {action.detection && <Cause action={action} detection={action.detection} />}
      {action.device && <Where action={action} device={action.device} />}
    </div>
  )
}

/** The blast radius in a sentence. */
function affected({ device, parameters }: Action): string {
  if (parameters.__typename === 'ForcePasswordResetParameters') return parameters.person.name
  if (!device) return t`No device`
  const { hostname, person } = device
  const which = person
    ? t`1 device, ${hostname}, the ${platformWords[device.platform]} device of ${person.name}.`
    : t`1 device, ${hostname}.`
  const state = device.online
    ? t`It is online: the action runs at once.`
    : t`It is offline: the action runs when it is back.`
  return `${which} ${state}`
}

const Cause = ({ action, detection }: { action: Action; detection: NonNullable<Action['detection']> }) => (
  <Panel title={t`Detection`}>
    <Facts>
      <Fact name={t`Detection`}>
        <Link to="/detections/$id" params={{ id: detection.id }}>
          <b>{detection.title}</b>
        </Link>
      </Fact>
      <Fact name={t`Severity`}>{titled(detection.severity)}</Fact>
      {detection.technique && (
        <Fact name={t`Technique`}>
          <span className="mono">{detection.technique}</span>
        </Fact>
      )}
      <Fact name={t`Detected`}>
        <Ago at={detection.firedAt} />
      </Fact>
      {detection.process && (
        <>
          <Fact name={t`Process`}>
            <span className="mono">
              <Trans>
                {detection.process.name} (pid {detection.process.pid})
              </Trans>
            </span>
            {detection.process.startedAt && (
              <div>
                <Trans>
                  started <Time at={detection.process.startedAt} />
                </Trans>
              </div>
            )}
          </Fact>
          {detection.process.path && (
            <Fact name={t`Path`}>
              <span className="mono">{detection.process.path}</span>
            </Fact>
          )}
          {detection.process.sha256 && (
            <Fact name="SHA-256">
              <Hash value={detection.process.sha256} name="SHA-256" />
            </Fact>
          )}
        </>
      )}
      {action.investigation && (
        <Fact name={t`Investigation`}>
          <Link to="/investigations/$id" params={{ id: action.investigation.id }}>
            {action.investigation.title}
          </Link>
        </Fact>
      )}
    </Facts>
  </Panel>
)

function Where({ action, device }: { action: Action; device: NonNullable<Action['device']> }) {
  const { containment, queue, actions } = device
  const others = actions.edges.map(({ node }) => node).filter(({ id }) => id !== action.id)
  return (
    <>
      <Panel
        title={t`Device: ${device.hostname}`}
        aside={
          <Button
            variant="default"
            renderRoot={props => <Link {...props} to="/devices/$id" params={{ id: device.id }} />}
          >
            <Trans>Open device</Trans>
          </Button>
        }
      >
        <Facts>
          <Fact name={t`Connection`}>
            <Online online={device.online} />{' '}
            {!device.online && device.lastSeenAt && (
              <Trans>
                last seen <Ago at={device.lastSeenAt} />
              </Trans>
            )}
          </Fact>
          <Fact name={t`System`}>
            {device.agentVersion
              ? t`${platformWords[device.platform]}, agent ${device.agentVersion}`
              : t`${platformWords[device.platform]}, version of the agent unknown`}
          </Fact>
          <Fact name={t`Addresses`}>
            <span className="mono">{device.ipAddresses.join(', ') || t`None reported`}</span>
          </Fact>
          {device.person && (
            <Fact name={t`Assigned to`}>
              {device.person.name} &lt;{device.person.email}&gt;
            </Fact>
          )}
          <Fact name={t`Containment`}>
            {containment.isolated ? t`Isolated` : t`Not isolated`}
            {containment.blockedAddresses.length > 0 && (
              <div>
                <Trans>blocks {containment.blockedAddresses.join(', ')}</Trans>
              </div>
            )}
          </Fact>
          <Fact name={t`Queue`}>{queue.length === 0 ? t`Empty` : t`${queue.length} pending`}</Fact>
        </Facts>
      </Panel>
      <Panel title={t`Earlier actions on this device`} bare>
        {others.length === 0 ? (
          <Empty title={t`No earlier actions`} />
        ) : (
          <ul className="rows">
            {others.map(one => (
              <li key={one.id}>
                <Link to="/actions/$id" params={{ id: one.id }} className="row action-row">
                  <span className="clip">
                    <b>{titleOf(one.type)}</b> <span className="dim">{one.justification}</span>
                  </span>
                  <span style={{ display: 'flex', gap: '0.75rem' }}>
                    <Status action={one} />
                    <span className="dim">
                      <Ago at={one.submittedAt} />
                    </span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}
