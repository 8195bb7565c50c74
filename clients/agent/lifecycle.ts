import type { Execute, Grant, Withdraw } from '#protocol/command.ts'
import type { Completed, Failed } from '#protocol/result.ts'
import type { ServerClock } from './link/server-clock.ts'
import type { Claimed, Entry, Granted } from './state/journal.ts'

/** `iat` is cut to whole seconds, and the agent knows the server's clock as exactly as half a round trip. */
const GRANT_TOLERANCE_MS = 2_000

/** What a command asks of the agent, given what the journal says of its action. */
export type Step =
  | { readonly step: 'claim'; readonly entry: Claimed }
  | { readonly step: 'run'; readonly entry: Granted }
  | { readonly step: 'answer'; readonly result: Completed | Failed }
  | { readonly step: 'refuse'; readonly reason: string }
  /** Refused for good: the answer goes into the journal. */
  | { readonly step: 'fail'; readonly entry: Claimed; readonly reason: string }
  | { readonly step: 'forget' }
  | { readonly step: 'nothing' }

/**
 * At most once: `run` follows only from a grant of the very command that was claimed, and a granted entry
 * never becomes anything but ended. The action's id is the key, so not even a second `execute` runs it again.
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
  // Sent again, it was claimed when it was claimed first.
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
  // The action may have been run by an agent whose journal was lost: this grant answered that agent's claim.
  if (entry.claimedAt !== undefined && iat * 1000 < entry.claimedAt - GRANT_TOLERANCE_MS)
    return { step: 'fail', entry, reason: 'granted before it was claimed here' }
  const { claimedAt: _, ...claimed } = entry
  return { step: 'run', entry: { ...claimed, step: 'granted', serverAhead: clock.ahead(), noted: null } }
}
