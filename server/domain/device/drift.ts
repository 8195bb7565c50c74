import type { Action } from '#domain/action/action.ts'
import { effectTarget } from '#domain/action/effects.ts'
import { parseAddress } from './address.ts'

export const driftKinds = ['ISOLATION_MISSING', 'BLOCK_MISSING'] as const
export type DriftKind = (typeof driftKinds)[number]

/** What a device says of its containment. */
export interface ReportedEffects {
  /** When the server received it (ms). */
  readonly receivedAt: number
  /** When the device made it, by its own clock. */
  readonly at: string | null
  readonly isolated: boolean
  /** In any spelling; null: the device can't tell. */
  readonly blockedAddresses: readonly string[] | null
}

/** What an action left in force and a report lacks, as the contract names it; target: the blocked address. */
export const driftOf = ({ requested }: Action): { kind: DriftKind; target: string | null } =>
  requested.type === 'BLOCK_IP'
    ? { kind: 'BLOCK_MISSING', target: requested.parameters.address }
    : { kind: 'ISOLATION_MISSING', target: null }

/** An action whose effect a report lacks for the first time, or has again. */
export interface DriftChange {
  readonly action: Action
  readonly drifted: boolean
}

/**
 * What a report changes about which effects are known to be missing.
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
    // What the device is changing just now may be reported before its result is.
    if (holds !== false || isMissing || busy.has(effectTarget(requested))) return []
    return mustShow(action, report) ? [{ action, drifted: true }] : []
  })
}

const addressOf = (text: string): string[] => {
  const address = parseAddress(text)
  return address ? [address.text] : []
}

/** Whether a report, as old as it may be, has to show what the action left in force. */
function mustShow({ effect, effectFor, life }: Action, { receivedAt, at }: ReportedEffects): boolean {
  if (effect?.status !== 'IN_FORCE' || life.status !== 'COMPLETED') return false
  if (receivedAt < Date.parse(life.completedAt)) return false
  // Both by the device's clock, which may be wrong by years.
  if (at !== null && effect.appliedAt !== null && at < effect.appliedAt) return false
  // The device's own timer runs from when it acted, which is some time after the start.
  return effectFor === null || receivedAt < Date.parse(life.started.at) + 1000 * effectFor
}

/** The action as it is once a report has changed whether its effect is known to be missing. */
export const withDrift = ({ action, drifted }: DriftChange, receivedAt: number): Action =>
  action.effect?.status === 'IN_FORCE'
    ? {
        ...action,
        effect: { ...action.effect, driftedAt: drifted ? new Date(receivedAt).toISOString() : null },
      }
    : action
