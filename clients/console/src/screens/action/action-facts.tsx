import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ActorNameFragment } from '../../../generated/documents.ts'
import { titleOf, verifiesOf } from '../../ui/action-catalog.ts'
import { Fact, Facts, Hash, Online } from '../../ui/parts.tsx'
import { Readable } from '../../ui/readable.tsx'
import { findingOf } from '../../ui/report-sentence.ts'
import { Countdown, Time } from '../../ui/time.tsx'
import {
  capitalized,
  duration,
  nameOf,
  sentence,
  targetOf,
  titled,
  verificationWord,
} from '../../ui/words.ts'
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
    <Fact name={t`Target`}>
      <span className="mono">{targetOf(action.parameters)}</span>
    </Fact>
    {action.device && (
      <Fact name={t`Device`}>
        <Link to="/devices/$id" params={{ id: action.device.id }}>
          {action.device.hostname}
        </Link>{' '}
        <Online online={action.device.online} />
      </Fact>
    )}
    <Fact name={t`Justification`}>{action.justification}</Fact>
    <Fact name={t`Submitted by`}>
      <Person actor={action.submittedBy} as="submittedBy" />, <Time at={action.submittedAt} /> (
      {sentence(action.origin)})
    </Fact>
    {action.approvals.length > 0 && (
      <Fact name={t`Decided by`}>
        {action.approvals.map(({ by, at, decision }) => (
          <div key={at}>
            <Person actor={by} as="approvedBy" />, <Time at={at} /> ({sentence(decision)})
          </div>
        ))}
      </Fact>
    )}
    {action.detection && (
      <Fact name={t`Detection`}>
        <Link to="/detections/$id" params={{ id: action.detection.id }}>
          {action.detection.title}
        </Link>{' '}
        ({sentence(action.detection.severity)})
      </Fact>
    )}
    {action.bulkAction && (
      <Fact name={t`Bulk action`}>
        <Link to="/bulks/$id" params={{ id: action.bulkAction.id }}>
          <Plural value={action.bulkAction.total} one="# device" other="# devices" />
        </Link>
      </Fact>
    )}
    {action.investigation && (
      <Fact name={t`Investigation`}>
        <Link to="/investigations/$id" params={{ id: action.investigation.id }}>
          {action.investigation.title}
        </Link>
      </Fact>
    )}
    {action.effectFor && (
      <Fact name={t`Duration`}>
        {duration(action.effectFor)}
        {action.effectUntil && (
          <div>
            <Trans>
              until <Time at={action.effectUntil} />
            </Trans>
          </div>
        )}
      </Fact>
    )}
    {action.undoes && (
      <Fact name={t`Undoes`}>
        <Other action={action.undoes} />
      </Fact>
    )}
    {action.undoneBy && (
      <Fact name={t`Undone by`}>
        <Other action={action.undoneBy} />
      </Fact>
    )}
    {action.failure && (
      <Fact name={t`Failure`}>
        <b>{titled(action.failure.code)}</b>: {action.failure.message}
      </Fact>
    )}
    <Fact name={t`Digest`}>
      <Hash value={action.digest} name={t`digest`} isWhole />
    </Fact>
    <Fact name={t`ID`}>
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
      <Fact name={t`Outcome`}>{capitalized(verificationWord(status))}</Fact>
      {finding ? (
        <Fact name={t`Finding`}>
          <b>{finding}</b>
          {verifiedAt && (
            <div>
              <Trans>
                checked at <Time at={verifiedAt} />
              </Trans>
            </div>
          )}
        </Fact>
      ) : (
        <Fact name={t`Check`}>{verifiesOf(type)}</Fact>
      )}
      {status === 'SCHEDULED' && dueAt && (
        <Fact name={t`Due`}>
          <Countdown to={dueAt} within={time => t`in ${time}`} />
        </Fact>
      )}
      {attempts > 0 && <Fact name={t`Attempts`}>{attempts}</Fact>}
      {verifiedAt && !finding && (
        <Fact name={t`Verified`}>
          <Time at={verifiedAt} />
        </Fact>
      )}
      {evidence !== null && (
        <Fact name={t`Evidence`}>
          <Readable value={evidence} name={t`Evidence`} />
        </Fact>
      )}
    </Facts>
  )
}
