import { Link } from '@tanstack/react-router'
import type { ActorNameFragment } from '../../../generated/documents.ts'
import { titleOf, verifiesOf } from '../../ui/action-catalog.ts'
import { Fact, Facts, Hash, Online } from '../../ui/parts.tsx'
import { Readable } from '../../ui/readable.tsx'
import { findingOf } from '../../ui/report-sentence.ts'
import { Countdown, Time } from '../../ui/time.tsx'
import { duration, nameOf, sentence, targetOf, titled, verificationWord } from '../../ui/words.ts'
import type { ActionDetails } from './details.ts'

const Other = ({
  action,
}: {
  readonly action: { id: string; type: ActionDetails['type']; submittedAt: string }
}) => (
  <Link to="/actions/$id" params={{ id: action.id }}>
    {titleOf(action.type)}, <Time at={action.submittedAt} />
  </Link>
)

/** Links to everything else that they submitted or approved. */
const Person = ({
  actor,
  as,
}: {
  readonly actor: ActorNameFragment
  readonly as: 'submittedBy' | 'approvedBy'
}) =>
  'id' in actor ? (
    <Link to="/history" search={{ [as]: actor.id }}>
      {nameOf(actor)}
    </Link>
  ) : (
    nameOf(actor)
  )

export const About = ({ action }: { readonly action: ActionDetails }) => (
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
    <Fact name="Justification">{action.justification}</Fact>
    <Fact name="Submitted by">
      <Person actor={action.submittedBy} as="submittedBy" />, <Time at={action.submittedAt} /> (
      {sentence(action.origin)})
    </Fact>
    {action.approvals.length > 0 && (
      <Fact name="Decided by">
        {action.approvals.map(({ by, at, decision }) => (
          <div key={at}>
            <Person actor={by} as="approvedBy" />, <Time at={at} /> ({sentence(decision)})
          </div>
        ))}
      </Fact>
    )}
    {action.detection && (
      <Fact name="Detection">
        <Link to="/detections/$id" params={{ id: action.detection.id }}>
          {action.detection.title}
        </Link>{' '}
        ({sentence(action.detection.severity)})
      </Fact>
    )}
    {action.bulkAction && (
      <Fact name="Bulk action">
        <Link to="/bulks/$id" params={{ id: action.bulkAction.id }}>
          {action.bulkAction.total} devices
        </Link>
      </Fact>
    )}
    {action.investigation && (
      <Fact name="Investigation">
        <Link to="/investigations/$id" params={{ id: action.investigation.id }}>
          {action.investigation.title}
        </Link>
      </Fact>
    )}
    {action.effectFor && (
      <Fact name="Duration">
        {duration(action.effectFor)}
        {action.effectUntil && (
          <>
            , until <Time at={action.effectUntil} />
          </>
        )}
      </Fact>
    )}
    {action.undoes && (
      <Fact name="Undoes">
        <Other action={action.undoes} />
      </Fact>
    )}
    {action.undoneBy && (
      <Fact name="Undone by">
        <Other action={action.undoneBy} />
      </Fact>
    )}
    {action.failure && (
      <Fact name="Failure">
        <b>{titled(action.failure.code)}</b>: {action.failure.message}
      </Fact>
    )}
    <Fact name="Digest">
      <Hash value={action.digest} name="digest" isWhole />
    </Fact>
    <Fact name="ID">
      <span className="mono">{action.rawId}</span>
    </Fact>
  </Facts>
)

export function Evidence({ action }: { readonly action: ActionDetails }) {
  const { type, verification } = action
  const finding = findingOf(action)
  const { status, dueAt, verifiedAt, attempts, evidence } = verification
  return (
    <Facts>
      <Fact name="Outcome">{titled(verificationWord(status))}</Fact>
      {finding ? (
        <Fact name="Finding">
          <b>{finding}</b>
          {verifiedAt && (
            <>
              , checked at <Time at={verifiedAt} />
            </>
          )}
        </Fact>
      ) : (
        <Fact name="Check">{verifiesOf(type)}</Fact>
      )}
      {status === 'SCHEDULED' && dueAt && (
        <Fact name="Due">
          <Countdown to={dueAt} prefix="in " />
        </Fact>
      )}
      {attempts > 0 && <Fact name="Attempts">{attempts}</Fact>}
      {verifiedAt && !finding && (
        <Fact name="Verified">
          <Time at={verifiedAt} />
        </Fact>
      )}
      {evidence !== null && (
        <Fact name="Evidence">
          <Readable value={evidence} name="Evidence" />
        </Fact>
      )}
    </Facts>
  )
}
