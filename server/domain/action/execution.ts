import { laneOf } from '#domain/catalog/action-types.ts'
import { canonical } from '#domain/ledger/canonical.ts'
import type { Json } from '#domain/ledger/ledger.ts'
import { agentOf, server } from '#domain/people/actor.ts'
import type { Settings } from '#domain/settings/settings.ts'
import {
  type Action,
  type ActionEvent,
  type By,
  type Decided,
  type FailureCode,
  type LateResult,
  queueEnds,
} from './action.ts'
import { hasRunOut } from './effects.ts'

/** A device's result after parsing. */
export type DeviceResult =
  | { readonly kind: 'claim' }
  | {
      readonly kind: 'completed'
      readonly output: Json
      /** When the action completed, by the device's clock. */
      readonly at: string | null
    }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly message: string; readonly output: Json }
  | { readonly kind: 'verified'; readonly passed: boolean | null; readonly evidence: Json }

/** The server's reaction to a result. */
export type Reception =
  | { readonly accepted: Decided }
  /** A duplicate: nothing changes and nothing is recorded. */
  | { readonly repeated: true }
  /** Too late to change anything; recorded as LATE_RESULT. */
  | { readonly late: Omit<LateResult, 'kind' | 'leftOut'> }
  /** A claim of an action that must not run any more. */
  | { readonly withdrawn: true }
  | { readonly refused: string }

/** The server's knowledge when a result arrives. */
export interface Circumstances {
  readonly ids: CommandIds
  readonly settings: Settings
  /** Total milliseconds that the device has been connected, for the execution time limit. */
  readonly connectedMs: number
  readonly now: number
  /** The artifacts that a `completed` names, or why the server does not have them. */
  readonly artifacts: readonly string[] | { readonly fault: string }
  /** The action whose effect a `completed` of an inverse undoes. */
  readonly undoes: string | null
}

/** The `jti`s of the `execute` and `verify` commands. Derived from the action's id, so a redelivery has the same. */
export interface CommandIds {
  readonly execute: string
  readonly verify: string
}

const repeated = { repeated: true } as const

/**
 * Handles a result from the action's device.
 * @param commandId the result's `commandId`: the `jti` of the command that it answers
 */
export function receive(
  action: Action,
  result: DeviceResult,
  commandId: string,
  { ids, settings, connectedMs, now, artifacts, undoes }: Circumstances,
): Reception {
  const expected = result.kind === 'verified' ? ids.verify : ids.execute
  const runsOnDevice = action.device !== null && laneOf(action.requested.type) !== null
  if (!runsOnDevice || commandId !== expected) return { refused: 'unknown commandId' }
  if (action.life.status === 'PENDING_APPROVAL')
    return { refused: 'this action was never sent to the device' }
  const by = <E extends ActionEvent>(event: E): By<ActionEvent> => ({
    actor: agentOf(action.device ?? ''),
    event,
  })
  const late = (content: Json): Reception => ({
    late: { commandId, result: result.kind, content: canonical(content).slice(0, 1024).toWellFormed() },
  })
  if (result.kind === 'claim') return claim(action, commandId, connectedMs, now)
  if (action.answered.includes(result.kind)) return repeated
  const { life } = action

  switch (result.kind) {
    case 'completed': {
      if (!action.answered.includes('claim')) return { refused: 'this action was never claimed' }
      if (life.status !== 'EXECUTING') return late(result.output)
      const { output, at: deviceAt } = result
      if ('fault' in artifacts) {
        const failure = { code: 'AGENT_ERROR', message: artifacts.fault } as const
        return { accepted: [by({ kind: 'ACTION_FAILED', failure, reported: 'completed', output })] }
      }
      const dueAt = new Date(now + 1000 * settings.verificationDelay).toISOString()
      return {
        accepted: [
          by({ kind: 'ACTION_COMPLETED', output, artifacts, undoes, deviceAt }),
          { actor: server, event: { kind: 'VERIFICATION_SCHEDULED', dueAt } },
        ],
      }
    }
    case 'failed': {
      const { code, message, output } = result
      if (life.status !== 'QUEUED' && life.status !== 'EXECUTING') return late({ code, message })
      return {
        accepted: [by({ kind: 'ACTION_FAILED', failure: { code, message }, reported: 'failed', output })],
      }
    }
    case 'verified': {
      if (!('verification' in life) || !life.verification) return { refused: 'no verification was requested' }
      if (life.verification.status !== 'SCHEDULED' || life.status !== 'COMPLETED')
        return late(result.evidence)
      const { attempts } = life.verification.tries
      if (attempts === 0) return { refused: 'this verification has not been requested yet' }
      // If the device's own timer has ended the effect, its absence is not a failure.
      const ended = result.passed === false && hasRunOut(action, now)
      const events = ended
        ? verdict(null, { endedBy: 'timer' }, attempts)
        : verdict(result.passed, result.evidence, attempts)
      return { accepted: events.map(event => by(event)) }
    }
  }
}

/** `repeated` for an EXECUTING action makes the server grant again; `withdrawn` for an action that must not run. */
function claim(action: Action, commandId: string, connectedMs: number, now: number): Reception {
  const { life } = action
  if (life.status === 'EXECUTING') return repeated
  if (life.status !== 'QUEUED' || life.queued.hold === 'ROLLOUT') return { withdrawn: true }
  const ends = queueEnds(action, life.queued)
  if (ends !== null && now >= Date.parse(ends)) return { withdrawn: true }
  const actor = agentOf(action.device ?? '')
  return { accepted: [{ actor, event: { kind: 'ACTION_STARTED', commandId, connectedMs } }] }
}

const didNotHold = {
  code: 'VERIFICATION_FAILED',
  message: 'Verification found that the action is not in effect.',
} as const

function verdict(passed: boolean | null, evidence: Json, attempts: number): ActionEvent[] {
  const checked = { attempts, evidence, reported: true }
  if (passed === null) return [{ kind: 'VERIFICATION_INCONCLUSIVE', ...checked }]
  if (passed) return [{ kind: 'VERIFICATION_PASSED', ...checked }]
  return [
    { kind: 'VERIFICATION_FAILED', ...checked },
    { kind: 'ACTION_FAILED', failure: didNotHold, reported: false, output: null },
  ]
}
