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
  if (!action) return error ? <Failed failure={error} retry={refresh} /> : <Empty title="No such action" />
  const what = `${titleOf(action.type)} ${action.device?.hostname ?? ''}`.trim()
  const approved = action.approvals.filter(({ decision }) => decision === 'APPROVED')
  const decided = () => {
    refresh()
    onDecided()
  }
  return (
    <div style={{ display: 'grid', gap: '0.75rem' }}>
      <Panel title={what} aside={<Decide action={action} what={what} onDecided={decided} />}>
        <Decided action={action} />
        {warningsOf(action).map(warning => (
          <div key={warning} className="notice" role="note">
            {warning}
          </div>
        ))}
        <Facts>
          <Fact name="Action">
            <b>{titleOf(action.type)}</b> <span className="mono">{targetOf(action.parameters)}</span>
            {action.effectFor && ` for ${duration(action.effectFor)}`}
          </Fact>
          <Fact name="Effect">{effectOf(action.type)}</Fact>
          <Fact name="Affects">{affected(action)}</Fact>
          <Fact name="Justification">{action.justification}</Fact>
          <Fact name="Submitted by">
            {nameOf(action.submittedBy)}, <Ago at={action.submittedAt} />
            {action.origin !== 'MANUAL' && ` (${sentence(action.origin)})`}
          </Fact>
          {action.status === 'PENDING_APPROVAL' && (
            <Fact name="Expires in">
              <b>
                <Countdown to={action.expiresAt} />
              </b>
            </Fact>
          )}
          <Fact name="Approvals">
            {approved.length} of {action.approvalsRequired}
            {approved.map(({ by, at, comment }) => (
              <div key={at}>
                {nameOf(by)}, <Time at={at} />
                {comment && `: ${comment}`}
              </div>
            ))}
          </Fact>
          <Fact name="Details">
            <Link to="/actions/$id" params={{ id: action.id }}>
              Timeline and audit trail
            </Link>
          </Fact>
          <Fact name="Digest">
            <Hash value={action.digest} name="digest" isWhole />
          </Fact>
        </Facts>
      </Panel>
      {action.bulkAction && (
        <Panel title={`Part of a bulk action on ${action.bulkAction.total} devices`}>
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
  if (!device) return 'No device'
  const user = device.person ? `, the ${platformWords[device.platform]} device of ${device.person.name}` : ''
  const state = device.online
    ? 'It is online: the action runs at once.'
    : 'It is offline: the action runs when it is back.'
  return `1 device, ${device.hostname}${user}. ${state}`
}

const Cause = ({ action, detection }: { action: Action; detection: NonNullable<Action['detection']> }) => (
  <Panel title="Detection">
    <Facts>
      <Fact name="Detection">
        <Link to="/detections/$id" params={{ id: detection.id }}>
          <b>{detection.title}</b>
        </Link>
      </Fact>
      <Fact name="Severity">{titled(detection.severity)}</Fact>
      {detection.technique && (
        <Fact name="Technique">
          <span className="mono">{detection.technique}</span>
        </Fact>
      )}
      <Fact name="Detected">
        <Ago at={detection.firedAt} />
      </Fact>
      {detection.process && (
        <>
          <Fact name="Process">
            <span className="mono">
              {detection.process.name} (pid {detection.process.pid})
            </span>
            {detection.process.startedAt && (
              <>
                , started <Time at={detection.process.startedAt} />
              </>
            )}
          </Fact>
          {detection.process.path && (
            <Fact name="Path">
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
        <Fact name="Investigation">
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
        title={`Device: ${device.hostname}`}
        aside={
          <Button
            variant="default"
            renderRoot={props => <Link {...props} to="/devices/$id" params={{ id: device.id }} />}
          >
            Open device
          </Button>
        }
      >
        <Facts>
          <Fact name="Connection">
            <Online online={device.online} />{' '}
            {!device.online && device.lastSeenAt && (
              <>
                last seen <Ago at={device.lastSeenAt} />
              </>
            )}
          </Fact>
          <Fact name="System">
            {platformWords[device.platform]}, agent {device.agentVersion ?? 'version unknown'}
          </Fact>
          <Fact name="Addresses">
            <span className="mono">{device.ipAddresses.join(', ') || 'None reported'}</span>
          </Fact>
          {device.person && (
            <Fact name="Assigned to">
              {device.person.name} &lt;{device.person.email}&gt;
            </Fact>
          )}
          <Fact name="Containment">
            {containment.isolated ? 'Isolated' : 'Not isolated'}
            {containment.blockedAddresses.length > 0 && `, blocks ${containment.blockedAddresses.join(', ')}`}
          </Fact>
          <Fact name="Queue">{queue.length === 0 ? 'Empty' : `${queue.length} pending`}</Fact>
        </Facts>
      </Panel>
      <Panel title="Earlier actions on this device" bare>
        {others.length === 0 ? (
          <Empty title="No earlier actions" />
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
