import { commandsTopic, MAX_KEEP_ALIVE_SECONDS, resultsTopic, stateTopic } from '#protocol/topics.ts'

/** The CONNACK return codes of MQTT 3.1.1 that the broker uses. */
export const connack = { identifierRejected: 2, serverUnavailable: 3, notAuthorized: 5 } as const

export interface ConnectRefusal {
  readonly returnCode: (typeof connack)[keyof typeof connack]
  readonly reason: string
}

interface ConnectRequest {
  readonly clientId: string
  readonly clean?: boolean | undefined
  /** Seconds. */
  readonly keepalive?: number | undefined
  readonly will?: object | undefined
}

/** Null if the CONNECT packet is acceptable. The device itself is looked up afterwards. */
export function refusalOfConnect(device: string, request: ConnectRequest): ConnectRefusal | null {
  const { clientId, clean, keepalive = 0, will } = request
  if (clientId !== device)
    return { returnCode: connack.identifierRejected, reason: "client id: must be the certificate's UUID" }
  const refused = (reason: string) => ({ returnCode: connack.notAuthorized, reason })
  if (will) return refused('will: not allowed')
  if (!clean) return refused('clean session: must be 1')
  if (keepalive === 0 || keepalive > MAX_KEEP_ALIVE_SECONDS)
    return refused(`keep-alive: must be 1 to ${MAX_KEEP_ALIVE_SECONDS} s`)
  return null
}

/** Compares exactly, so wildcards never match. */
export const maySubscribe = (device: string, filter: string): boolean => filter === commandsTopic(device)

interface Publication {
  readonly topic: string
  readonly qos: number
  readonly retain: boolean
}

/** The channel of a publication, or why it is refused. The broker closes the connection after a refusal. */
export function channelOf(
  device: string,
  { topic, qos, retain }: Publication,
): 'results' | 'state' | { readonly refused: string } {
  if (retain) return { refused: 'retain: must be 0' }
  if (qos > 1) return { refused: `QoS: must be 0 or 1, not ${qos}` }
  if (topic === resultsTopic(device)) return 'results'
  if (topic === stateTopic(device)) return 'state'
  return { refused: "topic: must be the device's results or state" }
}
