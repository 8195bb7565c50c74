import type { Execute, Grant, Withdraw } from '#protocol/command.ts'
import type { Completed, Failed } from '#protocol/result.ts'
import type { Claimed, Entry, Granted } from './state/journal.ts'

/** What a command asks of the agent, given what the journal says of its action. */
export type Step =
  | { readonly step: 'claim'; readonly entry: Claimed }
  | { readonly step: 'run'; readonly entry: Granted }
  | { readonly step: 'answer'; readonly result: Completed | Failed }
  | { readonly step: 'refuse'; readonly reason: string }
  | { readonly step: 'forget' }
  | { readonly step: 'nothing' }

/**
 * At most once: `run` follows only from a grant of the very command that was claimed, and a granted entry
 * never becomes anything but ended. The action's id is the key, so not even a second `execute` runs it again.
 */
export function decide(
  entry: Entry | undefined,
  command: Execute | Grant | Withdraw,
  serverAhead: number,
): Step {
  switch (command.kind) {
    case 'execute':
      return onExecute(entry, command)
    case 'grant':
      return onGrant(entry, command, serverAhead)
    case 'withdraw':
      return entry?.step === 'claimed' && entry.commandId === command.commandId
        ? { step: 'forget' }
        : { step: 'nothing' }
  }
}

function onExecute(entry: Entry | undefined, command: Execute): Step {
  if (entry?.step === 'ended') return { step: 'answer', result: { ...entry.result, commandId: command.jti } }
  if (entry?.step === 'granted') return { step: 'nothing' }
  const { jti: commandId, actionId, exp, action, submittedAt, effectFor } = command
  const order = { action, submittedAt, effectFor }
  return { step: 'claim', entry: { step: 'claimed', commandId, actionId, exp, order } }
}

function onGrant(entry: Entry | undefined, { commandId }: Grant, serverAhead: number): Step {
  if (entry?.step === 'ended') return { step: 'answer', result: { ...entry.result, commandId } }
  if (entry?.step === 'granted') return { step: 'nothing' }
  if (entry?.commandId !== commandId) return { step: 'refuse', reason: 'granted, but never claimed here' }
  return { step: 'run', entry: { ...entry, step: 'granted', serverAhead, noted: null } }
}
