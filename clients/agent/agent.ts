import { isActionType, type Lane, lanes as laneNames, laneOf } from '#protocol/action-type.ts'
import type { Command, Execute, Verify } from '#protocol/command.ts'
import { type Completed, type Failed, parseResult, type Result } from '#protocol/result.ts'
import { type Catalog, type Execution, failed, type Outcome } from './actions/action.ts'
import { messageOf } from './failures.ts'
import { decide } from './lifecycle.ts'
import type { ServerClock } from './link/server-clock.ts'
import type { Log } from './log.ts'
import type { Granted, Journal } from './state/journal.ts'

export interface AgentParts {
  readonly journal: Journal
  /** Resolves once delivery of the result is guaranteed, even across crashes. */
  readonly answer: (result: Result) => Promise<void>
  readonly actions: Catalog
  /** False: this device is configured not to run actions of this type. */
  readonly allows: (type: string) => boolean
  readonly clock: ServerClock
  readonly onEnded: () => void
  readonly log: Log
}

export interface Agent {
  /**
   * Takes a command whose signature is verified. Resolves once the command is in the journal and answered.
   */
  receive(command: Command): Promise<void>
  /** Completes actions that a crash interrupted. Call once, before the first command. */
  recover(): void
  /** Resolves once nothing is running. */
  idle(): Promise<void>
}

export function createAgent({ journal, answer, actions, allows, clock, onEnded, log }: AgentParts): Agent {
  const lanes = new Map<Lane, Promise<void>>(laneNames.map(lane => [lane, Promise.resolve()]))
  const verifying = new Map<string, Promise<void>>()
  // Handle commands one by one, so that each decision sees the previous journal write.
  let decided: Promise<void> = Promise.resolve()

  return {
    receive(command) {
      if (command.kind === 'verify') return verify(command)
      decided = decided
        .then(() => follow(command))
        .catch(error => log('command failed', { actionId: command.actionId, error: messageOf(error) }))
      return decided
    },
    recover() {
      for (const entry of journal.values()) if (entry.step === 'granted') enqueue(entry, 'resume')
    },
    async idle() {
      await Promise.all([decided, ...lanes.values(), ...verifying.values()])
    },
  }

  async function follow(command: Exclude<Command, Verify>): Promise<void> {
    const next = decide(journal.get(command.actionId), command, clock)
    switch (next.step) {
      case 'nothing':
        return
      case 'forget':
        log('withdrawn', { actionId: command.actionId })
        return journal.delete(command.actionId)
      case 'answer':
        return answer(next.result)
      case 'refuse': {
        const outcome = failed('AGENT_ERROR', next.reason)
        const { actionId } = command
        const commandId = command.kind === 'execute' ? command.jti : command.commandId
        log('refused', { actionId, reason: next.reason })
        return answer(resultOf({ commandId, actionId }, outcome))
      }
      case 'fail':
        return end(next.entry, failed('AGENT_ERROR', next.reason))
      case 'claim': {
        const refusal = refusalOf(command as Execute)
        if (refusal !== null) return end(next.entry, refusal)
        await journal.set(command.actionId, next.entry)
        const { commandId, actionId } = next.entry
        log('claimed', { actionId, type: next.entry.order.action.type })
        return answer({ commandId, actionId, kind: 'claim', at: timestamp() })
      }
      case 'run':
        await journal.set(command.actionId, next.entry)
        return enqueue(next.entry, 'execute')
    }
  }

  /** Refuses unsupported actions before the claim, so that they never count as started. */
  function refusalOf({ action: { type } }: Execute): Outcome | null {
    if (!allows(type)) return failed('PERMISSION_DENIED', `this agent was started without ${type}`)
    if (!actions.has(type)) return failed('UNSUPPORTED', `${type} is not possible on this device`)
    return null
  }

  function enqueue(entry: Granted, how: 'execute' | 'resume'): void {
    const lane = laneHere(entry.order.action.type)
    const before = lanes.get(lane) ?? Promise.resolve()
    const ended = before
      .then(() => act(entry, how))
      .catch(error => log('action failed', { actionId: entry.actionId, error: messageOf(error) }))
    lanes.set(lane, ended)
  }

  async function act(entry: Granted, how: 'execute' | 'resume'): Promise<void> {
    const { action } = entry.order
    log(how === 'execute' ? 'started' : 'resumed', { actionId: entry.actionId, type: action.type })
    const doer = actions.get(action.type)
    const outcome = doer
      ? await (how === 'execute'
          ? doer.execute(execution(entry))
          : doer.resume(execution(entry), entry.noted)
        ).catch(error => failed('AGENT_ERROR', messageOf(error)))
      : failed('UNSUPPORTED', `${action.type} is not possible on this device any more`)
    await end(entry, outcome)
  }

  function execution(entry: Granted): Execution {
    const { action, submittedAt, effectFor } = entry.order
    return {
      actionId: entry.actionId,
      parameters: action.parameters,
      submittedAt: Date.parse(submittedAt),
      effectFor,
      toServerTime: deviceMillis => deviceMillis + entry.serverAhead,
      note: value => journal.set(entry.actionId, { ...entry, noted: value }),
    }
  }

  async function end(
    { commandId, actionId, exp }: { commandId: string; actionId: string; exp: number },
    outcome: Outcome,
  ): Promise<void> {
    const result = resultOf({ commandId, actionId }, outcome)
    log(result.kind, { actionId, ...(result.kind === 'failed' && result.error) })
    await journal
      .set(actionId, { step: 'ended', commandId, actionId, exp, result })
      .catch(error => log('journal failed', { actionId, error: messageOf(error) }))
    await answer(result)
    onEnded()
  }

  /** The server repeats a `verify` until it is answered, but one check at a time is enough. */
  function verify(command: Verify): Promise<void> {
    const running = verifying.get(command.jti)
    if (running) return running
    const check = verifyNow(command)
      .catch(error => log('verification failed', { actionId: command.actionId, error: messageOf(error) }))
      .finally(() => verifying.delete(command.jti))
    verifying.set(command.jti, check)
    return check
  }

  async function verifyNow({ jti, actionId, action, executedAt, output }: Verify): Promise<void> {
    const ahead = clock.ahead()
    const verdict = await actions
      .get(action.type)
      ?.verify({
        actionId,
        parameters: action.parameters,
        executedAt: Date.parse(executedAt),
        output,
        toServerTime: deviceMillis => deviceMillis + ahead,
      })
      .catch(error => ({ passed: null, evidence: { error: messageOf(error) } }))
    const { passed, evidence } = verdict ?? { passed: null, evidence: { unsupported: action.type } }
    const base = { commandId: jti, actionId, kind: 'verified', at: timestamp() } as const
    const fault = faultOf({ ...base, passed, evidence })
    log('verified', { actionId, type: action.type, passed })
    await answer(
      fault === null ? { ...base, passed, evidence } : { ...base, passed: null, evidence: { error: fault } },
    )
  }

  function resultOf(ids: { commandId: string; actionId: string }, outcome: Outcome): Completed | Failed {
    const base = { ...ids, at: timestamp() }
    const result: Completed | Failed =
      'completed' in outcome
        ? { ...base, kind: 'completed', output: outcome.completed }
        : { ...base, kind: 'failed', error: outcome.failed, output: outcome.output ?? null }
    const fault = faultOf(result)
    if (fault === null) return result
    return { ...base, kind: 'failed', error: { code: 'AGENT_ERROR', message: fault }, output: null }
  }

  function timestamp(): string {
    return new Date(clock.now()).toISOString()
  }
}

/**
 * The server rejects a result that its parser rejects, and the action would stay open. So check here first.
 */
function faultOf(result: Result): string | null {
  const parsed = parseResult(Buffer.from(JSON.stringify(result)))
  return 'refused' in parsed ? `the result is not valid: ${parsed.refused}` : null
}

/** Every action type this agent runs has a lane. Unknown types are refused, so their lane does not matter. */
const laneHere = (type: string): Lane => (isActionType(type) ? laneOf(type) : null) ?? 'CONTAINMENT'
