import { expect, test, vi } from 'vitest'
import type { Notice } from '#app/change-feed.ts'
import type { Caller } from '#domain/people/actor.ts'
import { spellKey } from '#domain/people/api-key.ts'
import { openAdmissions } from './admissions.ts'

const account = '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60'
const key = spellKey(account, 'ab'.repeat(32))
const caller: Caller = {
  organization: 'o',
  actor: { kind: 'service_account', id: account, name: 'SIEM' },
  roles: new Set(['VIEWER']),
  responsible: 'ada',
  samePerson: new Set(['ada']),
}

function open() {
  let isGood = true
  let looks = 0
  let listener: (notice: Notice) => void = () => {}
  const admissions = openAdmissions({
    authenticate: async () => null,
    callers: {
      see: () => Promise.reject(new Error('the test uses no tokens')),
      holderOf: async candidate => {
        looks++
        return isGood && candidate === key ? { caller, expiresAt: null } : null
      },
    },
    feed: {
      subscribe: added => {
        listener = added
        return () => {}
      },
    },
    lookEvery: 5000,
  })
  return {
    ...admissions,
    looks: () => looks,
    revoke: () => {
      isGood = false
    },
    tell: (revoked: string) => listener({ kind: 'keyRevoked', account: revoked }),
  }
}

test("a notice triggers a check; only the database's answer counts", async () => {
  const { admit, close, revoke, tell } = open()
  const ended = vi.fn()
  const admission = await admit(key)
  admission?.whenOver(ended)
  tell(account)
  await admission?.caller()
  expect(ended).not.toHaveBeenCalled()
  revoke()
  tell('another')
  await Promise.resolve()
  expect(ended).not.toHaveBeenCalled()
  tell(account)
  await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce())
  close()
})

test('periodic checks make up for lost notices, and stop when the caller disconnects', async () => {
  vi.useFakeTimers()
  const { admit, close, revoke, looks } = open()
  const ended = vi.fn()
  const admission = await admit(key)
  const stop = admission?.whenOver(ended)
  revoke()
  await vi.advanceTimersByTimeAsync(4999)
  expect(ended).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toHaveBeenCalledOnce()
  stop?.()
  const before = looks()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(looks()).toBe(before)
  close()
  vi.useRealTimers()
})

test('a token in the format of an API key is never verified as a JWT', async () => {
  const { admit, close } = open()
  expect(await admit('dfk_nonsense')).toBeNull()
  expect(await admit(null)).toBeNull()
  close()
})
