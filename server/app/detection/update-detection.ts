import type { DetectionChange } from '#app/application.ts'
import type { Directory } from '#app/people/people-ports.ts'
import type { Ledger } from '#app/ports.ts'
import { parseComment } from '#domain/action/submission.ts'
import type { DetectionRecord } from '#domain/detection/detection.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'

interface Ports {
  readonly ledger: Ledger
  readonly directory: Pick<Directory, 'isAnalyst'>
}

const forbidden = refuse('FORBIDDEN', 'Your roles do not allow triaging detections.')
const noDetection = refuse('NOT_FOUND', 'No such detection.', ['id'])
const noAnalyst = refuse('NOT_FOUND', 'No such analyst.', ['assigneeId'])

/** Triage: sets a detection's status and assignee. A comment without changes is recorded too. */
export function updateDetection({ ledger, directory }: Ports) {
  return async function updateDetection(
    caller: Caller,
    id: string | null,
    change: DetectionChange,
  ): Promise<DetectionRecord | Refused> {
    if (!hasRight(caller, 'act')) return forbidden
    const comment = parseComment(change.comment)
    if (isRefused(comment)) return comment
    if (!id) return noDetection
    const { organization, actor } = caller
    const { assignee } = change
    // Analysts are never deleted, so this is still true when the change is committed.
    const isKnown = assignee == null || (await directory.isAnalyst(organization, assignee))
    return ledger.commit<DetectionRecord | Refused>({
      organization,
      reads: { detection: [id] },
      decide: transaction => {
        const before = transaction.find('detection', id)
        if (!before) return noDetection
        if (!isKnown) return noAnalyst
        const after: DetectionRecord = {
          ...before,
          status: change.status ?? before.status,
          assigneeId: assignee === undefined ? before.assigneeId : assignee,
        }
        if (after.status === before.status && after.assigneeId === before.assigneeId && comment === null)
          return before
        transaction.put('detection', after)
        const data = { what: 'detection', before: triageOf(before), after: { ...triageOf(after), comment } }
        transaction.append({ kind: 'DETECTION_CHANGED', data, device: before.deviceId }, actor)
        return after
      },
    })
  }
}

const triageOf = ({ id, status, assigneeId }: DetectionRecord) => ({ id, status, assignee: assigneeId })
