import { expect, test } from 'vitest'
import type { Json } from '#protocol/json.ts'
import { covers, outermost, overlap, parseRange, protection, type Range, sampleOf } from './addresses.ts'
import { rangesOf } from './linux/nft.ts'

const range = (text: string): Range => {
  const parsed = parseRange(text)
  if (parsed === null) throw new Error(`${text} is not an address`)
  return parsed
}

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['10.1.2.3/32', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['::ffff:a01:203/104', '10.0.0.0/8'],
  ['::ffff:10.1.2.3/95', '::fffe:0:0/95'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8::1/32', '2001:db8::/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
])('normalizes %s to %s', (input, text) => expect(range(input).text).toBe(text))

test.each([
  '',
  'x',
  '10.1.2',
  '010.1.2.3',
  '0x0a.1.2.3',
  '10.1.2.3/33',
  '10.1.2.3/-1',
  '10.1.2.3/8/8',
  '10.1.2.3/08',
  'fe80::1%eth0',
  '::/129',
])('rejects %s', input => expect(parseRange(input)).toBe(null))

test('a block covers ranges inside it and overlaps ranges that share addresses', () => {
  expect(covers(range('10.0.0.0/8'), range('10.255.0.0/16'))).toBe(true)
  expect(covers(range('10.255.0.0/16'), range('10.0.0.0/8'))).toBe(false)
  expect(overlap(range('10.255.0.0/16'), range('10.0.0.0/8'))).toBe(true)
  expect(overlap(range('10.0.0.0/9'), range('10.128.0.0/9'))).toBe(false)
  expect(overlap(range('0.0.0.0/0'), range('::/0'))).toBe(false)
})

test('keeps only the widest of nested and repeated blocks', () => {
  const texts = ['10.0.0.0/8', '10.1.0.0/16', '10.0.0.0/8', '2001:db8::1', '2001:db8::/32', '11.0.0.1']
  expect(outermost(texts.map(range)).map(({ text }) => text)).toEqual([
    '10.0.0.0/8',
    '2001:db8::/32',
    '11.0.0.1',
  ])
})

test('a sample lies in its range and is not the network address', () => {
  expect(sampleOf(range('10.0.0.0/8'))).toBe('10.0.0.1')
  expect(sampleOf(range('10.0.0.7'))).toBe('10.0.0.7')
  expect(sampleOf(range('2001:db8::/32'))).toBe('2001:db8::1')
})

test("protects the server's addresses against wider and narrower blocks", () => {
  const server = [range('192.0.2.7'), range('2001:db8::7')]
  for (const text of ['192.0.2.7', '192.0.2.0/24', '2001:db8::/32'])
    expect(protection(range(text), server)).toContain('server')
  expect(protection(range('192.0.2.8'), server)).toBe(null)
  expect(protection(range('10.0.0.0/8'), server)).toBe(null)
  expect(protection(range('2000::/16'), [])).toBe(null)
})

test('parses set elements in every form nft prints', () => {
  const texts = (element: Json) => rangesOf(element).map(({ text }) => text)
  expect(texts('10.0.0.1')).toEqual(['10.0.0.1'])
  expect(texts({ prefix: { addr: '10.0.0.0', len: 8 } })).toEqual(['10.0.0.0/8'])
  expect(texts({ range: ['10.0.0.0', '10.0.0.255'] })).toEqual(['10.0.0.0/24'])
  expect(texts({ range: ['10.0.0.1', '10.0.0.1'] })).toEqual(['10.0.0.1'])
  expect(texts({ range: ['0.0.0.0', '255.255.255.255'] })).toEqual(['0.0.0.0/0'])
  expect(texts({ range: ['2001:db8::', '2001:db8:0:ffff:ffff:ffff:ffff:ffff'] })).toEqual(['2001:db8::/48'])
  expect(texts({ range: ['10.0.0.1', '10.0.0.4'] })).toEqual(['10.0.0.1', '10.0.0.2/31', '10.0.0.4'])
  expect(texts({ elem: { val: '10.0.0.1', counter: {} } })).toEqual(['10.0.0.1'])
  expect(texts({ range: ['10.0.0.4', '10.0.0.1'] })).toEqual([])
})
