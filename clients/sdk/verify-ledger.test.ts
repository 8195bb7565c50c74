import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from './canonical.ts'
import { linesOf } from './lines.ts'
import { verifyLedger } from './verify-ledger.ts'

interface Entry {
  readonly sequence: number
  readonly previousHash: string
  readonly hash: string
  readonly data: unknown
}

/** A hash chain like the service's, with the canonical form of an independent implementation. */
function ledger(count: number): Entry[] {
  const entries: Entry[] = []
  for (let sequence = 1; sequence <= count; sequence++) {
    const previousHash = entries.at(-1)?.hash ?? '0'.repeat(64)
    const form = {
      sequence,
      previousHash,
      data: { price: 1e21, ключ: '€\u2028"\\', ['__proto__']: null, '': [0.1] },
    }
    const hash = createHash('sha256')
      .update(canonicalize(form) ?? '')
      .digest('hex')
    entries.push({ ...form, hash })
  }
  return entries
}
const ndjson = (entries: readonly unknown[]) => entries.map(entry => `${JSON.stringify(entry)}\n`).join('')

// The timeout only stops a test that hangs, because the machine may be busy.
test('canonical() agrees with an independent implementation on any JSON', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), value => {
      expect(canonical(value)).toBe(canonicalize(value))
    }),
  )
})

test('canonical() reproduces the test vectors of RFC 8785', () => {
  const numbers = [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0]
  expect(canonical({ numbers, literals: [null, true, false], string: '\u20ac$\u000f\nA\'B"\\\\"/' })).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
  expect(
    canonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }),
  ).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
})

test('an export verifies regardless of how the source is split into chunks', async () => {
  const entries = ledger(5)
  const bytes = new TextEncoder().encode(ndjson(entries))
  const good = {
    intact: true,
    checked: 5,
    firstBrokenSequence: null,
    reason: null,
    headHash: entries[4]?.hash,
  }
  expect(await verifyLedger(ndjson(entries))).toEqual(good)
  async function* bytewise() {
    for (const byte of bytes) yield Uint8Array.of(byte)
  }
  expect(await verifyLedger(bytewise())).toEqual(good)
  expect(await verifyLedger(new Blob([bytes]).stream())).toEqual(good)
  expect(await verifyLedger('')).toMatchObject({ intact: true, checked: 0, headHash: '0'.repeat(64) })
})

describe('a broken ledger is reported with its first broken sequence', () => {
  const entries = ledger(5)
  const [first, second, third, fourth, fifth] = entries
  const cases = {
    altered: { lines: [first, second, { ...third, data: { price: 2 } }, fourth], at: 3, reason: 'altered' },
    'a different hash': { lines: [first, { ...second, hash: 'f'.repeat(64) }], at: 2, reason: 'altered' },
    'a missing event': { lines: [first, third, fourth], at: 2, reason: 'missing' },
    'out of order': { lines: [second, first], at: 3, reason: 'missing' },
    'a repeated event': { lines: [first, first], at: 2, reason: 'missing' },
    'an equal event of an identical chain': {
      lines: [first, second, third, ledger(4).at(3), { ...fifth }],
      at: null,
      reason: null,
    },
    unlinked: { lines: [first, relinked(2, 'a'.repeat(64))], at: 2, reason: 'unlinked' },
    'a first event with a previous hash': { lines: [relinked(1, 'a'.repeat(64))], at: 1, reason: 'unlinked' },
    unreadable: { lines: [first, 'no object', third], at: 2, reason: 'unreadable' },
  }
  function relinked(sequence: number, previousHash: string) {
    const form = { sequence, previousHash, data: {} }
    return {
      ...form,
      hash: createHash('sha256')
        .update(canonicalize(form) ?? '')
        .digest('hex'),
    }
  }
  test.each(Object.entries(cases))('%s', async (_, { lines, at, reason }) => {
    expect(await verifyLedger(ndjson(lines))).toMatchObject({
      intact: at === null,
      firstBrokenSequence: at,
      reason,
    })
  })
})

test('a part of the ledger is checked against the event before it', async () => {
  const entries = ledger(5)
  const part = ndjson(entries.slice(2))
  expect(await verifyLedger(part)).toMatchObject({ intact: true, checked: 3 })
  expect(await verifyLedger(part, entries[1])).toMatchObject({ intact: true, checked: 3 })
  expect(await verifyLedger(part, entries[0])).toMatchObject({ firstBrokenSequence: 2, reason: 'missing' })
  expect(await verifyLedger(part, { sequence: 2, hash: 'a'.repeat(64) })).toMatchObject({
    firstBrokenSequence: 3,
    reason: 'unlinked',
  })
})

test('linesOf() skips empty lines', async () => {
  const lines: string[] = []
  for await (const line of linesOf('a\n\nb\r\n ä')) lines.push(line)
  expect(lines).toEqual(['a', 'b\r', ' ä'])
})
