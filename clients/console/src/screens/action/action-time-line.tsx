import { plural, t } from '@lingui/core/macro'
import { Group } from '@mantine/core'
import { Countdown, Time } from '../../ui/time.tsx'
import { capitalized, nameOf, sentence, type Tone, verificationWord } from '../../ui/words.ts'
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
      what: t`Submitted by ${nameOf(action.submittedBy)}`,
      at: action.submittedAt,
      tone: 'run',
      more: action.justification,
    },
    ...approvals.map(
      ({ decision, by, at, comment }): Step => ({
        what: decision === 'APPROVED' ? t`Approved by ${nameOf(by)}` : t`Rejected by ${nameOf(by)}`,
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
        what: t`Awaiting ${plural(missing, { one: '# approval', other: '# approvals' })}`,
        tone: 'wait',
        until: action.expiresAt,
      },
    ]
  }
  if (action.queuedAt) steps.push({ what: t`Queued`, at: action.queuedAt, tone: 'run' })
  if (action.status === 'QUEUED')
    return [...steps, { what: t`Waiting for the device`, tone: 'wait', until: action.expiresAt }]
  if (action.startedAt)
    steps.push({
      what: t`Claimed by the device and recorded on the ledger`,
      at: action.startedAt,
      tone: 'run',
    })
  if (action.status === 'EXECUTING') return [...steps, { what: t`Executing`, tone: 'wait' }]
  if (cancellation)
    steps.push({
      what: cancellation.by
        ? t`Cancelled: ${sentence(cancellation.reason)} (${nameOf(cancellation.by)})`
        : t`Cancelled: ${sentence(cancellation.reason)}`,
      at: cancellation.at,
      more: cancellation.comment,
      tone: 'bad',
    })
  const didNotHold = verification.status === 'FAILED'
  if (action.completedAt && (!failure || didNotHold))
    steps.push({ what: t`Completed, as the device reported`, at: action.completedAt, tone: 'good' })
  if (verification.status === 'SCHEDULED')
    steps.push({ what: t`Verification pending`, tone: 'wait', until: verification.dueAt })
  if (verification.verifiedAt && verification.status !== 'SCHEDULED')
    steps.push({
      what: capitalized(verificationWord(verification.status)),
      at: verification.verifiedAt,
      tone: verification.status === 'PASSED' ? 'good' : didNotHold ? 'bad' : 'wait',
    })
  if (failure)
    steps.push({
      what: t`Failed: ${sentence(failure.code)}`,
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
            {until && <Countdown to={until} within={time => t`within ${time}`} />}
          </span>
        </Group>
        {more && <div className="dim">{more}</div>}
      </li>
    ))}
  </ol>
)
