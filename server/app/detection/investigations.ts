import type { InvestigationChange } from '#app/application.ts'
import type { Ledger, Transaction } from '#app/ports.ts'
import type { InvestigationRecord } from '#domain/detection/investigation.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { parseTitle } from '#domain/text/title.ts'

interface Ports {
  readonly ledger: Ledger
  readonly newId: () => string
}

const maxDetections = 1000

const forbidden = refuse('FORBIDDEN', 'Your roles do not allow changing investigations.')
const noInvestigation = refuse('NOT_FOUND', 'No such investigation.', ['id'])

type Ids = readonly (string | null)[]

const tooMany = (ids: Ids, field: string): Refused | null =>
  ids.length > maxDetections
    ? refuse('LIMIT_EXCEEDED', `${field} must have at most ${maxDetections} detections`, [field])
    : null

const known = (ids: Ids): string[] => [...new Set(ids.flatMap(id => id ?? []))]

/** Adds the detections to the investigation. Refuses if any of them does not exist. */
function collect(ids: Ids, investigation: string, field: string, transaction: Transaction): null | Refused {
  const found = ids.map(id => (id ? transaction.find('detection', id) : null))
  const missing = found.indexOf(null)
  if (missing >= 0) return refuse('NOT_FOUND', 'No such detection.', [field, String(missing)])
  for (const detection of found)
    if (detection) transaction.put('detection', { ...detection, investigationId: investigation })
  return null
}

export function openInvestigation({ ledger, newId }: Ports) {
  return async function openInvestigation(
    caller: Caller,
    input: { readonly title: string; readonly detections: Ids },
  ): Promise<InvestigationRecord | Refused> {
    if (!hasRight(caller, 'act')) return forbidden
    const title = parseTitle(input.title, 'title')
    if (isRefused(title)) return title
    const refused = tooMany(input.detections, 'detectionIds')
    if (refused) return refused
    const detections = known(input.detections)
    const id = newId()
    return ledger.commit<InvestigationRecord | Refused>({
      organization: caller.organization,
      reads: { detection: detections },
      decide: transaction => {
        const missing = collect(input.detections, id, 'detectionIds', transaction)
        if (missing) return missing
        const opened: InvestigationRecord = {
          id,
          organizationId: caller.organization,
          title,
          openedAt: new Date(transaction.now).toISOString(),
          closedAt: null,
        }
        transaction.put('investigation', opened)
        const after = { id, title, closedAt: null, addedDetections: detections }
        transaction.append(
          { kind: 'INVESTIGATION_CHANGED', data: { what: 'investigation', before: null, after } },
          caller.actor,
        )
        return opened
      },
    })
  }
}

export function updateInvestigation({ ledger }: Pick<Ports, 'ledger'>) {
  return async function updateInvestigation(
    caller: Caller,
    id: string | null,
    change: InvestigationChange,
  ): Promise<InvestigationRecord | Refused> {
    if (!hasRight(caller, 'act')) return forbidden
    const title = change.title == null ? null : parseTitle(change.title, 'title')
    if (isRefused(title)) return title
    const refused = tooMany(change.addDetections, 'addDetectionIds')
    if (refused) return refused
    if (!id) return noInvestigation
    return ledger.commit<InvestigationRecord | Refused>({
      organization: caller.organization,
      reads: { investigation: [id], detection: known(change.addDetections) },
      decide: transaction => {
        const before = transaction.find('investigation', id)
        if (!before) return noInvestigation
        const added = known(change.addDetections).filter(
          detection => transaction.find('detection', detection)?.investigationId !== id,
        )
        const missing = collect(change.addDetections, id, 'addDetectionIds', transaction)
        if (missing) return missing
        const after = {
          ...before,
          title: title ?? before.title,
          closedAt: closedAt(before, change.closed, transaction.now),
        }
        if (after.title === before.title && after.closedAt === before.closedAt && added.length === 0)
          return before
        transaction.put('investigation', after)
        const data = {
          what: 'investigation',
          before: ledgerData(before),
          after: { ...ledgerData(after), addedDetections: added },
        }
        transaction.append({ kind: 'INVESTIGATION_CHANGED', data }, caller.actor)
        return after
      },
    })
  }
}

const ledgerData = ({ id, title, closedAt }: InvestigationRecord) => ({ id, title, closedAt })

/** Closing a closed investigation keeps its `closedAt`. */
function closedAt(
  before: InvestigationRecord,
  closed: boolean | null | undefined,
  now: number,
): string | null {
  if (closed == null) return before.closedAt
  return closed ? (before.closedAt ?? new Date(now).toISOString()) : null
}
