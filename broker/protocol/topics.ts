import { normalUuid } from './json.ts'

/** Bytes of one MQTT packet from a device; a longer one closes the connection. */
export const MAX_PACKET_BYTES = 256 * 1024
/** Bytes of a result's `output` as JSON. */
export const MAX_OUTPUT_BYTES = 128 * 1024
/** Seconds; a CONNECT with 0 or more than this is refused. */
export const MAX_KEEP_ALIVE_SECONDS = 300
export const KEEP_ALIVE_SECONDS = 30
/** `execute` and `verify` are sent again this often while the device stays connected and silent. */
export const REDELIVERY_SECONDS = 10
export const GRANT_REDELIVERY_SECONDS = 60
/** `grant` and `withdraw` are signed anew each time; `verify` lives this long after its last try. */
export const COMMAND_LIFETIME_SECONDS = 600
export const STATE_INTERVAL_SECONDS = 15 * 60
/** How long an agent remembers an action after the `exp` of its `execute`. */
export const JOURNAL_DAYS = 30

export const CHANNELS = ['commands', 'results', 'state'] as const
export type Channel = (typeof CHANNELS)[number]

const PREFIX = 'defend/v1/'
const UUID_LENGTH = 36

export const commandsTopic = (deviceId: string) => `${PREFIX}${deviceId}/commands`
export const resultsTopic = (deviceId: string) => `${PREFIX}${deviceId}/results`
export const stateTopic = (deviceId: string) => `${PREFIX}${deviceId}/state`

/** Null for anything but one of the three topics of one device: a wildcard, `$SYS`, an upper-case UUID. */
export function parseTopic(topic: string): { deviceId: string; channel: Channel } | null {
  if (!topic.startsWith(PREFIX)) return null
  const deviceId = topic.slice(PREFIX.length, PREFIX.length + UUID_LENGTH)
  // MQTT compares topics byte by byte, so only the normal form is the device's topic.
  if (normalUuid(deviceId) !== deviceId) return null
  const rest = topic.slice(PREFIX.length + UUID_LENGTH)
  const channel = CHANNELS.find(name => rest === `/${name}`)
  return channel ? { deviceId, channel } : null
}
