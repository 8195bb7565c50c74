import { describe, expect, test } from 'vitest'
import { type Address, isTooWideToAllow, overlaps, parseAddress, protection } from './address.ts'

const textOf = (input: string) => parseAddress(input)?.text ?? null
const address = (input: string): Address => {
  const parsed = parseAddress(input)
  if (!parsed) throw new Error(`${input} is not an address`)
  return parsed
}

describe('normalises addresses', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['203.0.113.200/25', '203.0.113.128/25'],
    ['255.255.255.255/9', '255.128.0.0/9'],
    ['1.2.3.4/0', '0.0.0.0/0'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8::0001/128', '2001:db8::1'],
    ['2001:db8::1/32', '2001:db8::/32'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    // RFC 5952: "::" replaces the longest run of zero groups, never a single one.
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['::/0', '::/0'],
  ])('%s is %s', (input, text) => expect(textOf(input)).toBe(text))

  test.each([
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7/128', '203.0.113.7'],
    ['::ffff:203.0.113.7/120', '203.0.113.0/24'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    // Wider than the whole IPv4 range, so it has no IPv4 form.
    ['::ffff:10.0.0.0/95', '::fffe:0:0/95'],
  ])('IPv4-mapped → IPv4: %s is %s', (input, text) => expect(textOf(input)).toBe(text))

  test('is idempotent', () => {
    for (const text of ['10.0.0.0/8', '203.0.113.7', '2001:db8::/32', 'fe80::1'])
      expect(textOf(text)).toBe(text)
  })
})

test.each([
  '',
  'localhost',
  '203.0.113',
  '203.0.113.7.1',
  '203.0.113.256',
  '0203.0.113.7',
  '0xcb.0.113.7',
  '3405803783',
  '203.0.113.7 ',
  ' 203.0.113.7',
  '203.0.113.7:80',
  '[2001:db8::1]',
  'fe80::1%eth0',
  'fe80::1%eth0/64',
  '2001:db8:::1',
  '2001:db8::1::2',
  '12345::',
  '203.0.113.7/',
  '203.0.113.7/33',
  '203.0.113.7/-1',
  '203.0.113.7/+8',
  '203.0.113.7/08',
  '203.0.113.7/8/8',
  '203.0.113.7/255.255.255.0',
  '2001:db8::/129',
  '::ffff:203.0.113.07',
])('%j is not an address', input => expect(parseAddress(input)).toBeNull())

test.each([
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.1', '10.0.0.0/8', true],
  ['10.0.0.0/9', '10.128.0.0/9', false],
  ['0.0.0.0/0', '203.0.113.7', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8::/32', '2001:db8:1::/48', true],
  ['2001:db8::/33', '2001:db8:8000::/33', false],
])('%s and %s overlap: %s', (a, b, expected) => {
  expect(overlaps(address(a), address(b))).toBe(expected)
  expect(overlaps(address(b), address(a))).toBe(expected)
})

describe('protects loopback, unspecified, link-local, multicast and the server’s addresses, and prefixes shorter than /8 (v6: /16)', () => {
  const server = [address('198.51.100.5'), address('2001:db8:5::5')]

  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '126.0.0.0/7',
    '::1',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '0.0.0.0/0',
    '::',
    '::/16',
    '::/0',
    '169.254.169.254',
    '169.0.0.0/8',
    'fe80::1',
    'febf::1',
    'fe00::/8',
    '224.0.0.251',
    '239.255.255.255',
    '224.0.0.0/4',
    'ff02::1',
    '::ffff:224.0.0.1',
    '::ffff:0:0/90',
    '12.0.0.0/7',
    '2001::/15',
    '198.51.100.5',
    '198.51.100.0/24',
    '198.0.0.0/8',
    '::ffff:198.51.100.5',
    '2001:db8:5::5',
    '2001:db8::/32',
  ])('%s is protected', text => expect(protection(address(text), server)).toContain(address(text).text))

  test.each([
    '126.0.0.1',
    '128.0.0.0/8',
    '1.0.0.0/8',
    '10.0.0.0/8',
    '192.168.0.1',
    '169.253.255.255',
    '223.255.255.255',
    '240.0.0.1',
    '198.51.100.4',
    '::2',
    '2001:db8:6::/48',
    '2600::/16',
    'fec0::1',
    'fd00::1',
    '64:ff9b::/96',
  ])('%s is not', text => expect(protection(address(text), server)).toBeNull())
})

test.each([
  ['10.0.0.0/15', true],
  ['10.0.0.0/16', false],
  ['10.0.0.1', false],
  ['2001::/15', true],
  ['2001::/16', false],
])('allowing %s, shorter than /16: %s', (text, wide) => expect(isTooWideToAllow(address(text))).toBe(wide))
