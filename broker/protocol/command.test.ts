import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Command, readCommandKeys, signCommand, verifyCommand } from './command.ts'

interface Vectors {
  deviceId: string
  now: string
  signingKey: { kty: string; crv: string; d: string; x: string; kid: string }
  commandKeys: { keys: object[] }
  accepted: { name: string; claims: Command; jws: string }[]
  refused: { name: string; jws: string }[]
}
const vectors: Vectors = JSON.parse(readFileSync(new URL('./vectors/commands.json', import.meta.url), 'utf8'))
const { kid, ...jwk } = vectors.signingKey
const signingKey = { kid, privateKey: createPrivateKey({ key: jwk, format: 'jwk' }) }
const keys = readCommandKeys(vectors.commandKeys)
const expected = { deviceId: vectors.deviceId, now: Date.parse(vectors.now) }

describe.each(vectors.accepted)('$name', ({ claims, jws }) => {
  test('signs to exactly these bytes', () => expect(signCommand(claims, signingKey)).toBe(jws))
  test('verifies and parses to its claims', () =>
    expect(verifyCommand(jws, keys, expected)).toEqual({ ok: claims }))
  test('is valid for one device only', () => {
    const deviceId = claims.jti
    expect(verifyCommand(jws, keys, { ...expected, deviceId })).toEqual({ refused: 'aud: not this device' })
  })
  test('expires at exp', () => {
    expect(verifyCommand(jws, keys, { ...expected, now: claims.exp * 1000 - 1 })).toHaveProperty('ok')
    expect(verifyCommand(jws, keys, { ...expected, now: claims.exp * 1000 })).toEqual({
      refused: 'exp: expired',
    })
  })
  test('rejects a change of any character', () => {
    for (let index = 0; index < jws.length - 1; index += 7) {
      const changed = jws.slice(0, index) + (jws[index] === 'A' ? 'B' : 'A') + jws.slice(index + 1)
      expect(verifyCommand(changed, keys, expected)).toHaveProperty('refused')
    }
  })
})

test.each(vectors.refused)('refused: $name', ({ jws }) => {
  expect(verifyCommand(jws, keys, expected)).toHaveProperty('refused')
})

test('ignores keys of other types in the set', () => {
  const mixed = { keys: [{ kty: 'RSA', n: 'x', e: 'AQAB', kid: 'a' }, ...vectors.commandKeys.keys] }
  expect([...readCommandKeys(mixed).keys()]).toEqual([kid])
  expect(() => readCommandKeys({ keys: 'none' })).toThrow('commandKeys')
})
