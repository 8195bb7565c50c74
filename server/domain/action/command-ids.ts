import { sha256Hex } from '#domain/ledger/ledger.ts'
import type { CommandIds } from './execution.ts'

const derived = (name: string): string => {
  const hex = sha256Hex(name)
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4]
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** The `jti`s of an action's commands, derived from its id, so that every process sends the same. */
export const commandIds = (action: string): CommandIds => ({
  execute: derived(`execute ${action}`),
  verify: derived(`verify ${action}`),
})

/** The id of a caller's idempotency key. The same key may be used with another mutation. */
export const keyId = (organization: string, caller: string, mutation: string, key: string): string =>
  derived(JSON.stringify([organization, caller, mutation, key]))
