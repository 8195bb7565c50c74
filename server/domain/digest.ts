import type { Requested } from './action-types.ts'
import { canonical } from './canonical.ts'
import { sha256Hex } from './ledger.ts'

export interface Target {
  readonly device: string | null
  readonly person: string | null
}

/** What exactly is approved: SHA-256 of the RFC 8785 form of {device, effectFor, parameters, person, type}. */
export const digestOf = (
  requested: Requested,
  { device, person }: Target,
  effectFor: number | null,
): string =>
  sha256Hex(canonical({ device, effectFor, parameters: requested.parameters, person, type: requested.type }))
