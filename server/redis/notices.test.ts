import { expect, test } from 'vitest'
import type { Notice } from '#app/change-feed.ts'
import { mergeNotices, readMessage, writeMessage } from './notices.ts'

const grown = (organization: string, sequence: number, ...devices: string[]): Notice => ({
  kind: 'grown',
  organization,
  sequence,
  devices,
  bulks: [],
})

test('`grown` notices are merged per organization, with the highest sequence and all devices', () => {
  expect(mergeNotices([grown('a', 2, 'x'), grown('b', 1), grown('a', 1, 'x', 'y'), grown('a', 3)])).toEqual([
    grown('a', 3, 'x', 'y'),
    grown('b', 1),
  ])
})

test('duplicates are removed and nothing is lost', () => {
  const presence: Notice = { kind: 'presence', organization: 'a', device: 'x' }
  const revoked: Notice = { kind: 'revoked', device: 'x' }
  expect(mergeNotices([presence, revoked, presence])).toEqual([presence, revoked])
})

test('a written message can be read', () => {
  const notices = [
    grown('a', 1, 'x'),
    { kind: 'revoked', device: 'x' } as const,
    { kind: 'keyRevoked', account: 'y' } as const,
    { kind: 'keyRevoked', account: 'z' } as const,
  ]
  expect(readMessage(writeMessage('me', notices))).toEqual({ from: 'me', notices })
})

test('unknown notices are skipped', () => {
  for (const text of ['', '[]', 'null', '{}', '{"from":1,"notices":[]}']) expect(readMessage(text)).toBeNull()
  const strange = [
    { kind: 'moved' },
    { kind: 'grown', organization: 'a', sequence: '1', devices: [] },
    null,
    7,
  ]
  expect(readMessage(JSON.stringify({ from: 'me', notices: strange }))).toEqual({ from: 'me', notices: [] })
})
