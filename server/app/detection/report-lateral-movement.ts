import { noInvestigation } from '#app/action/trigger.ts'
import type { MovementReport } from '#app/application.ts'
import type { Ledger } from '#app/ports.ts'
import type { LateralMovementRecord } from '#domain/detection/lateral-movement.ts'
import { parseTechnique } from '#domain/detection/technique.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'

interface Ports {
  readonly ledger: Ledger
  readonly newId: () => string
}

const forbidden = refuse('FORBIDDEN', 'Your roles do not allow reporting lateral movement.')
const noDevice = (field: string) => refuse('NOT_FOUND', 'No such device.', [field])

/** Records that an intruder moved from one device to another. */
export function reportLateralMovement({ ledger, newId }: Ports) {
  return async function reportLateralMovement(
    caller: Caller,
    report: MovementReport,
  ): Promise<LateralMovementRecord | Refused> {
    if (!hasRight(caller, 'report')) return forbidden
    const technique = report.technique == null ? null : parseTechnique(report.technique, 'technique')
    if (isRefused(technique)) return technique
    const { from, to, investigation } = report
    if (from !== null && from === to) return invalid('toDeviceId must differ from fromDeviceId', 'toDeviceId')
    return ledger.commit<LateralMovementRecord | Refused>({
      organization: caller.organization,
      reads: {
        device: [from, to].flatMap(id => id ?? []),
        investigation: investigation ? [investigation] : [],
      },
      decide: transaction => {
        if (!from || !transaction.find('device', from)) return noDevice('fromDeviceId')
        if (!to || !transaction.find('device', to)) return noDevice('toDeviceId')
        if (
          investigation !== undefined &&
          !(investigation && transaction.find('investigation', investigation))
        )
          return noInvestigation
        const movement: LateralMovementRecord = {
          id: newId(),
          organizationId: caller.organization,
          fromDeviceId: from,
          toDeviceId: to,
          investigationId: investigation ?? null,
          technique,
          observedAt: (report.observedAt ?? new Date(transaction.now)).toISOString(),
        }
        transaction.put('lateralMovement', movement)
        const { id, observedAt } = movement
        const after = { id, from, to, technique, observedAt, investigation: movement.investigationId }
        transaction.append(
          {
            kind: 'INVESTIGATION_CHANGED',
            data: { what: 'lateralMovement', before: null, after },
            device: to,
          },
          caller.actor,
        )
        return movement
      },
    })
  }
}
