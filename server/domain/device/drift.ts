import type { Action } from '#domain/action/action.ts'
import { effectTarget } from '#domain/action/effects.ts'
import { parseAddress } from './address.ts'

const driftKinds = ['ISOLATION_MISSING', 'BLOCK_MISSING'] as const
export type DriftKind = (typeof driftKinds)[number]

/** The effects in a device's state report. */
export interface ReportedEffects {
  /** When the server received it (ms). */
  readonly receivedAt: number
  /** When the device made it, by its own clock. */
  readonly at: string | null
  readonly isolated: boolean
  /** Not normalised; null: the device does not know. */
  readonly blockedAddresses: readonly string[] | null
}

/** The drift if this action's effect is missing. `target` is the blocked address; null for an isolation. */
export const driftOf = ({ requested }: Action): { kind: DriftKind; target: string | null } =>
  requested.type === 'BLOCK_IP'
    ? { kind: 'BLOCK_MISSING', target: requested.parameters.address }
    : { kind: 'ISOLATION_MISSING', target: null }

/** An action whose effect has gone missing or is back. */
export interface DriftChange {
  readonly action: Action
  readonly drifted: boolean
}

/**
 * Compares a report with the effects in force. Returns those that have gone missing or are back.
 * @param inForce actions of the device with an effect in force
 * @param open actions of the device that have not ended
 */
export function driftChanges(
  inForce: readonly Action[],
  open: readonly Action[],
  report: ReportedEffects,
): DriftChange[] {
  const blocked = report.blockedAddresses && new Set(report.blockedAddresses.flatMap(addressOf))
  const busy = new Set(
    open.filter(({ life }) => life.status === 'EXECUTING').map(({ requested }) => effectTarget(requested)),
  )
  return inForce.flatMap((action): DriftChange[] => {
    if (action.effect?.status !== 'IN_FORCE' || action.life.status !== 'COMPLETED') return []
    const isMissing = action.effect.driftedAt !== null
    const { requested } = action
    const holds = requested.type === 'BLOCK_IP' ? blocked?.has(requested.parameters.address) : report.isolated
    if (holds === true && isMissing) return [{ action, drifted: false }]
    // While an action changes the target, a report may arrive before the action's result.
    if (holds !== false || isMissing || busy.has(effectTarget(requested))) return []
    return mustShow(action, report) ? [{ action, drifted: true }] : []
  })
}

const addressOf = (text: string): string[] => {
  const address = parseAddress(text)
  return address ? [address.text] : []
}

/** Whether the report must show the effect: it is newer than the completion and older than the effect's possible end. */
function mustShow({ effect, effectFor, life }: Action, { receivedAt, at }: ReportedEffects): boolean {
  if (effect?.status !== 'IN_FORCE' || life.status !== 'COMPLETED') return false
  if (receivedAt < Date.parse(life.completedAt)) return false
  // Both times are by the device's clock, which may be years off.
  if (at !== null && effect.appliedAt !== null && at < effect.appliedAt) return false
  // The device's own timer starts when the device applies the effect, which is not before the action started.
  return effectFor === null || receivedAt < Date.parse(life.started.at) + 1000 * effectFor
}

/** The action after a drift change. */
export const withDrift = ({ action, drifted }: DriftChange, receivedAt: number): Action =>
  action.effect?.status === 'IN_FORCE'
    ? {
        ...action,
        effect: { ...action.effect, driftedAt: drifted ? new Date(receivedAt).toISOString() : null },
      }
    : action
