import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from 'urql'
import { ActionDocument, ArtifactLinkDocument } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'
import { useChanges } from '../live/use-live.tsx'
import { useViewer } from '../session/viewer.tsx'
import { Empty, Fact, Facts, Failed, Hash, Json, Loading, Online, Page, Panel, Status } from '../ui/parts.tsx'
import { Countdown, Time } from '../ui/time.tsx'
import {
  duration,
  nameOf,
  sentence,
  type Tone,
  targetOf,
  titled,
  typeWords,
  verificationWord,
} from '../ui/words.ts'
import { AuditTrail } from './audit-trail.tsx'
import { Decide } from './decide.tsx'
import type { ActionDetails } from './details.ts'

const route = getRouteApi('/actions/$id')

export function Action() {
  const { id } = route.useParams()
  const { data, error, isLoading, refresh } = useData(ActionDocument, { id })
  useChanges(({ action }) => action.id === id, refresh)
  if (isLoading) return <Loading />
  const action = data?.action
  if (!action)
    return error ? (
      <Failed failure={error} retry={refresh} />
    ) : (
      <Empty title="There is no such action">It is of another organization, or the link is not whole.</Empty>
    )
  const what = `${typeWords[action.type]}${action.device ? ` on ${action.device.hostname}` : ''}`
  return (
    <Page title={what} aside={<Decide action={action} what={what} onDecided={refresh} />}>
      <div className="columns">
        <div style={{ display: 'grid', gap: '0.75rem' }}>
          <Panel title="What" aside={<Status action={action} />}>
            <What action={action} />
          </Panel>
          <Panel title="Verification">
            <Evidence action={action} />
          </Panel>
          <Panel title="What the device reported">
            {action.output === null ? (
              <Empty title={action.completedAt ? 'It reported no output' : 'Nothing yet'} />
            ) : (
              <Json value={action.output} name="Output" />
            )}
          </Panel>
          {action.artifacts.length > 0 && (
            <Panel title="Files" bare>
              <Artifacts artifacts={action.artifacts} />
            </Panel>
          )}
        </div>
        <Panel title="Time line">
          <TimeLine action={action} />
        </Panel>
      </div>
      <Panel title="Audit trail" bare>
        <AuditTrail events={action.auditTrail} />
      </Panel>
    </Page>
  )
}

const Other = ({
  action,
}: {
  readonly action: { id: string; type: ActionDetails['type']; submittedAt: string }
}) => (
  <Link to="/actions/$id" params={{ id: action.id }}>
    {typeWords[action.type]}, <Time at={action.submittedAt} />
  </Link>
)

const What = ({ action }: { readonly action: ActionDetails }) => (
  <Facts>
    <Fact name="Target">
      <span className="mono">{targetOf(action.parameters)}</span>
    </Fact>
    {action.device && (
      <Fact name="Device">
        <Link to="/devices/$id" params={{ id: action.device.id }}>
          {action.device.hostname}
        </Link>{' '}
        <Online online={action.device.online} />
      </Fact>
    )}
    <Fact name="Why">{action.justification}</Fact>
    <Fact name="Submitted by">
      {nameOf(action.submittedBy)}, <Time at={action.submittedAt} /> ({sentence(action.origin)})
    </Fact>
    {action.detection && (
      <Fact name="Detection">
        {action.detection.title} ({sentence(action.detection.severity)})
      </Fact>
    )}
    {action.bulkAction && (
      <Fact name="Part of">
        <Link to="/bulks/$id" params={{ id: action.bulkAction.id }}>
          a bulk of {action.bulkAction.total}
        </Link>
      </Fact>
    )}
    {action.investigation && <Fact name="Investigation">{action.investigation.title}</Fact>}
    {action.effectFor && (
      <Fact name="Holds for">
        {duration(action.effectFor)}
        {action.effectUntil && (
          <>
            , until <Time at={action.effectUntil} />
          </>
        )}
      </Fact>
    )}
    {action.undoes && (
      <Fact name="Takes back">
        <Other action={action.undoes} />
      </Fact>
    )}
    {action.undoneBy && (
      <Fact name="Taken back by">
        <Other action={action.undoneBy} />
      </Fact>
    )}
    {action.failure && (
      <Fact name="Failure">
        <b>{titled(action.failure.code)}</b>: {action.failure.message}
      </Fact>
    )}
    <Fact name="Digest">
      <Hash value={action.digest} name="digest" />
    </Fact>
    <Fact name="Id">
      <span className="mono">{action.rawId}</span>
    </Fact>
  </Facts>
)

function Evidence({ action: { verification } }: { readonly action: ActionDetails }) {
  const { status, dueAt, verifiedAt, attempts, evidence } = verification
  return (
    <Facts>
      <Fact name="Outcome">{titled(verificationWord(status))}</Fact>
      {status === 'SCHEDULED' && dueAt && (
        <Fact name="Due">
          <Countdown to={dueAt} prefix="in " />
        </Fact>
      )}
      {attempts > 0 && <Fact name="Asked">{attempts === 1 ? 'once' : `${attempts} times`}</Fact>}
      {verifiedAt && (
        <Fact name="Answered">
          <Time at={verifiedAt} />
        </Fact>
      )}
      {evidence !== null && (
        <Fact name="Evidence">
          <Json value={evidence} name="Evidence" />
        </Fact>
      )}
    </Facts>
  )
}

interface Step {
  readonly what: string
  readonly at?: string | null
  readonly tone?: Tone
  readonly more?: string | null
  readonly until?: string | null
}

function stepsOf(action: ActionDetails): Step[] {
  const { approvals, cancellation, failure, verification } = action
  const steps: Step[] = [
    {
      what: `Submitted by ${nameOf(action.submittedBy)}`,
      at: action.submittedAt,
      tone: 'run',
      more: action.justification,
    },
    ...approvals.map(
      ({ decision, by, at, comment }): Step => ({
        what: `${titled(decision)} by ${nameOf(by)}`,
        at,
        more: comment,
        tone: decision === 'APPROVED' ? 'good' : 'bad',
      }),
    ),
  ]
  if (action.status === 'PENDING_APPROVAL') {
    const missing = action.approvalsRequired - approvals.length
    return [
      ...steps,
      {
        what: `Waits for ${missing === 1 ? 'one approval' : `${missing} approvals`}`,
        tone: 'wait',
        until: action.expiresAt,
      },
    ]
  }
  if (action.queuedAt) steps.push({ what: 'Queued for the device', at: action.queuedAt, tone: 'run' })
  if (action.status === 'QUEUED')
    return [...steps, { what: 'Waits for the device', tone: 'wait', until: action.expiresAt }]
  if (action.startedAt)
    steps.push({ what: 'Claimed by the device, on the ledger, granted', at: action.startedAt, tone: 'run' })
  if (action.status === 'EXECUTING') return [...steps, { what: 'Executing', tone: 'wait' }]
  if (cancellation)
    steps.push({
      what: `Cancelled: ${sentence(cancellation.reason)}${cancellation.by ? ` (${nameOf(cancellation.by)})` : ''}`,
      at: cancellation.at,
      more: cancellation.comment,
      tone: 'bad',
    })
  const didNotHold = verification.status === 'FAILED'
  if (action.completedAt && (!failure || didNotHold))
    steps.push({ what: 'Done, as the device reported', at: action.completedAt, tone: 'good' })
  if (verification.status === 'SCHEDULED')
    steps.push({ what: 'To be verified', tone: 'wait', until: verification.dueAt })
  if (verification.verifiedAt && verification.status !== 'SCHEDULED')
    steps.push({
      what: titled(verificationWord(verification.status)),
      at: verification.verifiedAt,
      tone: verification.status === 'PASSED' ? 'good' : didNotHold ? 'bad' : 'wait',
    })
  if (failure)
    steps.push({
      what: `Failed: ${sentence(failure.code)}`,
      at: didNotHold ? verification.verifiedAt : action.completedAt,
      tone: 'bad',
      more: failure.message,
    })
  return steps
}

const TimeLine = ({ action }: { readonly action: ActionDetails }) => (
  <ol className="steps">
    {stepsOf(action).map(({ what, at, tone = 'queue', more, until }) => (
      <li key={what + at} data-tone={tone}>
        <Group gap="xs" justify="space-between" wrap="nowrap" align="baseline">
          <b>{what}</b>
          <span className="dim" style={{ whiteSpace: 'nowrap' }}>
            {at && <Time at={at} />}
            {until && <Countdown to={until} prefix="within " />}
          </span>
        </Group>
        {more && <div className="dim">{more}</div>}
      </li>
    ))}
  </ol>
)

function Artifacts({ artifacts }: { readonly artifacts: ActionDetails['artifacts'] }) {
  const client = useClient()
  const { canAudit } = useViewer()
  const [asked, setAsked] = useState<string | null>(null)
  async function download(id: string) {
    setAsked(id)
    const { data } = await client
      .query(ArtifactLinkDocument, { id }, { requestPolicy: 'network-only' })
      .toPromise()
    setAsked(null)
    const url = data?.node && 'url' in data.node ? data.node.url : null
    if (url) window.location.assign(url)
    else notifications.show({ message: 'You may not read this file', color: 'red' })
  }
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Kind</th>
          <th scope="col">Size</th>
          <th scope="col">SHA-256</th>
          <th scope="col">
            <span className="skip">Download</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {artifacts.map(({ id, name, kind, size, sha256 }) => (
          <tr key={id}>
            <td className="mono">{name}</td>
            <td>{sentence(kind)}</td>
            <td>{(size / 1024).toLocaleString(undefined, { maximumFractionDigits: 1 })} KiB</td>
            <td>
              <Hash value={sha256} name="SHA-256" />
            </td>
            <td>
              {canAudit && (
                <Button variant="default" loading={asked === id} onClick={() => void download(id)}>
                  Download
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
