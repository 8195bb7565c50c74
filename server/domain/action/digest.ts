import type { Requested } from '#domain/catalog/action-types.ts'
import { canonical } from '#domain/ledger/canonical.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'

export interface Target {
  readonly device: string | null
  readonly person: string | null
}

/**
 * The digest that approvals are bound to: SHA-256 of the RFC 8785 form of {device, effectFor, parameters, person,
 * type}.
 */
export const digestOf = (
  requested: Requested,
  { device, person }: Target,
  effectFor: number | null,
): string =>
  sha256Hex(canonical({ device, effectFor, parameters: requested.parameters, person, type: requested.type }))
