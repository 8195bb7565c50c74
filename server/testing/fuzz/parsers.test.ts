import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { generate } from 'mqtt-packet'
import { expect, test } from 'vitest'
import { readCommandKeys, verifyCommand } from '#protocol/command.ts'
import { parseResult } from '#protocol/result.ts'
import { parseState } from '#protocol/state.ts'
import { parseCommand } from '../../api-port/openc2/command.ts'
import { createFrameLimit } from '../../device-port/mqtt-frame-limit.ts'
import { readRequestedKey } from '../../pki/certificate-request.ts'
import { runs } from '../runs.ts'
import { corpus } from './corpus.ts'

/** Parsers of untrusted input return a value or a refusal. They never throw. Long search: PROPERTY_RUNS=1000000. */

const uuid = fc.uuid()
const instant = fc.oneof(
  fc.date({ noInvalidDate: true }).map(date => date.toISOString()),
  fc.string(),
)
const anyText = fc.string({ unit: 'binary' })
/** Objects with the fields that the parser expects, some of them with other values. */
const shaped = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<string> =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          name,
          fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue() }),
        ]),
      ),
      { requiredKeys: [] },
    )
    .map(value => JSON.stringify(value))
/** Bytes of one text with some of them changed. */
const damaged = (text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc.tuple(text, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 })).map(([intact, changes]) => {
    const bytes = Buffer.from(intact)
    for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte
    return bytes
  })
const inputs = (known: readonly string[], text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...known).map(one => Buffer.from(one)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)) },
    { weight: 6, arbitrary: text.map(one => Buffer.from(one)) },
    { weight: 4, arbitrary: damaged(text) },
  )
const check = (arbitrary: fc.Arbitrary<Buffer>, parse: (bytes: Buffer) => unknown, usual = 500) =>
  fc.assert(
    fc.property(arbitrary, bytes => void parse(bytes)),
    { numRuns: runs(usual) },
  )

const result = shaped({
  commandId: uuid,
  actionId: uuid,
  kind: fc.constantFrom('claim', 'completed', 'failed', 'verified', 'constructor'),
  at: instant,
  output: fc.jsonValue(),
  error: fc.record({ code: fc.constantFrom('AGENT_ERROR', 'NO_SPACE', 'x'), message: anyText }),
  passed: fc.constantFrom(true, false, null),
  evidence: fc.jsonValue(),
})

test('results: an accepted result can be stored, sent again and parsed to the same value', () => {
  check(inputs(corpus('results'), result), bytes => {
    const parsed = parseResult(bytes)
    if ('refused' in parsed) return expect(parsed.refused).not.toBe('')
    const text = JSON.stringify(parsed.ok)
    expect(text.isWellFormed()).toBe(true)
    expect(text).not.toContain('\\u0000')
    expect(parseResult(Buffer.from(text))).toEqual(parsed)
  })
})

const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())
const state = shaped({
  at: instant,
  hostname: anyText,
  platform: fc.constantFrom('LINUX', 'WINDOWS', 'BEOS'),
  agentVersion: anyText,
  ipAddresses: fc.array(address),
  containment: fc.record(
    {
      isolated: fc.boolean(),
      isolatedSince: instant,
      blockedAddresses: fc.array(address),
      quarantinedFiles: fc.array(
        fc.record({ originalPath: anyText, sha256: fc.string(), quarantinedAt: instant }),
      ),
    },
    { requiredKeys: [] },
  ),
})

test('states: an accepted state can be stored', () => {
  check(inputs(corpus('states'), state), bytes => {
    const parsed = parseState(bytes)
    if ('ok' in parsed) expect(JSON.stringify(parsed.ok).isWellFormed()).toBe(true)
  })
})

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const keys = readCommandKeys({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'key' }] })
const deviceId = '00000000-0000-4000-8000-000000000001'
const encode = (text: string) => Buffer.from(text).toString('base64url')
const sealed = (head: string, claims: string): string => {
  const signed = `${encode(head)}.${encode(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
}
const goodHead = JSON.stringify({ alg: 'EdDSA', typ: 'defend-command+jwt', kid: 'key' })
const claims = shaped({
  iss: fc.constant('defend'),
  aud: fc.constant(deviceId),
  jti: uuid,
  iat: fc.double(),
  exp: fc.constant(9e9),
  kind: fc.constantFrom('execute', 'grant', 'withdraw', 'verify'),
  actionId: uuid,
  commandId: uuid,
  action: fc.record({
    type: fc.constantFrom('KILL_PROCESS', 'x'),
    parameters: fc.dictionary(fc.string(), fc.jsonValue()),
  }),
  submittedAt: instant,
  effectFor: fc.option(fc.nat()),
  executedAt: instant,
  output: fc.jsonValue(),
})
const head = shaped({
  alg: fc.constantFrom('EdDSA', 'none', 'HS256'),
  typ: fc.constant('defend-command+jwt'),
  kid: fc.constantFrom('key', 'toString', 'other'),
  crit: fc.constant(['b64']),
})

test('commands: only a command with a valid signature for this device is accepted', () => {
  const expected = { deviceId, now: 0 }
  const any = fc.oneof(
    claims.map(one => sealed(goodHead, one)),
    fc.tuple(head, claims).map(([h, c]) => sealed(h, c)),
  )
  check(
    inputs(corpus('commands'), any),
    bytes => {
      const outcome = verifyCommand(bytes.toString('latin1'), keys, expected)
      if ('ok' in outcome) expect(outcome.ok.aud).toBe(deviceId)
    },
    300,
  )
  fc.assert(
    fc.property(claims, fc.nat(), fc.integer({ min: 1, max: 255 }), (good, at, flip) => {
      const signed = sealed(goodHead, good)
      const bytes = Buffer.from(signed.slice(0, signed.lastIndexOf('.')))
      const index = at % bytes.length
      bytes[index] = (bytes[index] ?? 0) ^ flip
      const forged = `${bytes.toString('latin1')}${signed.slice(signed.lastIndexOf('.'))}`
      expect(verifyCommand(forged, keys, expected)).toHaveProperty('refused')
    }),
    { numRuns: runs(300) },
  )
})

test('certificate requests: whatever is no acceptable request is null', async () => {
  const pem = fc.uint8Array({ maxLength: 300 }).map(bytes => {
    const body = Buffer.from(bytes).toString('base64')
    return `-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----\n`
  })
  await fc.assert(
    fc.asyncProperty(inputs(corpus('requests'), pem), async bytes => {
      expect(await readRequestedKey(bytes.toString())).toBeNull()
    }),
    { numRuns: runs(200) },
  )
})

const openC2 = shaped({
  action: fc.constantFrom('contain', 'allow', 'deny', 'stop', 'query', 'constructor'),
  target: fc.dictionary(
    fc.constantFrom('device', 'ipv4_net', 'ipv6_net', 'file', 'process', 'features', '__proto__'),
    fc.jsonValue(),
    { maxKeys: 2 },
  ),
  args: fc.record(
    { duration: fc.double(), comment: anyText, response_requested: fc.string(), er: fc.jsonValue() },
    { requiredKeys: [] },
  ),
  command_id: anyText,
  actuator: fc.jsonValue(),
})

test('OpenC2: every JSON value is a command or a response', () => {
  check(inputs(corpus('openc2'), openC2), bytes => {
    let json: unknown
    try {
      json = JSON.parse(bytes.toString())
    } catch {
      return
    }
    expect(parseCommand(json)).toBeInstanceOf(Object)
  })
})

const packet = fc.oneof(
  fc
    .record({ clientId: fc.string({ minLength: 1, maxLength: 40 }), keepalive: fc.nat(65_535) })
    .map(about =>
      generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, ...about }),
    ),
  fc
    .record({
      topic: fc.string({ minLength: 1, maxLength: 60 }),
      payload: fc.string(),
      qos: fc.constantFrom(0 as const),
    })
    .map(about => generate({ cmd: 'publish', dup: false, retain: false, ...about })),
  fc.nat(65_534).map(id => generate({ cmd: 'puback', messageId: id + 1 })),
  fc.constant(generate({ cmd: 'pingreq' })),
)

test('MQTT: a packet that declares too much is found, however damaged packets are cut into chunks', () => {
  const limits = { connect: 1024, packet: 4096 }
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 })
  const streams = fc.tuple(
    fc.array(packet, { minLength: 1, maxLength: 6 }),
    damage,
    fc.array(fc.nat(), { maxLength: 6 }),
  )
  fc.assert(
    fc.property(streams, ([packets, changes, cuts]) => {
      const bytes = Buffer.concat(packets)
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      const whole = createFrameLimit(limits).read(bytes)
      const limit = createFrameLimit(limits)
      const at = [0, ...cuts.map(cut => cut % bytes.length).sort((a, b) => a - b), bytes.length]
      const faults = at.slice(1).map((end, index) => limit.read(bytes.subarray(at[index], end)))
      expect(faults.find(fault => fault !== null) ?? null).toBe(whole)
    }),
    { numRuns: runs(500) },
  )
})
