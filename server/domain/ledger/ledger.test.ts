import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  approves,
  claims,
  completes,
  device,
  fails,
  plain,
  runScenario,
  sweeps,
  verifies,
} from '#domain/action/scenario.test-kit.ts'
import { canonical } from './canonical.ts'
import { emptyLedger, eventId, hashOf, type LedgerEntry, seal, sequenceOf } from './ledger.ts'

// "anyone can check it with ten lines of any language": these ten lines do not use the ledger's code.
const sorted = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${sorted(field)}`).join()}}`
}
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

const zeros = '0000000000000000000000000000000000000000000000000000000000000000'
const entry: LedgerEntry = {
  sequence: 1,
  previousHash: zeros,
  organization: '11111111-2222-4333-8444-555555555555',
  kind: 'ACTION_STARTED',
  data: { commandId: '7d9e2c4f-4444-4333-8222-111111111111' },
  at: '2026-11-24T09:30:00.000Z',
  actor: { kind: 'system', id: device, name: 'agent' },
  action: '99999999-2222-4333-8444-555555555555',
}

test('`hash` is the lower-case hex SHA-256 of the UTF-8 bytes of the RFC 8785 form', () => {
  const text =
    '{"action":"99999999-2222-4333-8444-555555555555",' +
    '"actor":{"id":"3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60","kind":"system","name":"agent"},' +
    '"at":"2026-11-24T09:30:00.000Z",' +
    '"data":{"commandId":"7d9e2c4f-4444-4333-8222-111111111111"},' +
    '"kind":"ACTION_STARTED",' +
    '"organization":"11111111-2222-4333-8444-555555555555",' +
    `"previousHash":"${zeros}",` +
    '"sequence":1}'
  expect(seal(entry)).toEqual({ entry, canonical: text, hash: sha256(text) })
  expect(emptyLedger).toEqual({ sequence: 0, hash: zeros, at: 0 })
})

describe('RFC 8785', () => {
  test.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    // Keys are sorted by UTF-16 units, so the emoji's surrogates come before U+FB33.
    [{ '\ufb33': 1, '😀': 2, '€': 3, '\r': 4 }, '{"\\r":4,"€":3,"😀":2,"\ufb33":1}'],
    [[1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0], '[1e+30,4.5,0.002,1e-27,0]'],
    ['\u20ac$\u000f\nA\'B"\\"/\u007f', '"€$\\u000f\\nA\'B\\"\\\\\\"/\u007f"'],
    [null, 'null'],
    [{ a: [true, false, {}] }, '{"a":[true,false,{}]}'],
  ])('%j', (value, text) => expect(canonical(value)).toBe(text))

  test('agrees with the ten-line checker for any JSON', () =>
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(canonical(value)).toBe(sorted(value))
      }),
    ))
})

test('the ledger has the hash of the canonical output or evidence; null if absent', () => {
  expect(hashOf({ b: 'ü', a: null })).toBe(sha256('{"a":null,"b":"ü"}'))
  expect(hashOf(false)).toBe(sha256('false'))
  expect(hashOf(0)).toBe(sha256('0'))
  expect(hashOf('')).toBe(sha256('""'))
  expect(hashOf(null)).toBeNull()
  expect(hashOf(undefined)).toBeNull()
})

test('altering an entry breaks the chain at that entry', () => {
  const { ledger } = runScenario({
    ...plain,
    approvals: 1,
    steps: [approves('ben'), claims, completes, sweeps(), verifies(true)],
  })
  const intact = (texts: string[]) => {
    let previous = zeros
    return texts.findIndex((text, i) => {
      const { sequence, previousHash } = JSON.parse(text) as LedgerEntry
      const good = sequence === i + 1 && previousHash === previous && text === sorted(JSON.parse(text))
      previous = sha256(text)
      return !good
    })
  }
  const texts = ledger.map(line => line.canonical)
  expect(intact(texts)).toBe(-1)
  expect(ledger.map(line => line.hash)).toEqual(texts.map(sha256))
  expect(intact(texts.with(1, texts[1]?.replace('ben', 'cyd') ?? ''))).toBe(2)
  expect(intact(texts.toSpliced(2, 1))).toBe(2)
})

describe('the data of each kind', () => {
  const dataOf = (kind: string, ...steps: Parameters<typeof runScenario>[0]['steps'][number][]) =>
    runScenario({ ...plain, approvals: 1, steps }).ledger.find(({ entry }) => entry.kind === kind)?.entry
  const execute = expect.stringMatching(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  const digest = expect.stringMatching(/^[0-9a-f]{64}$/)
  const queued = approves('ben')
  const outputSha256 = sha256('{"address":"203.0.113.7"}')
  const cancels = { do: 'cancel', who: 'ana', digest: 'right' } as const
  const rejects = { do: 'reject', who: 'ben', digest: 'right' } as const

  test.each([
    ['ACTION_APPROVED', [queued], { digest, comment: null }],
    ['ACTION_REJECTED', [rejects], { digest, comment: null }],
    ['ACTION_QUEUED', [queued], { expiresAt: at }],
    ['ACTION_STARTED', [queued, claims], { commandId: execute }],
    ['ACTION_COMPLETED', [queued, claims, completes], { outputSha256, artifacts: [], undoes: null }],
    ['ACTION_FAILED', [queued, claims, fails], { code: 'AGENT_ERROR', message: 'no', outputSha256: null }],
    ['ACTION_CANCELLED', [cancels], { reason: 'BY_ANALYST', comment: null }],
    ['VERIFICATION_SCHEDULED', [queued, claims, completes], { dueAt: at }],
    [
      'VERIFICATION_PASSED',
      [queued, claims, completes, sweeps(), verifies(true)],
      { attempts: 1, evidenceSha256: sha256('{"active":true}') },
    ],
    [
      'VERIFICATION_FAILED',
      [queued, claims, completes, sweeps(), verifies(false)],
      { attempts: 1, evidenceSha256: sha256('{"active":false}') },
    ],
    [
      'VERIFICATION_INCONCLUSIVE',
      [queued, claims, completes, sweeps(), verifies(null)],
      { attempts: 1, evidenceSha256: sha256('{"active":null}') },
    ],
  ] as const)('%s', (kind, steps, data) => expect(dataOf(kind, ...steps)?.data).toEqual(data))

  test('Caused by a device: actor system, the device’s raw id, "agent"; else id null, "server"', () => {
    const agent = { kind: 'system', id: device, name: 'agent' }
    const server = { kind: 'system', id: null, name: 'server' }
    const steps = [queued, claims, completes, sweeps(), verifies(false)]
    expect(runScenario({ ...plain, approvals: 1, steps }).ledger.map(({ entry }) => entry.actor)).toEqual([
      { kind: 'analyst', id: 'ana', name: 'ana' },
      { kind: 'analyst', id: 'ben', name: 'ben' },
      server,
      agent,
      agent,
      server,
      agent,
      agent,
    ])
    expect(dataOf('ACTION_CANCELLED', sweeps())).toBeDefined()
    expect(runScenario({ ...plain, approvals: 1, steps: [sweeps()] }).ledger.at(-1)?.entry.actor).toEqual(
      server,
    )
  })
})

describe('an event’s UUID encodes its place in the ledger', () => {
  const { organization } = entry
  const sequences = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })

  test('decodes to the sequence that it encodes', () =>
    fc.assert(
      fc.property(fc.uuid(), sequences, (organization, sequence) => {
        const id = eventId(organization, sequence)
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(sequenceOf(organization, id)).toBe(sequence)
      }),
    ))
  test('has no sequence in another organization', () =>
    expect(sequenceOf('99999999-2222-4333-8444-555555555555', eventId(organization, 7))).toBeNull())
  test.each([
    '',
    'x',
    device,
    eventId(organization, 7).toUpperCase(),
    `${eventId(organization, 7)}0`,
    eventId(organization, 7).replaceAll('-', ''),
    `${eventId(organization, 7).slice(0, -1)}z`,
    `${eventId(organization, 7).slice(0, 19)}8fff-ffffffffffff`,
  ])('%j has no sequence', id => expect(sequenceOf(organization, id)).toBeNull())
})
