import type { ActionFragment, RefusalFragment } from './generated/documents.ts'

/**
 * Why the service refused a mutation. `__typename` is the error type, and `code` is the exact reason. After a conflict,
 * `current` is the action in its current state.
 */
export type Refusal = RefusalFragment & { readonly current?: ActionFragment | null }

/** The payload of a mutation, or its refusal. The compiler requires a check of `ok` before either can be used. */
export type Outcome<Value> = ({ readonly ok: true } & Value) | { readonly ok: false; readonly error: Refusal }

/** Converts the result union of a mutation to an outcome. A member without a `code` is the payload. */
export function outcomeOf<Union extends object>(
  union: Union,
): Outcome<Exclude<Union, { readonly code: unknown }>> {
  if ('code' in union) return { ok: false, error: union as unknown as Refusal }
  return { ok: true, ...(union as Exclude<Union, { readonly code: unknown }>) }
}
