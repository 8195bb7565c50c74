import type { ActionFact, EventFact } from './facts.ts'

/** An event as its canonical form says it. */
export interface LedgerEvent {
  readonly sequence: number
  readonly kind: string
  readonly action: string | null
  readonly actorName: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly previousHash: string
  readonly data: Readonly<Record<string, unknown>>
}

export function readEvent({ canonical }: EventFact): LedgerEvent {
  const { actor, at, ...event } = JSON.parse(canonical)
  return { ...event, actorName: actor.name, at: Date.parse(at) }
}

/** The part of a row that its events determine. */
export type Folded = Pick<
  ActionFact,
  'status' | 'queuedAt' | 'startedAt' | 'completedAt' | 'failureCode' | 'cancellation' | 'verification'
>

const before: Readonly<Record<string, readonly string[]>> = {
  ACTION_APPROVED: ['PENDING_APPROVAL'],
  ACTION_REJECTED: ['PENDING_APPROVAL'],
  ACTION_QUEUED: ['PENDING_APPROVAL'],
  ACTION_STARTED: ['QUEUED'],
  ACTION_COMPLETED: ['EXECUTING'],
  ACTION_FAILED: ['QUEUED', 'EXECUTING', 'COMPLETED'],
  ACTION_CANCELLED: ['PENDING_APPROVAL', 'QUEUED'],
  VERIFICATION_SCHEDULED: ['COMPLETED'],
  VERIFICATION_PASSED: ['COMPLETED'],
  VERIFICATION_FAILED: ['COMPLETED'],
  VERIFICATION_INCONCLUSIVE: ['COMPLETED'],
}

/**
 * An action's row according to the contract's table of its life. It shares no code with the service, so that a mistake of
 * the service is not repeated here.
 */
export function foldAction(events: readonly LedgerEvent[]): Folded | { readonly illegal: string } {
  const [first] = events
  if (first?.kind !== 'ACTION_SUBMITTED') return { illegal: `begins with ${first?.kind ?? 'nothing'}` }
  let row: Folded = {
    status: 'PENDING_APPROVAL',
    queuedAt: null,
    startedAt: null,
    completedAt: null,
    failureCode: null,
    cancellation: null,
    verification: 'NOT_SCHEDULED',
  }
  for (const event of events.slice(1)) {
    const { kind, sequence } = event
    if (kind in before && !before[kind]?.includes(row.status))
      return { illegal: `${kind} (event ${sequence}) after ${row.status}` }
    if (
      kind.startsWith('VERIFICATION_') &&
      kind !== 'VERIFICATION_SCHEDULED' &&
      row.verification !== 'SCHEDULED'
    )
      return { illegal: `${kind} (event ${sequence}) without a scheduled verification` }
    row = { ...row, ...changeBy(row, event) }
  }
  return row
}

function changeBy(row: Folded, { kind, at, data }: LedgerEvent): Partial<Folded> {
  switch (kind) {
    case 'ACTION_QUEUED':
      return { status: 'QUEUED', queuedAt: at }
    case 'ACTION_STARTED':
      return { status: 'EXECUTING', startedAt: at }
    case 'ACTION_COMPLETED':
      return { status: 'COMPLETED', completedAt: at }
    case 'ACTION_FAILED':
      return { status: 'FAILED', completedAt: row.completedAt ?? at, failureCode: String(data['code']) }
    case 'ACTION_CANCELLED':
      return { status: 'CANCELLED', cancellation: String(data['reason']) }
    case 'VERIFICATION_SCHEDULED':
    case 'VERIFICATION_PASSED':
    case 'VERIFICATION_FAILED':
    case 'VERIFICATION_INCONCLUSIVE':
      return { verification: kind.slice('VERIFICATION_'.length) }
    default:
      return {}
  }
}
