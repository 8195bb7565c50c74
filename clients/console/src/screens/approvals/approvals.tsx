import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import {
  ApprovalBriefDocument,
  type ApprovalBriefQuery,
  ApprovalsDocument,
} from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { ActionSummary } from '../../ui/action-list.tsx'
import { Empty, Fact, Facts, Failed, Hash, Loading, Online, Page, Panel, Status } from '../../ui/parts.tsx'
import { Ago, Countdown, Time } from '../../ui/time.tsx'
import {
  consequenceOf,
  duration,
  many,
  nameOf,
  platformWords,
  sentence,
  targetOf,
  typeWords,
} from '../../ui/words.ts'
import { Decide } from './decide.tsx'

const route = getRouteApi('/approvals')

export function Approvals() {
  const { id } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isLoading, refresh } = useData(ApprovalsDocument, { first: 100 })
  useChanges(() => true, refresh, { every: 700 })
  if (isLoading) return <Loading />
  if (error && !data) return <Failed isPage failure={error} retry={refresh} />
  const single = data?.actions.edges.map(({ node }) => node) ?? []
  const bulks =
    data?.bulkActions.edges.map(({ node }) => node).filter(({ waiting }) => waiting.totalCount > 0) ?? []
  const count = data?.all.totalCount ?? 0
  const chosen = single.find(action => action.id === id) ?? single[0]
  if (count === 0)
    return (
      <Page title="Approvals">
        <div className="panel">
          <Empty title="Nothing waits for you">
            What others submit and needs a second person appears here by itself. Your own submissions wait for
            somebody else.
          </Empty>
        </div>
      </Page>
    )
  const choose = (next: string) => void navigate({ search: { id: next }, replace: true })
  return (
    <Page title="Approvals">
      <div className="master">
        <Panel title={`For you to decide: ${many(count)}`} bare>
          <ul className="rows" aria-label="For you to decide">
            {bulks.map(bulk => (
              <li key={bulk.id}>
                <Link
                  to="/bulks/$id"
                  params={{ id: bulk.id }}
                  className="row action-row"
                  data-stateless
                  data-keyboard-item
                >
                  <span className="clip">
                    <b>{typeWords[bulk.type]}</b> on {bulk.total.toLocaleString('en')} devices
                  </span>
                  <span className="clip dim">
                    {nameOf(bulk.submittedBy)}: {bulk.justification}
                  </span>
                  <span className="dim">
                    {bulk.waiting.edges.map(({ node }) => (
                      <Countdown key={bulk.id} to={node.expiresAt} prefix="expires in " />
                    ))}
                  </span>
                </Link>
              </li>
            ))}
            {single.map(action => (
              <li key={action.id}>
                <Link
                  to="/approvals"
                  search={{ id: action.id }}
                  replace
                  className="row action-row"
                  data-stateless
                  aria-current={action.id === chosen?.id}
                  data-selected={action.id === chosen?.id}
                  data-keyboard-item
                  onFocus={() => choose(action.id)}
                >
                  <ActionSummary action={action} isStateless />
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
        {chosen ? (
          <Brief key={chosen.id} id={chosen.id} onDecided={refresh} />
        ) : (
          <div className="panel">
            <Empty title="Only bulks wait">Open one: it is decided as a whole.</Empty>
          </div>
        )}
      </div>
    </Page>
  )
}

type Action = NonNullable<ApprovalBriefQuery['action']>

/** What a careful second person asks for, in the order in which they ask. */
function Brief({ id, onDecided }: { readonly id: string; readonly onDecided: () => void }) {
  const { data, error, isLoading, refresh } = useData(ApprovalBriefDocument, { id })
  useChanges(({ action }) => action.id === id, refresh)
  if (isLoading) return <Loading />
  const action = data?.action
  if (!action)
    return error ? <Failed failure={error} retry={refresh} /> : <Empty title="There is no such action" />
  const what = `${typeWords[action.type]} ${action.device?.hostname ?? ''}`
  const approved = action.approvals.filter(({ decision }) => decision === 'APPROVED')
  return (
    <div style={{ display: 'grid', gap: '0.75rem' }}>
      <Panel title={what} aside={<Decide action={action} what={what} onDecided={onDecided} />}>
        <Facts>
          <Fact name="What">
            <b>{typeWords[action.type]}</b> <span className="mono">{targetOf(action.parameters)}</span>
            {action.effectFor && ` for ${duration(action.effectFor)}`}
          </Fact>
          <Fact name="It will">{consequenceOf(action.type)}</Fact>
          <Fact name="Why">{action.justification}</Fact>
          <Fact name="Who">
            {nameOf(action.submittedBy)}, <Ago at={action.submittedAt} />
            {action.origin !== 'MANUAL' && `, by ${sentence(action.origin)}`}
          </Fact>
          <Fact name="Decide within">
            <b>
              <Countdown to={action.expiresAt} />
            </b>
          </Fact>
          <Fact name="Approvals">
            {approved.length} of {action.approvalsRequired}
            {approved.map(({ by, at, comment }) => (
              <div key={at}>
                {nameOf(by)}, <Time at={at} />
                {comment && `: ${comment}`}
              </div>
            ))}
          </Fact>
          <Fact name="Digest">
            <Hash value={action.digest} name="digest" />
          </Fact>
          <Fact name="Details">
            <Link to="/actions/$id" params={{ id: action.id }}>
              time line and audit trail
            </Link>
          </Fact>
        </Facts>
      </Panel>
      {action.bulkAction && (
        <Panel title={`Part of a bulk of ${action.bulkAction.total}`}>
          {action.bulkAction.justification}
        </Panel>
      )}
      {action.detection && <Cause action={action} detection={action.detection} />}
      {action.device && <Where action={action} device={action.device} />}
    </div>
  )
}

const Cause = ({ action, detection }: { action: Action; detection: NonNullable<Action['detection']> }) => (
  <Panel title="What was detected">
    <Facts>
      <Fact name="Detection">
        <b>{detection.title}</b>
      </Fact>
      <Fact name="Severity">{sentence(detection.severity)}</Fact>
      {detection.technique && (
        <Fact name="Technique">
          <span className="mono">{detection.technique}</span>
        </Fact>
      )}
      <Fact name="Fired">
        <Ago at={detection.firedAt} />
      </Fact>
      {detection.process && (
        <Fact name="Process">
          <span className="mono">
            {detection.process.name} ({detection.process.pid}) {detection.process.path}
          </span>
        </Fact>
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
        title={`Where: ${device.hostname}`}
        aside={
          <Button
            variant="default"
            renderRoot={props => <Link {...props} to="/devices/$id" params={{ id: device.id }} />}
          >
            Device
          </Button>
        }
      >
        <Facts>
          <Fact name="Now">
            <Online online={device.online} />{' '}
            {!device.online && device.lastSeenAt && <Ago at={device.lastSeenAt} />}
          </Fact>
          <Fact name="System">
            {platformWords[device.platform]}, agent {device.agentVersion ?? 'unknown'}
          </Fact>
          <Fact name="Addresses">
            <span className="mono">{device.ipAddresses.join(', ') || 'none reported'}</span>
          </Fact>
          {device.person && (
            <Fact name="Assigned to">
              {device.person.name} &lt;{device.person.email}&gt;
            </Fact>
          )}
          <Fact name="Contained">
            {containment.isolated ? 'isolated' : 'not isolated'}
            {containment.blockedAddresses.length > 0 && `, blocks ${containment.blockedAddresses.join(', ')}`}
          </Fact>
          <Fact name="In line">{queue.length === 0 ? 'nothing' : `${queue.length} before or beside it`}</Fact>
        </Facts>
      </Panel>
      <Panel title="What was done there before" bare>
        {others.length === 0 ? (
          <Empty title="Nothing yet" />
        ) : (
          <ul className="rows">
            {others.map(one => (
              <li key={one.id}>
                <Link to="/actions/$id" params={{ id: one.id }} className="row action-row">
                  <span className="clip">
                    <b>{typeWords[one.type]}</b> <span className="dim">{one.justification}</span>
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
