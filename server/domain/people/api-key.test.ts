import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasRight, type Right, type Role, roles, rolesWithin } from './actor.ts'
import { accountIn, looksLikeKey, spellKey } from './api-key.ts'

const secret = 'ab'.repeat(32)
const account = '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60'

test('a key contains its account’s id, in exactly one spelling', () => {
  const key = spellKey(account, secret)
  expect(key).toMatch(/^dfk_/)
  expect([looksLikeKey(key), accountIn(key)]).toEqual([true, account])
  for (const other of [
    'dfk_',
    key.slice(0, -1),
    `${key}0`,
    key.toUpperCase(),
    ` ${key}`,
    `${key}\n`,
    `dfe_${key}`,
  ])
    expect(accountIn(other)).toBeNull()
})

const rights: readonly Right[] = ['read', 'act', 'administer', 'audit', 'content', 'report']
const anyRoles = fc.subarray([...roles]).map(some => new Set<Role>(some))

test('a key has the rights of its roles that its owner also has', () => {
  fc.assert(
    fc.property(anyRoles, anyRoles, (own, owners) => {
      const cut = { roles: rolesWithin(own, owners) }
      for (const right of rights)
        expect(hasRight(cut, right)).toBe(
          hasRight({ roles: own }, right) && hasRight({ roles: owners }, right),
        )
    }),
  )
})
