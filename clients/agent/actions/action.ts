import type { CommandedAction } from '#protocol/command.ts'
import type { FailureCode } from '#protocol/failure-code.ts'
import type { Json, JsonObject } from '#protocol/json.ts'

/** How one type of action is done on this device. What any of these throws becomes AGENT_ERROR. */
export interface DeviceAction {
  /** Called at most once an action, after its grant is in the journal. */
  execute(execution: Execution): Promise<Outcome>
  /**
   * Called instead after a crash between the grant and the result, with what `execute` had noted.
   * Finishes what is safe to finish, or answers `interrupted`.
   */
  resume(execution: Execution, noted: Json): Promise<Outcome>
  /** Looks afresh; knows only what the command tells. */
  verify(check: Check): Promise<Verdict>
}

export interface Execution {
  readonly actionId: string
  readonly parameters: JsonObject
  /** Milliseconds since 1970, by the server's clock. */
  readonly submittedAt: number
  /** Seconds; null: until somebody undoes it. */
  readonly effectFor: number | null
  /** From this device's wall clock to the server's, in milliseconds. */
  toServerTime(deviceMillis: number): number
  /** Resolves once `value` is in the journal, for `resume`: what identifies the target, before it is touched. */
  note(value: Json): Promise<void>
}

export interface Check {
  readonly actionId: string
  readonly parameters: JsonObject
  /** Milliseconds since 1970: when the device said that the action completed. */
  readonly executedAt: number
  /** What the device said then. */
  readonly output: Json
  toServerTime(deviceMillis: number): number
}

export interface Failure {
  readonly failed: { readonly code: FailureCode; readonly message: string }
  readonly output?: Json
}

export type Outcome = { readonly completed: Json } | Failure

export interface Verdict {
  /** Null: could not tell. */
  readonly passed: boolean | null
  /** What was checked and what was found. */
  readonly evidence: Json
}

export type Catalog = ReadonlyMap<CommandedAction['type'], DeviceAction>

export const failed = (code: FailureCode, message: string): Failure => ({ failed: { code, message } })

export const outsideSandbox = failed('PERMISSION_DENIED', 'the agent was started with --confine')

/** An action that this agent never does: the answer is always the same. */
export const refused = (failure: Failure): DeviceAction => ({
  execute: async () => failure,
  resume: async () => failure,
  verify: async () => ({ passed: null, evidence: { notDone: failure.failed.message } }),
})

export const interrupted = failed('AGENT_ERROR', 'the agent was interrupted while it ran; it may have run')
