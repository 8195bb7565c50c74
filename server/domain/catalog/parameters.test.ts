import { describe, expect, test } from 'vitest'
import { parseAddress } from '#domain/device/address.ts'
import { isRefused } from '#domain/refusal.ts'
import { type ActionInput, guardTarget, parseAction } from './parameters.ts'

const parametersOf = (input: ActionInput) => {
  const parsed = parseAction(input)
  if (isRefused(parsed)) return parsed.refused
  return 'parameters' in parsed ? parsed.parameters : parsed
}
/** The parsed action; its input must not contain ids, which would have to be looked up. */
const requestedOf = (input: ActionInput) => {
  const parsed = parseAction(input)
  if (isRefused(parsed) || !('parameters' in parsed)) throw new Error(`refused: ${JSON.stringify(parsed)}`)
  return parsed
}
const refused = (...path: string[]) => expect.objectContaining({ code: 'INVALID_INPUT', path })

const nul = 'a\0b'
const loneSurrogate = 'a\ud800b'
const lineBreaks = ['a\nb', 'a\rb', 'a\r\nb']
const long = (length: number) => '😀'.repeat(length)

describe('parses every parameter; absent fields are null', () => {
  test.each<[ActionInput, unknown]>([
    [{ killProcess: { pid: 42 } }, { pid: 42, startedAt: null, processName: null }],
    [
      { killProcess: { pid: 2_147_483_647, startedAt: null, processName: null } },
      { pid: 2_147_483_647, startedAt: null, processName: null },
    ],
    [
      { killProcess: { pid: 1, startedAt: new Date('2026-11-24T10:30:00+01:00'), processName: 'sh' } },
      { pid: 1, startedAt: '2026-11-24T09:30:00.000Z', processName: 'sh' },
    ],
    [{ isolateDevice: {} }, { allowAddresses: [] }],
    [{ isolateDevice: { allowAddresses: null } }, { allowAddresses: [] }],
    [{ unisolateDevice: {} }, { note: null }],
    [{ unisolateDevice: { note: 'two\nlines' } }, { note: 'two\nlines' }],
    [{ quarantineFile: { path: '/tmp/x' } }, { path: '/tmp/x', sha256: null }],
    [
      { quarantineFile: { path: '/tmp/x', sha256: 'AB'.repeat(32) } },
      { path: '/tmp/x', sha256: 'ab'.repeat(32) },
    ],
    [{ blockIp: { address: '2001:DB8::1/32' } }, { address: '2001:db8::/32' }],
    [{ unblockIp: { address: '::ffff:203.0.113.7' } }, { address: '203.0.113.7' }],
    [{ resetUserSession: {} }, { username: null }],
    [{ resetUserSession: { username: 'CORP\\ana' } }, { username: 'CORP\\ana' }],
    [{ collectForensics: {} }, { include: ['MEMORY_DUMP', 'EVENT_LOGS', 'PREFETCH'], pid: null }],
    [{ collectForensics: { include: ['PREFETCH', 'PREFETCH'], pid: 7 } }, { include: ['PREFETCH'], pid: 7 }],
  ])('%j', (input, parameters) => expect(parametersOf(input)).toEqual(parameters))

  test('`allowAddresses` is sorted, normalised and free of duplicates', () =>
    expect(
      parametersOf({
        isolateDevice: {
          allowAddresses: ['203.0.113.7', '2001:DB8::1', '10.1.2.3/16', '::ffff:203.0.113.7'],
        },
      }),
    ).toEqual({ allowAddresses: ['10.1.0.0/16', '2001:db8::1', '203.0.113.7'] }))
})

describe('a kill', () => {
  test.each([0, -1, -2_147_483_648])('a pid below 1 is INVALID_INPUT: %d', pid =>
    expect(parametersOf({ killProcess: { pid } })).toEqual(refused('action', 'killProcess', 'pid')),
  )
  test.each(['', nul, loneSurrogate, ...lineBreaks, long(501)])('refuses the process name %j', processName =>
    expect(parametersOf({ killProcess: { pid: 2, processName } })).toEqual(
      refused('action', 'killProcess', 'processName'),
    ),
  )
  test('counts characters of a name, not UTF-16 units', () =>
    expect(parametersOf({ killProcess: { pid: 2, processName: long(500) } })).toHaveProperty('pid', 2))
})

describe('an isolation', () => {
  const addresses = (count: number) => Array.from({ length: count }, (_, i) => `10.0.0.${i}`)
  const path = ['action', 'isolateDevice', 'allowAddresses']

  test('allows 50 addresses', () =>
    expect(parametersOf({ isolateDevice: { allowAddresses: addresses(50) } })).toHaveProperty(
      'allowAddresses.length',
      50,
    ))
  test('refuses 51 addresses', () =>
    expect(parametersOf({ isolateDevice: { allowAddresses: addresses(51) } })).toEqual(refused(...path)))
  test.each(['10.0.0.0/15', '2001::/15', '0.0.0.0/0', 'localhost', '', nul, 'fe80::1%eth0', '10.0.0.1\n'])(
    'refuses %j, with its index in the path',
    address =>
      expect(parametersOf({ isolateDevice: { allowAddresses: ['10.0.0.1', address] } })).toEqual(
        refused(...path, '1'),
      ),
  )
})

test.each(['', nul, loneSurrogate, long(501)])('refuses the note %j of an unisolation', note =>
  expect(parametersOf({ unisolateDevice: { note } })).toEqual(refused('action', 'unisolateDevice', 'note')),
)

describe('a quarantine', () => {
  test('accepts a file name with a line break', () =>
    expect(parametersOf({ quarantineFile: { path: '/tmp/a\nb' } })).toEqual({
      path: '/tmp/a\nb',
      sha256: null,
    }))
  test.each([
    '',
    'relative/path',
    './x',
    'C:x',
    'C:',
    '~/x',
    '\\x',
    '\\\\server',
    `/tmp/${nul}`,
    `/tmp/${loneSurrogate}`,
    `/${long(4096)}`,
  ])('refuses the path %j', path =>
    expect(parametersOf({ quarantineFile: { path } })).toEqual(refused('action', 'quarantineFile', 'path')),
  )
  test.each(['', 'a'.repeat(63), 'a'.repeat(65), 'g'.repeat(64), `${'a'.repeat(64)}\n`])(
    'refuses the sha256 %j',
    sha256 =>
      expect(parametersOf({ quarantineFile: { path: '/x', sha256 } })).toEqual(
        refused('action', 'quarantineFile', 'sha256'),
      ),
  )
  test.each([
    ['LINUX', '/tmp/x', true],
    ['MACOS', '/tmp/x', true],
    ['WINDOWS', '/tmp/x', false],
    ['WINDOWS', 'C:\\Temp\\x', true],
    ['WINDOWS', 'd:/Temp/x', true],
    ['WINDOWS', '\\\\server\\share\\x', true],
    ['LINUX', 'C:\\Temp\\x', false],
  ] as const)('a path must be absolute in the platform’s notation: %s, %s: %s', (platform, path, good) => {
    const refusal = guardTarget(requestedOf({ quarantineFile: { path } }), platform, [])?.refused ?? null
    expect(refusal).toEqual(good ? null : refused('action', 'quarantineFile', 'path'))
  })
})

describe.each(['blockIp', 'unblockIp'] as const)('%s', field => {
  test.each(['', 'example.org', nul, loneSurrogate, '203.0.113.7\r', '203.0.113.7\n', '010.0.0.1'])(
    'refuses the address %j',
    address => expect(parametersOf({ [field]: { address } })).toEqual(refused('action', field, 'address')),
  )
  test.each([
    ['127.0.0.1', true],
    ['::ffff:127.0.0.1', true],
    ['12.0.0.0/7', true],
    ['198.51.100.0/24', true],
    ['203.0.113.7', false],
  ])('addresses that device-protocol.md protects are PROTECTED_TARGET: %s: %s', (address, isProtected) => {
    const server = parseAddress('198.51.100.5')
    if (!server) throw new Error('not an address')
    const refusal = guardTarget(requestedOf({ [field]: { address } }), 'LINUX', [server])?.refused ?? null
    const expected = { code: 'PROTECTED_TARGET', path: ['action', field, 'address'] }
    if (isProtected) expect(refusal).toMatchObject(expected)
    else expect(refusal).toBeNull()
  })
})

test.each([
  [1, 'PROTECTED_TARGET'],
  [2, undefined],
])('the server protects only pid 1; the agent protects other processes: %d', (pid, code) => {
  const parameters = { pid, startedAt: null, processName: null }
  const refusal = guardTarget({ type: 'KILL_PROCESS', parameters }, 'LINUX', [])
  expect(refusal?.refused.code).toBe(code)
  if (refusal) expect(refusal.refused.path).toEqual(['action', 'killProcess', 'pid'])
})

test.each(['', nul, loneSurrogate, ...lineBreaks, long(501)])('refuses the username %j', username =>
  expect(parametersOf({ resetUserSession: { username } })).toEqual(
    refused('action', 'resetUserSession', 'username'),
  ),
)

test('refuses forensics with an empty `include` or an invalid pid', () => {
  expect(parametersOf({ collectForensics: { include: [] } })).toEqual(
    refused('action', 'collectForensics', 'include'),
  )
  expect(parametersOf({ collectForensics: { pid: 0 } })).toEqual(refused('action', 'collectForensics', 'pid'))
})

test('requires exactly one action', () => {
  expect(parametersOf({})).toEqual(refused('action'))
  expect(parametersOf({ killProcess: null })).toEqual(refused('action'))
  expect(parametersOf({ isolateDevice: {}, unisolateDevice: {} })).toEqual(refused('action'))
})
