import { noInvestigation } from '#app/action/trigger.ts'
import type { DetectionReport } from '#app/application.ts'
import type { Ledger } from '#app/ports.ts'
import { keyId } from '#domain/action/command-ids.ts'
import { type DetectionRecord, parseDetection, parseExternalId } from '#domain/detection/detection.ts'
import type { Address } from '#domain/device/address.ts'
import type { Json } from '#domain/ledger/ledger.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { respond } from './respond.ts'

interface Ports {
  readonly ledger: Ledger
  readonly newId: () => string
  /** Addresses at which devices reach the server. Blocking them is refused. */
  readonly serverAddresses: () => readonly Address[]
}

const forbidden = refuse('FORBIDDEN', 'Your roles do not allow reporting detections.')
const noDevice = refuse('NOT_FOUND', 'No such device.', ['deviceId'])

/**
 * Records a detection and submits the automatic responses to it in the same transaction. The detection's id is derived
 * from its reporter and `externalId`, so concurrent reports of the same detection create it only once.
 */
export function reportDetection({ ledger, ...ports }: Ports) {
  return async function reportDetection(
    caller: Caller,
    report: DetectionReport,
  ): Promise<DetectionRecord | Refused> {
    if (!hasRight(caller, 'report')) return forbidden
    const externalId = parseExternalId(report.externalId)
    if (isRefused(externalId)) return externalId
    const facts = parseDetection(report)
    const { organization, actor } = caller
    const { device, investigation } = report
    const id = keyId(organization, actor.id, 'reportDetection', externalId)

    return ledger.commit<DetectionRecord | Refused>({
      organization,
      reads: {
        detection: [id],
        device: device ? [device] : [],
        openActionsOf: device ? [device] : [],
        everyRule: true,
        automaticActions: true,
        investigation: investigation ? [investigation] : [],
      },
      decide: transaction => {
        const first = transaction.find('detection', id)
        if (first) return first
        if (isRefused(facts)) return facts
        const found = device ? transaction.find('device', device) : null
        if (!found) return noDevice
        if (
          investigation !== undefined &&
          !(investigation && transaction.find('investigation', investigation))
        )
          return noInvestigation
        const reportedAt = new Date(transaction.now).toISOString()
        const detection: DetectionRecord = {
          id,
          organizationId: organization,
          deviceId: found.id,
          investigationId: investigation ?? null,
          ...facts,
          status: 'NEW',
          assigneeId: null,
          firedAt: facts.firedAt ?? reportedAt,
          reportedAt,
          reportedBy: actor,
          externalId,
          triggered: [],
        }
        transaction.append(
          { kind: 'DETECTION_REPORTED', data: ledgerData(detection), device: found.id },
          actor,
        )
        const responded = {
          ...detection,
          triggered: respond(transaction, detection, found, caller.responsible, ports),
        }
        transaction.put('detection', responded)
        return responded
      },
    })
  }
}

const ledgerData = ({ id, deviceId, investigationId, ...detection }: DetectionRecord) => ({
  detection: id,
  device: deviceId,
  investigation: investigationId,
  title: detection.title,
  severity: detection.severity,
  technique: detection.technique,
  process: detection.process as unknown as Json,
  firedAt: detection.firedAt,
  externalId: detection.externalId,
})
