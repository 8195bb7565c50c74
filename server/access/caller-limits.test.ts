import { expect, test } from 'vitest'
import type { Caller } from '#domain/people/actor.ts'
import { createCallerLimits } from './caller-limits.ts'

const caller = (id: string, organization = 'acme') => ({ organization, actor: { id } }) as Caller

test("one organization's exports leave slots for the others, and a refused one takes none", () => {
  const { exports } = createCallerLimits({ exports: 2, exportsInAll: 4 })
  const taken = ['alice', 'alice', 'alice', 'bob', 'bob', 'carol'].map(id => exports.take(caller(id)))
  expect(taken.map(release => release !== null)).toEqual([true, true, false, true, false, false])
  expect(exports.isFull(caller('dave'))).toBe(true)
  expect(exports.isFull(caller('otto', 'other'))).toBe(false)
  taken[0]?.()
  expect(exports.taken).toBe(2)
  expect([exports.take(caller('bob')) !== null, exports.take(caller('carol'))]).toEqual([true, null])
})
