import type { ActionRowFragment, AuditEventKind } from '../../generated/documents.ts'

export interface LiveActions {
  /** Pending and running actions, the latest submitted first. */
  readonly open: readonly ActionRowFragment[]
  /** Finished actions, the latest first. */
  readonly ended: readonly ActionRowFragment[]
  /** Events per minute since the page was opened, the current minute last. */
  readonly pulse: readonly Minute[]
}
export interface Minute {
  /** Minutes since 1970. */
  readonly minute: number
  readonly submitted: number
  readonly ended: number
  readonly failed: number
}

export const noActions: LiveActions = { open: [], ended: [], pulse: [] }

/** Limits of the two lists. Older actions are in the history. */
const mostOpen = 500
const mostEnded = 200
const minutes = 60

export const isOpen = ({ status }: Pick<ActionRowFragment, 'status'>): boolean =>
  status === 'PENDING_APPROVAL' || status === 'QUEUED' || status === 'EXECUTING'

/** @param before keeps its pulse, because the lists say nothing about past minutes */
export function liveActions(
  open: readonly ActionRowFragment[],
  ended: readonly ActionRowFragment[],
  before: Pick<LiveActions, 'pulse'> = noActions,
): LiveActions {
  const distinct = [...new Map(ended.map(action => [action.id, action])).values()]
  return {
    open: [...open].sort(latestFirst(action => action.submittedAt)).slice(0, mostOpen),
    ended: distinct.sort(latestFirst(endOf)).slice(0, mostEnded),
    pulse: before.pulse,
  }
}

/** When the action ended, as far as is known: a cancelled action has no `completedAt`. */
export const endOf = (action: ActionRowFragment): string => action.completedAt ?? action.submittedAt

const latestFirst =
  (instant: (action: ActionRowFragment) => string) => (a: ActionRowFragment, b: ActionRowFragment) =>
    instant(a) < instant(b) ? 1 : instant(a) > instant(b) ? -1 : a.id < b.id ? -1 : 1

interface Change {
  readonly event: { readonly kind: AuditEventKind; readonly at: string }
  readonly action: ActionRowFragment
}

/** Applies a change. Applying the same change again alters nothing but the pulse. */
export function foldChange(before: LiveActions, { event, action }: Change): LiveActions {
  const isOther = (one: ActionRowFragment) => one.id !== action.id
  const wasOpen = before.open.findIndex(one => one.id === action.id)
  const pulse = beat(before.pulse, event)
  if (isOpen(action)) {
    // A changed action keeps its place, so that the list does not jump while people read it.
    const open =
      wasOpen >= 0 ? before.open.with(wasOpen, action) : [action, ...before.open].slice(0, mostOpen)
    return { open, ended: before.ended, pulse }
  }
  const open = wasOpen >= 0 ? before.open.filter(isOther) : before.open
  const wasEnded = before.ended.findIndex(one => one.id === action.id)
  const ended =
    wasEnded >= 0 ? before.ended.with(wasEnded, action) : [action, ...before.ended].slice(0, mostEnded)
  return { open, ended, pulse }
}

const minuteOf = (instant: string): number => Math.floor(Date.parse(instant) / 60_000)
const emptyMinute = (minute: number): Minute => ({ minute, submitted: 0, ended: 0, failed: 0 })

const counted: Partial<Record<AuditEventKind, 'submitted' | 'ended' | 'failed'>> = {
  ACTION_SUBMITTED: 'submitted',
  ACTION_COMPLETED: 'ended',
  ACTION_CANCELLED: 'ended',
  ACTION_FAILED: 'failed',
}

function beat(pulse: readonly Minute[], { kind, at }: Change['event']): readonly Minute[] {
  const what = counted[kind]
  if (!what) return pulse
  const minute = minuteOf(at)
  const index = pulse.findIndex(one => one.minute === minute)
  const old = pulse[index] ?? emptyMinute(minute)
  const now = { ...old, [what]: old[what] + 1 }
  if (index >= 0) return pulse.with(index, now)
  return [...pulse, now].sort((a, b) => a.minute - b.minute).slice(-minutes)
}
