import fc from 'fast-check'
import { generate } from 'mqtt-packet'
import { describe, expect, test } from 'vitest'
import { createFrameLimit } from './mqtt-frame-limit.ts'

const limits = { connect: 1024, packet: 256 * 1024 }

const connect = generate({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clientId: 'device',
  clean: true,
  keepalive: 30,
})

const publish = (payload: number) =>
  generate({ cmd: 'publish', topic: 't', payload: Buffer.alloc(payload), qos: 0, dup: false, retain: false })

/** Splits the bytes at `cuts`, which are fractions of the whole. */
function chunksOf(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.map(cut => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}

const firstFault = (bytes: Buffer, cuts: readonly number[] = []) => {
  const limit = createFrameLimit(limits)
  for (const chunk of chunksOf(bytes, cuts)) {
    const fault = limit.read(chunk)
    if (fault) return fault
  }
  return null
}

const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 })
const legalPayload = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 200_000 }))

describe('any chunking', () => {
  test('legal packets pass', () => {
    fc.assert(
      fc.property(fc.array(legalPayload, { maxLength: 8 }), cuts, (payloads, where) => {
        expect(firstFault(Buffer.concat([connect, ...payloads.map(publish)]), where)).toBeNull()
      }),
    )
  })

  test('an oversized packet among legal ones is found', () => {
    fc.assert(
      fc.property(
        fc.array(legalPayload, { maxLength: 4 }),
        fc.integer({ min: limits.packet, max: limits.packet + 1000 }),
        cuts,
        (before, tooLong, where) => {
          const bytes = Buffer.concat([connect, ...before.map(publish), publish(tooLong)])
          expect(firstFault(bytes, where)).toBe('a packet too long')
        },
      ),
    )
  })

  test('the first packet counts as read only when its last byte has arrived', () => {
    fc.assert(
      fc.property(cuts, where => {
        const limit = createFrameLimit(limits)
        for (const chunk of chunksOf(connect.subarray(0, -1), where)) limit.read(chunk)
        expect(limit.opened).toBe(false)
        limit.read(connect.subarray(-1))
        expect(limit.opened).toBe(true)
      }),
    )
  })
})

test('a packet of exactly the limit passes; one byte more does not', () => {
  const header = 1 + 3
  const topic = 2 + 1
  const largest = publish(limits.packet - header - topic)
  expect(largest.length).toBe(256 * 1024)
  expect(firstFault(Buffer.concat([connect, largest]))).toBeNull()
  expect(firstFault(Buffer.concat([connect, publish(limits.packet - header - topic + 1)]))).toBe(
    'a packet too long',
  )
})

test('an excessive length is refused when it is declared, before the body', () => {
  const declared256MiB = Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f])
  expect(firstFault(Buffer.concat([connect, declared256MiB]))).toBe('a packet too long')
})

test('the first packet has a smaller limit', () => {
  expect(firstFault(Buffer.from([0x10, 0xfd, 0x07]))).toBeNull()
  expect(firstFault(Buffer.from([0x10, 0xfe, 0x07]))).toBe('a packet too long')
})

test('a length of five bytes is malformed', () => {
  expect(firstFault(Buffer.from([0x10, 0x80, 0x80, 0x80, 0x80]))).toBe('a malformed packet length')
})

test.each([0x00, 0x11, 0x16, 0x30, 0xc0, 0x47])(
  'a first packet that begins with %i is not a CONNECT',
  first => {
    expect(firstFault(Buffer.from([first, 0]))).toBe('the first packet is not a CONNECT')
  },
)

test('packets without a body are counted', () => {
  const ping = generate({ cmd: 'pingreq' })
  expect(firstFault(Buffer.concat([connect, ping, ping, publish(3), ping]), [0.2, 0.5, 0.9])).toBeNull()
})
