import type { ActionFragment, RefusalFragment } from './generated/documents.ts'

/**
 * Why the service did not do it, as something to expect: `__typename` says of which kind, `code` exactly why.
 * A conflict tells how the action stands now.
 */
export type Refusal = RefusalFragment & { readonly current?: ActionFragment | null }

/** `if (outcome.ok) outcome.action … else outcome.error.code`: the compiler makes sure that somebody asked. */
export type Outcome<Value> = ({ readonly ok: true } & Value) | { readonly ok: false; readonly error: Refusal }

/** The union of a mutation as an outcome; whatever is no refusal is the payload. */
export function outcomeOf<Union extends object>(
  union: Union,
): Outcome<Exclude<Union, { readonly code: unknown }>> {
  if ('code' in union) return { ok: false, error: union as unknown as Refusal }
  return { ok: true, ...(union as Exclude<Union, { readonly code: unknown }>) }
}
