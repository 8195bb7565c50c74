import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channelOf, maySubscribe, refusalOfConnect } from './permissions.ts'

const uuid = fc.uuid().map(id => id.toLowerCase())
const level = fc.oneof(
  fc.constantFrom('+', '#', 'defend', 'v1', 'commands', 'results', 'state', '$SYS', ''),
  uuid,
)
const topics = fc.array(level, { minLength: 1, maxLength: 6 }).map(levels => levels.join('/'))

/** Topics near the device's own, where a mistake would show. */
const nearby = (device: string) =>
  fc.oneof(
    topics,
    fc.constantFrom(
      `defend/v1/${device}/commands`,
      `defend/v1/${device}/results`,
      `defend/v1/${device}/state`,
      `defend/v1/${device.toUpperCase()}/commands`,
      `/defend/v1/${device}/commands`,
      `defend/v1/${device}/commands/`,
      `defend/v2/${device}/results`,
      `defend/v1/${device}/results/x`,
      `$share/g/defend/v1/${device}/commands`,
    ),
  )
const deviceAndTopic = uuid.chain(device => fc.tuple(fc.constant(device), nearby(device)))

test('a device may subscribe to one topic and no other', () => {
  fc.assert(
    fc.property(deviceAndTopic, ([device, filter]) => {
      expect(maySubscribe(device, filter)).toBe(filter === ['defend', 'v1', device, 'commands'].join('/'))
    }),
  )
})

test('a device may publish to two topics, never retained, never with QoS 2', () => {
  const publication = fc.record({ qos: fc.constantFrom(0, 1, 2), retain: fc.boolean() })
  fc.assert(
    fc.property(deviceAndTopic, publication, ([device, topic], { qos, retain }) => {
      const channel = channelOf(device, { topic, qos, retain })
      const own = ['results', 'state'].find(name => topic === ['defend', 'v1', device, name].join('/'))
      if (own && qos < 2 && !retain) expect(channel).toBe(own)
      else expect(channel).toHaveProperty('refused')
    }),
  )
})

test('a CONNECT that violates any rule is refused', () => {
  const request = fc.record({
    own: fc.boolean(),
    clean: fc.boolean(),
    keepalive: fc.oneof(fc.constantFrom(0, 1, 300, 301), fc.integer({ min: 0, max: 65_535 })),
    will: fc.constantFrom(undefined, {}),
  })
  fc.assert(
    fc.property(uuid, request, (device, { own, ...asked }) => {
      const refusal = refusalOfConnect(device, { clientId: own ? device : `${device}x`, ...asked })
      const fine = own && asked.clean && asked.keepalive > 0 && asked.keepalive <= 300 && !asked.will
      if (fine) expect(refusal).toBeNull()
      else expect(refusal?.returnCode).toBe(own ? 5 : 2)
    }),
  )
})
