import { Group } from '@mantine/core'
import { Countdown, Time } from '../../ui/time.tsx'
import { nameOf, sentence, type Tone, titled, verificationWord } from '../../ui/words.ts'
import type { ActionDetails } from './details.ts'

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
        what: missing === 1 ? 'Awaiting 1 approval' : `Awaiting ${missing} approvals`,
        tone: 'wait',
        until: action.expiresAt,
      },
    ]
  }
  if (action.queuedAt) steps.push({ what: 'Queued', at: action.queuedAt, tone: 'run' })
  if (action.status === 'QUEUED')
    return [...steps, { what: 'Waiting for the device', tone: 'wait', until: action.expiresAt }]
  if (action.startedAt)
    steps.push({
      what: 'Claimed by the device and recorded on the ledger',
      at: action.startedAt,
      tone: 'run',
    })
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
    steps.push({ what: 'Completed, as the device reported', at: action.completedAt, tone: 'good' })
  if (verification.status === 'SCHEDULED')
    steps.push({ what: 'Verification pending', tone: 'wait', until: verification.dueAt })
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

export const TimeLine = ({ action }: { readonly action: ActionDetails }) => (
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
