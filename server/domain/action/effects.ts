import type { ActionType, Requested } from '#domain/catalog/action-types.ts'
import { server } from '#domain/people/actor.ts'
import { invalid, type Refused } from '#domain/refusal.ts'
import { type Action, type ActionEvent, type By, type Effect, verificationOf } from './action.ts'

/** Action types whose effect lasts until an inverse action undoes it. */
const lasting = new Set<ActionType>(['ISOLATE_DEVICE', 'BLOCK_IP'])
const leavesEffect = ({ type }: Requested): boolean => lasting.has(type)

/** The key of the target that an action contains or releases on its device; null for other types. */
export const effectTarget = (requested: Requested): string | null => {
  switch (requested.type) {
    case 'ISOLATE_DEVICE':
    case 'UNISOLATE_DEVICE':
      return 'network'
    case 'BLOCK_IP':
    case 'UNBLOCK_IP':
      return requested.parameters.address
    default:
      return null
  }
}

export const inverseOf = (requested: Requested): Requested | null => {
  switch (requested.type) {
    case 'ISOLATE_DEVICE':
      return { type: 'UNISOLATE_DEVICE', parameters: { note: null } }
    case 'BLOCK_IP':
      return { type: 'UNBLOCK_IP', parameters: { address: requested.parameters.address } }
    default:
      return null
  }
}

const shortest = 60
const longest = 31_536_000

/** Seconds; null if absent. */
export function parseEffectFor(
  seconds: number | null | undefined,
  type: ActionType,
): number | null | Refused {
  if (seconds === null || seconds === undefined) return null
  if (!lasting.has(type))
    return invalid('effectFor is allowed only with isolateDevice and blockIp', 'effectFor')
  if (seconds < shortest || seconds > longest)
    return invalid(`effectFor must be between ${shortest} and ${longest} seconds`, 'effectFor')
  return seconds
}

/** The effect of an action that completes at this instant. */
export const effectOf = (
  { requested, effectFor }: Pick<Action, 'requested' | 'effectFor'>,
  completedAt: string,
  appliedAt: string | null = null,
): Effect | null => {
  if (!leavesEffect(requested)) return null
  const until = effectFor === null ? null : new Date(Date.parse(completedAt) + 1000 * effectFor).toISOString()
  return { status: 'IN_FORCE', until, appliedAt, driftedAt: null }
}

/** When the effect expires (ms); null: never, or it has already ended. */
export const effectEnds = ({ effect }: Action): number | null =>
  effect?.status === 'IN_FORCE' && effect.until !== null ? Date.parse(effect.until) : null

/** Whether the device's own timer has ended the effect by now. */
export const hasRunOut = (action: Action, now: number): boolean => {
  const ends = effectEnds(action)
  return ends !== null && ends <= now
}

/** Whether a later action on the same target can still end this one's effect or verification. */
export const canStillChange = (action: Action): boolean =>
  isUndoable(action) || verificationOf(action)?.status === 'SCHEDULED'

const isInverse = (requested: Requested): boolean =>
  effectTarget(requested) !== null && !leavesEffect(requested)

/** OVER counts: the device's own timer ended the effect, but the inverse that records this has not completed yet. */
const isUndoable = ({ effect }: Action): boolean => effect?.status === 'IN_FORCE' || effect?.status === 'OVER'

/**
 * The id of the action whose effect an inverse undoes if it completes now, even if the device's own timer was faster.
 * Null if the action is not an inverse, or nothing is left to undo.
 */
export const actionUndoneBy = ({ id, requested }: Action, onTarget: readonly Action[]): string | null =>
  isInverse(requested) ? (onTarget.find(other => other.id !== id && isUndoable(other))?.id ?? null) : null

/** Ends the verification of an action whose effect has ended: its outcome can no longer be known. */
export function endVerification(action: Action, endedBy: string): By<ActionEvent>[] {
  const verification = verificationOf(action)
  if (action.life.status !== 'COMPLETED' || verification?.status !== 'SCHEDULED') return []
  const { attempts } = verification.tries
  const evidence = { endedBy }
  return [
    {
      actor: server,
      event: { kind: 'VERIFICATION_INCONCLUSIVE', attempts, evidence, reported: false },
    },
  ]
}

/** How an earlier action changes because a later one on the same target completed. */
export interface EffectChange {
  readonly id: string
  readonly events: readonly By<ActionEvent>[]
  readonly effect: Effect | null
}

/**
 * How the completion of an action changes earlier actions on the same target. An isolation or a block replaces their
 * effects; an inverse undoes them, even if the device's own timer was faster.
 */
export function effectChangeOf(completed: Action, onTarget: readonly Action[]): readonly EffectChange[] {
  const others = onTarget.filter(({ id }) => id !== completed.id)
  const affected = leavesEffect(completed.requested)
    ? others
    : others.filter(({ requested }) => leavesEffect(requested))
  return affected.map(action => ({
    id: action.id,
    events: endVerification(action, completed.id),
    effect: endedEffect(action.effect, completed),
  }))
}

function endedEffect(effect: Effect | null, { id, requested }: Action): Effect | null {
  if (effect?.status !== 'IN_FORCE' && effect?.status !== 'OVER') return effect
  if (leavesEffect(requested))
    return { status: 'REPLACED', until: effect.status === 'OVER' ? effect.until : null }
  return { status: 'UNDONE', until: effect.status === 'OVER' ? effect.until : null, by: id }
}

/** Whether an open action will replace the effect, so that an inverse queued behind it would undo the wrong one. */
export const isAboutToReplace = (open: Action, action: Action): boolean =>
  (open.life.status === 'QUEUED' || open.life.status === 'EXECUTING') &&
  leavesEffect(open.requested) &&
  effectTarget(open.requested) === effectTarget(action.requested)
