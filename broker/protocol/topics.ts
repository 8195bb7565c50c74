import { normalUuid } from './json.ts'

/** Maximum bytes of an MQTT packet from a device. A longer packet closes the connection. */
export const MAX_PACKET_BYTES = 256 * 1024
/** Maximum bytes of a result's `output` as JSON. */
export const MAX_OUTPUT_BYTES = 128 * 1024
/** Seconds. A CONNECT with a keep-alive of 0, or a longer one, is refused. */
export const MAX_KEEP_ALIVE_SECONDS = 300
export const KEEP_ALIVE_SECONDS = 30
/** Seconds between redeliveries of `execute` and `verify` while the device is connected but silent. */
export const REDELIVERY_SECONDS = 10
export const GRANT_REDELIVERY_SECONDS = 60
/**
 * The lifetime of `grant` and `withdraw`, which are signed anew each time they are sent, and of `verify` after its last
 * redelivery.
 */
export const COMMAND_LIFETIME_SECONDS = 600
export const STATE_INTERVAL_SECONDS = 15 * 60
/** Days for which an agent remembers an action after the `exp` of its `execute`. */
export const JOURNAL_DAYS = 30

export const CHANNELS = ['commands', 'results', 'state'] as const
export type Channel = (typeof CHANNELS)[number]

const PREFIX = 'defend/v1/'
const UUID_LENGTH = 36

export const commandsTopic = (deviceId: string) => `${PREFIX}${deviceId}/commands`
export const resultsTopic = (deviceId: string) => `${PREFIX}${deviceId}/results`
export const stateTopic = (deviceId: string) => `${PREFIX}${deviceId}/state`

/** Parses one of a device's three topics. Null for any other topic, such as wildcards, `$SYS` and upper-case UUIDs. */
export function parseTopic(topic: string): { deviceId: string; channel: Channel } | null {
  if (!topic.startsWith(PREFIX)) return null
  const deviceId = topic.slice(PREFIX.length, PREFIX.length + UUID_LENGTH)
  // MQTT compares topics byte by byte, so only the normalized form is the device's topic.
  if (normalUuid(deviceId) !== deviceId) return null
  const rest = topic.slice(PREFIX.length + UUID_LENGTH)
  const channel = CHANNELS.find(name => rest === `/${name}`)
  return channel ? { deviceId, channel } : null
}
