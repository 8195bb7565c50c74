import { expect, test } from 'vitest'
import { isUuid } from '#domain/text/text.ts'
import { commandIds, keyId } from './command-ids.ts'

test('an action’s `jti`s are UUIDs that depend only on its id and the kind of command', () => {
  const ids = commandIds('7d9e2c4f-4444-4333-8222-111111111111')
  expect(commandIds('7d9e2c4f-4444-4333-8222-111111111111')).toEqual(ids)
  const others = commandIds('7d9e2c4f-4444-4333-8222-111111111112')
  const all = [ids.execute, ids.verify, others.execute, others.verify]
  expect(new Set(all).size).toBe(4)
  for (const id of all) expect(isUuid(id)).toBe(true)
})

test('an `idempotencyKey` belongs to one caller and one mutation', () => {
  const parts = ['organization', 'caller', 'submitAction', 'key'] as const
  const id = keyId(...parts)
  expect(isUuid(id)).toBe(true)
  expect(keyId(...parts)).toBe(id)
  // Moving characters between the parts changes the id.
  const others = [
    keyId('organization2', 'caller', 'submitAction', 'key'),
    keyId('organization', 'caller2', 'submitAction', 'key'),
    keyId('organization', 'caller', 'submitBulkAction', 'key'),
    keyId('organization', 'caller', 'submitAction', 'key2'),
    keyId('organization', 'callersubmit', 'Action', 'key'),
    keyId('organization', 'caller', 'submitAction","k', 'ey'),
  ]
  expect(new Set([id, ...others]).size).toBe(7)
})
