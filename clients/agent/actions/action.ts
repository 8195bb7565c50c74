import type { CommandedAction } from '#protocol/command.ts'
import type { FailureCode } from '#protocol/failure-code.ts'
import type { Json, JsonObject } from '#protocol/json.ts'

/** One type of action on this device. An error thrown by any method becomes AGENT_ERROR. */
export interface DeviceAction {
  /** Called at most once per action, after the journal has its grant. */
  execute(execution: Execution): Promise<Outcome>
  /**
   * Called instead of `execute` after a crash between grant and result, with the note that `execute` had written.
   * Completes the action if that is safe, or else returns `interrupted`.
   */
  resume(execution: Execution, noted: Json): Promise<Outcome>
  /** Checks whether the action's effect holds. Gets only the data of the command, so it must inspect the device. */
  verify(check: Check): Promise<Verdict>
}

export interface Execution {
  readonly actionId: string
  readonly parameters: JsonObject
  /** Milliseconds since 1970, by the server's clock. */
  readonly submittedAt: number
  /** Seconds; null means until undone. */
  readonly effectFor: number | null
  /** Converts milliseconds of this device's wall clock to the server's clock. */
  toServerTime(deviceMillis: number): number
  /**
   * Resolves once `value` is in the journal for `resume`. Note what identifies the target before touching it.
   */
  note(value: Json): Promise<void>
}

export interface Check {
  readonly actionId: string
  readonly parameters: JsonObject
  /** Milliseconds since 1970: when the device reported the action as completed. */
  readonly executedAt: number
  /** The output the device reported with that result. */
  readonly output: Json
  toServerTime(deviceMillis: number): number
}

export interface Failure {
  readonly failed: { readonly code: FailureCode; readonly message: string }
  readonly output?: Json
}

export type Outcome = { readonly completed: Json } | Failure

export interface Verdict {
  /** Null if the device could not determine it. */
  readonly passed: boolean | null
  /** What was checked and what was found. */
  readonly evidence: Json
}

export type Catalog = ReadonlyMap<CommandedAction['type'], DeviceAction>

export const failed = (code: FailureCode, message: string): Failure => ({ failed: { code, message } })

export const outsideSandbox = failed('PERMISSION_DENIED', 'the agent was started with --confine')

/** An action this agent never performs: every call returns the same failure. */
export const refused = (failure: Failure): DeviceAction => ({
  execute: async () => failure,
  resume: async () => failure,
  verify: async () => ({ passed: null, evidence: { notDone: failure.failed.message } }),
})

export const interrupted = failed('AGENT_ERROR', 'the agent was interrupted while it ran; it may have run')
