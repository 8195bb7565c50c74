import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'

const target = { device: '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60', person: null }

test("the contract's digest of a kill", () => {
  const parameters = { pid: 4242, processName: 'xmrig', startedAt: null }
  expect(digestOf({ type: 'KILL_PROCESS', parameters }, target, null)).toBe(
    'cf96e9581055102f37dc6ba0520a02480d764a45f4b512270498fb6523bfd291',
  )
})

test("the contract's digest of a block that ends", () => {
  expect(digestOf({ type: 'BLOCK_IP', parameters: { address: '2001:db8::/32' } }, target, 3600)).toBe(
    '5da3b0c7002966304a12984c237a00e682ee41652914e4707cc32e4c3c7583a3',
  )
})

test('the digest contains a script as {"id","sha256"}', () => {
  const script = { id: target.device, sha256: 'a'.repeat(64) }
  const parameters = { script, arguments: ['-n', 'ü'], timeout: 600 }
  const text =
    `{"device":"${target.device}","effectFor":null,"parameters":{"arguments":["-n","ü"],` +
    `"script":{"id":"${script.id}","sha256":"${script.sha256}"},"timeout":600},"person":null,"type":"RUN_SCRIPT"}`
  const digest = createHash('sha256').update(text).digest('hex')
  expect(digestOf({ type: 'RUN_SCRIPT', parameters }, target, null)).toBe(digest)
})

test("the digest contains a password reset's parameters as `{}`", () => {
  const person = target.device
  const text = `{"device":null,"effectFor":null,"parameters":{},"person":"${person}","type":"FORCE_PASSWORD_RESET"}`
  const digest = createHash('sha256').update(text).digest('hex')
  expect(digestOf({ type: 'FORCE_PASSWORD_RESET', parameters: {} }, { device: null, person }, null)).toBe(
    digest,
  )
})
