import { t } from '@lingui/core/macro'
import type {
  DriftFragment,
  TimedActionFragment,
  TimedDetectionFragment,
} from '../../../generated/documents.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import {
  capitalized,
  nameOf,
  sentence,
  severityTone,
  type Tone,
  targetOf,
  titled,
  verificationWord,
} from '../../ui/words.ts'

export const momentKinds = ['detection', 'movement', 'action', 'verification', 'drift'] as const
export type MomentKind = (typeof momentKinds)[number]

/** Something that happened at an instant, whatever it was. */
export interface Moment {
  readonly key: string
  readonly kind: MomentKind
  readonly at: string
  readonly what: string
  readonly more?: string
  readonly tone: Tone
  readonly link?: { readonly to: '/actions/$id' | '/detections/$id'; readonly id: string }
}

interface Movement {
  readonly from: { readonly id: string }
  readonly to: { readonly id: string }
  readonly technique: string | null
  readonly observedAt: string
}

interface Happened {
  readonly detections: readonly TimedDetectionFragment[]
  readonly actions: readonly TimedActionFragment[]
  readonly movements?: readonly Movement[]
  /** Host names by device id, for the movements. */
  readonly names?: ReadonlyMap<string, string>
  readonly drifts?: readonly { readonly hostname: string; readonly drift: DriftFragment }[]
}

/** Everything that happened, the latest first. */
export function momentsOf({ detections, actions, movements = [], names, drifts = [] }: Happened): Moment[] {
  const nameOfDevice = (id: string) => names?.get(id) ?? t`a device`
  const moments: Moment[] = [
    ...detections.map(
      ({ id, title, severity, technique, firedAt, device }): Moment => ({
        key: id,
        kind: 'detection',
        at: firedAt,
        what: t`${title} on ${device.hostname}`,
        more: [titled(severity), technique].filter(Boolean).join(', '),
        tone: severityTone[severity],
        link: { to: '/detections/$id', id },
      }),
    ),
    ...movements.map(
      ({ from, to, technique, observedAt }): Moment => ({
        key: `${from.id} ${to.id} ${observedAt}`,
        kind: 'movement',
        at: observedAt,
        what: t`Moved from ${nameOfDevice(from.id)} to ${nameOfDevice(to.id)}`,
        ...(technique && { more: technique }),
        tone: 'bad',
      }),
    ),
    ...actions.flatMap(momentsOfAction),
    ...drifts.map(
      ({ hostname, drift: { kind, target, since, action } }): Moment => ({
        key: `drift ${action.id}`,
        kind: 'drift',
        at: since,
        what:
          kind === 'ISOLATION_MISSING'
            ? t`${hostname} no longer reports its isolation`
            : t`${hostname} no longer reports the block of ${target ?? ''}`,
        tone: 'bad',
        link: { to: '/actions/$id', id: action.id },
      }),
    ),
  ]
  return moments.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

function momentsOfAction(action: TimedActionFragment): Moment[] {
  const { id, type, device, parameters, verification, failure, cancellation } = action
  const subject = [device ? t`${titleOf(type)} on ${device.hostname}` : titleOf(type), targetOf(parameters)]
    .filter(Boolean)
    .join(' ')
  const moment = (
    step: string,
    at: string | null | undefined,
    what: string,
    tone: Tone,
    more?: string,
  ): Moment[] =>
    at
      ? [
          {
            key: `${id} ${step}`,
            kind: step === 'verified' ? 'verification' : 'action',
            at,
            what,
            tone,
            ...(more && { more }),
            link: { to: '/actions/$id', id },
          },
        ]
      : []
  const hasFailedVerification = verification.status === 'FAILED'
  return [
    ...moment(
      'submitted',
      action.submittedAt,
      t`${nameOf(action.submittedBy)} submitted: ${subject}`,
      'queue',
      action.justification,
    ),
    ...action.approvals.flatMap(({ decision, by, at }) =>
      moment(
        `decided-${at}`,
        at,
        decision === 'APPROVED'
          ? t`${nameOf(by)} approved: ${subject}`
          : t`${nameOf(by)} rejected: ${subject}`,
        decision === 'APPROVED' ? 'run' : 'bad',
      ),
    ),
    ...moment('cancelled', cancellation?.at, t`Cancelled: ${subject}`, 'gone', sentenceOf(cancellation)),
    ...(failure && !hasFailedVerification
      ? moment('failed', action.completedAt, t`Failed: ${subject}`, 'bad', sentence(failure.code))
      : moment('completed', action.completedAt, t`Completed: ${subject}`, 'good')),
    ...moment(
      'verified',
      verification.verifiedAt,
      `${capitalized(verificationWord(verification.status))}: ${subject}`,
      verification.status === 'PASSED' ? 'good' : hasFailedVerification ? 'bad' : 'wait',
    ),
  ]
}

const sentenceOf = (cancellation: { readonly reason: string } | null): string | undefined =>
  cancellation ? sentence(cancellation.reason) : undefined
