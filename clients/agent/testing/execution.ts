import { randomUUID } from 'node:crypto'
import type { Json, JsonObject } from '#protocol/json.ts'
import type { Check, Execution } from '../actions/action.ts'

/** An execution on a device whose clock matches the server's. `notes` replaces the journal. */
export function executionOf(
  parameters: JsonObject,
  more: Partial<Execution> = {},
): Execution & { notes: Json[] } {
  const notes: Json[] = []
  return {
    actionId: randomUUID(),
    parameters,
    submittedAt: Date.now(),
    effectFor: null,
    toServerTime: millis => millis,
    note: async value => void notes.push(value),
    notes,
    ...more,
  }
}

export const checkOf = (parameters: JsonObject, output: Json, executedAt = Date.now()): Check => ({
  actionId: randomUUID(),
  parameters,
  executedAt,
  output,
  toServerTime: millis => millis,
})
