import type { ActionRowFragment } from '../../generated/documents.ts'

export interface LiveActions {
  /** Pending and running actions, the latest submitted first. */
  readonly open: readonly ActionRowFragment[]
  /** Finished actions, the latest first. */
  readonly ended: readonly ActionRowFragment[]
  /** Changes received since the page was opened. */
  readonly received: number
}

export const noActions: LiveActions = { open: [], ended: [], received: 0 }

/** Limits of the two lists. Older actions are in the history. */
const mostOpen = 500
const mostEnded = 200

export const isOpen = ({ status }: Pick<ActionRowFragment, 'status'>): boolean =>
  status === 'PENDING_APPROVAL' || status === 'QUEUED' || status === 'EXECUTING'

export function liveActions(
  open: readonly ActionRowFragment[],
  ended: readonly ActionRowFragment[],
  { received }: Pick<LiveActions, 'received'> = noActions,
): LiveActions {
  const distinct = [...new Map(ended.map(action => [action.id, action])).values()]
  return {
    open: [...open].sort(latestFirst(action => action.submittedAt)).slice(0, mostOpen),
    ended: distinct.sort(latestFirst(endOf)).slice(0, mostEnded),
    received,
  }
}

/** When the action ended, as far as is known: a cancelled action has no `completedAt`. */
export const endOf = (action: ActionRowFragment): string => action.completedAt ?? action.submittedAt

const latestFirst =
  (instant: (action: ActionRowFragment) => string) => (a: ActionRowFragment, b: ActionRowFragment) =>
    instant(a) < instant(b) ? 1 : instant(a) > instant(b) ? -1 : a.id < b.id ? -1 : 1

interface Change {
  readonly action: ActionRowFragment
}

/** Applies a change. Applying the same change again alters nothing but the count. */
export function foldChange(before: LiveActions, { action }: Change): LiveActions {
  const isOther = (one: ActionRowFragment) => one.id !== action.id
  const wasOpen = before.open.findIndex(one => one.id === action.id)
  const received = before.received + 1
  if (isOpen(action)) {
    // A changed action keeps its place, so that the list does not jump while people read it.
    const open =
      wasOpen >= 0 ? before.open.with(wasOpen, action) : [action, ...before.open].slice(0, mostOpen)
    return { open, ended: before.ended, received }
  }
  const open = wasOpen >= 0 ? before.open.filter(isOther) : before.open
  const wasEnded = before.ended.findIndex(one => one.id === action.id)
  const ended =
    wasEnded >= 0 ? before.ended.with(wasEnded, action) : [action, ...before.ended].slice(0, mostEnded)
  return { open, ended, received }
}
