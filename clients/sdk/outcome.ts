import type { ActionFragment, RefusalFragment } from './generated/documents.ts'

/**
 * Why the service refused: `__typename` is the kind, `code` the exact reason.
 * `current` is the action as it is now, if the refusal is a conflict.
 */
export type Refusal = RefusalFragment & { readonly current?: ActionFragment | null }

/** `if (outcome.ok) outcome.action … else outcome.error.code`: the compiler enforces the check. */
export type Outcome<Value> = ({ readonly ok: true } & Value) | { readonly ok: false; readonly error: Refusal }

/** The result union of a mutation as an outcome; every member without a `code` is a payload. */
export function outcomeOf<Union extends object>(
  union: Union,
): Outcome<Exclude<Union, { readonly code: unknown }>> {
  if ('code' in union) return { ok: false, error: union as unknown as Refusal }
  return { ok: true, ...(union as Exclude<Union, { readonly code: unknown }>) }
}
