import type { Execute, Grant, Withdraw } from '#protocol/command.ts'
import type { Completed, Failed } from '#protocol/result.ts'
import type { ServerClock } from './link/server-clock.ts'
import type { Claimed, Entry, Granted } from './state/journal.ts'

/** `iat` is truncated to seconds, and the agent knows the server's clock only to half a round trip. */
const GRANT_TOLERANCE_MS = 2_000

/** The next step for a command, given the action's journal entry. */
export type Step =
  | { readonly step: 'claim'; readonly entry: Claimed }
  | { readonly step: 'run'; readonly entry: Granted }
  | { readonly step: 'answer'; readonly result: Completed | Failed }
  | { readonly step: 'refuse'; readonly reason: string }
  /** Refused permanently. The refusal goes into the journal. */
  | { readonly step: 'fail'; readonly entry: Claimed; readonly reason: string }
  | { readonly step: 'forget' }
  | { readonly step: 'nothing' }

/**
 * Guarantees at-most-once execution: `run` requires a grant of the claimed command, and a granted entry can
 * only become ended.
 * The journal is keyed by action id, so a second `execute` can't run the action again.
 */
export function decide(
  entry: Entry | undefined,
  command: Execute | Grant | Withdraw,
  clock: Pick<ServerClock, 'now' | 'ahead'>,
): Step {
  switch (command.kind) {
    case 'execute':
      return onExecute(entry, command, clock)
    case 'grant':
      return onGrant(entry, command, clock)
    case 'withdraw':
      return entry?.step === 'claimed' && entry.commandId === command.commandId
        ? { step: 'forget' }
        : { step: 'nothing' }
  }
}

function onExecute(entry: Entry | undefined, command: Execute, clock: Pick<ServerClock, 'now'>): Step {
  if (entry?.step === 'ended') return { step: 'answer', result: { ...entry.result, commandId: command.jti } }
  if (entry?.step === 'granted') return { step: 'nothing' }
  const { jti: commandId, actionId, exp, action, submittedAt, effectFor } = command
  const order = { action, submittedAt, effectFor }
  // A redelivered command keeps the time of its first claim.
  const before = entry?.commandId === commandId ? entry.claimedAt : undefined
  const claimedAt = before ?? clock.now()
  return { step: 'claim', entry: { step: 'claimed', commandId, actionId, exp, order, claimedAt } }
}

function onGrant(
  entry: Entry | undefined,
  { commandId, iat }: Grant,
  clock: Pick<ServerClock, 'ahead'>,
): Step {
  if (entry?.step === 'ended') return { step: 'answer', result: { ...entry.result, commandId } }
  if (entry?.step === 'granted') return { step: 'nothing' }
  if (entry?.commandId !== commandId) return { step: 'refuse', reason: 'granted, but never claimed here' }
  // This grant may answer the claim of an agent that ran the action and then lost its journal.
  if (entry.claimedAt !== undefined && iat * 1000 < entry.claimedAt - GRANT_TOLERANCE_MS)
    return { step: 'fail', entry, reason: 'granted before it was claimed here' }
  const { claimedAt: _, ...claimed } = entry
  return { step: 'run', entry: { ...claimed, step: 'granted', serverAhead: clock.ahead(), noted: null } }
}
