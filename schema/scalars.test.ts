import { expect, test } from 'vitest'
import { decodeLedgerCursor, encodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import { parseInstant } from '#domain/text/instant.ts'
import { decodeId, encodeId, parseId } from './global-id.ts'

const uuid = '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60'
const other = '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f61'

test('a global id is the base64 of type and UUID, and only its canonical encoding is accepted', () => {
  const id = encodeId('ResponseAction', uuid)
  expect(Buffer.from(id, 'base64').toString()).toBe(`ResponseAction:${uuid}`)
  expect(decodeId('ResponseAction', id)).toBe(uuid)
  expect(decodeId('Device', id)).toBeNull()
  const malformed = [
    '',
    'x',
    uuid,
    id.slice(1),
    ` ${id}`,
    encodeId('Device', uuid).replace(/=+$/, ''),
    `${id}=`,
    encodeId('ResponseAction', uuid.toUpperCase()),
    encodeId('ResponseAction', `${uuid}:`),
    encodeId('ResponseAction', ''),
    '\0',
    '\ud800',
  ]
  for (const text of malformed) expect([text, parseId(text)]).toEqual([text, null])
})

test('a ledger cursor is opaque and valid only for its organization', () => {
  for (const sequence of [0, 1, 255, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
    const cursor = encodeLedgerCursor(uuid, sequence)
    expect(cursor).toMatch(/^[\w-]+$/)
    expect(decodeLedgerCursor(uuid, cursor)).toBe(sequence)
    expect(decodeLedgerCursor(other, cursor)).toBeNull()
    expect(decodeLedgerCursor(uuid, `${cursor}A`)).toBeNull()
    expect(decodeLedgerCursor(uuid, cursor.slice(1))).toBeNull()
  }
  for (const text of ['', '1', 'nonsense', '\0', 'A'.repeat(22)])
    expect(decodeLedgerCursor(uuid, text)).toBeNull()
})

test('parseInstant accepts RFC 3339 timestamps and nothing else', () => {
  const read = (text: string) => parseInstant(text)?.toISOString() ?? null
  expect(read('2026-11-24T09:30:00.000Z')).toBe('2026-11-24T09:30:00.000Z')
  expect(read('2026-11-24T09:30:00Z')).toBe('2026-11-24T09:30:00.000Z')
  expect(read('2026-11-24t09:30:00z')).toBe('2026-11-24T09:30:00.000Z')
  expect(read('2026-11-24T11:30:00.123456+02:00')).toBe('2026-11-24T09:30:00.123Z')
  expect(read('2026-11-24T00:30:00-23:59')).toBe('2026-11-25T00:29:00.000Z')
  expect(read('2024-02-29T00:00:00Z')).toBe('2024-02-29T00:00:00.000Z')
  const wrong = [
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T09:60:00Z',
    '2026-11-24T09:30:00',
    '2026-11-24T09:30Z',
    '2026-11-24 09:30:00Z',
    '2026-11-24',
    '2026-11-24T09:30:00+24:00',
    '+02026-11-24T09:30:00Z',
    '9999-12-31T23:59:59-01:00',
    '0000-01-01T00:00:00+01:00',
    'yesterday',
    '',
  ]
  for (const text of wrong) expect([text, read(text)]).toEqual([text, null])
})
