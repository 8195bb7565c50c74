import { type CommandKeys, readCommandKeys, verifyCommand } from '#protocol/command.ts'
import type { Result } from '#protocol/result.ts'
import type { DeviceState } from '#protocol/state.ts'
import { STATE_INTERVAL_SECONDS } from '#protocol/topics.ts'
import type { Catalog } from './actions/action.ts'
import { createAgent } from './agent.ts'
import { renew } from './enrol.ts'
import { messageOf } from './failures.ts'
import { type Connection, keepConnected } from './link/connection.ts'
import { type Identity, renewalDue } from './link/identity.ts'
import { createServerClock } from './link/server-clock.ts'
import type { Log } from './log.ts'
import type { DurableMap } from './state/durable-map.ts'
import { type Journal, prune } from './state/journal.ts'
import { createOutbox } from './state/outbox.ts'
import { withinMillis } from './within-millis.ts'

export interface DeviceParts {
  readonly identity: Identity
  /** MQTT over WebSocket; default: false. */
  readonly websocket?: boolean
  /** Resolves once the renewed identity is durable. */
  readonly saveIdentity: (identity: Identity) => Promise<void>
  readonly journal: Journal
  readonly unsent: DurableMap<Result>
  readonly actions: Catalog
  readonly allows: (type: string) => boolean
  readonly readState: (now: number) => Promise<DeviceState>
  readonly onConnected: () => void
  /** The server rejected this certificate permanently. */
  readonly onRefused: (reason: string) => void
  readonly log: Log
}

export interface Device {
  /** Reports a change that happened without an action. */
  publishState(): void
  /** Waits a limited time for running actions; the journal covers the rest. */
  close(): Promise<void>
}

/** Part of the 5 s between SIGTERM and exit. */
const LAST_ACTIONS_MS = 3_000

/** Runs one device, real or simulated, depending on its parts. */
export function startDevice(parts: DeviceParts): Device {
  const { journal, log } = parts
  const clock = createServerClock()
  let { identity } = parts
  let keys: CommandKeys = readCommandKeys(identity.commandKeys)
  let closed = false
  let published: Promise<void> = Promise.resolve()

  const outbox = createOutbox({
    waiting: parts.unsent,
    send: result => connection.publish('results', JSON.stringify(result)),
    log,
  })
  const agent = createAgent({
    journal,
    answer: result => outbox.put(result),
    actions: parts.actions,
    allows: parts.allows,
    clock,
    onEnded: publishState,
    log,
  })
  const connection: Connection = keepConnected({
    identity: () => identity,
    websocket: parts.websocket ?? false,
    clock,
    onConnected() {
      publishState()
      outbox.sendAll()
      upkeep()
      parts.onConnected()
    },
    onCommand,
    onRefused: parts.onRefused,
    log,
  })
  agent.recover()
  const timer = setInterval(() => {
    publishState()
    upkeep()
  }, STATE_INTERVAL_SECONDS * 1000)

  return {
    publishState,
    async close() {
      closed = true
      clearInterval(timer)
      await withinMillis(LAST_ACTIONS_MS, agent.idle())
      await connection.close()
      await outbox.close()
      await journal.close()
    },
  }

  function onCommand(jws: string): void {
    if (closed) return
    const verified = verifyCommand(jws, keys, { deviceId: identity.deviceId, now: clock.now() })
    if ('ok' in verified) void agent.receive(verified.ok)
    else log('command refused', { reason: verified.refused })
  }

  // One by one, so that a later reading never arrives first.
  function publishState(): void {
    published = published
      .then(async () => JSON.stringify(await parts.readState(clock.now())))
      .then(state => void connection.publish('state', state))
      .catch(error => log('reading the state failed', { error: messageOf(error) }))
  }

  function upkeep(): void {
    prune(journal, clock.now()).catch(error => log('journal failed', { error: messageOf(error) }))
    renewWhenDue().catch(error => log('renewal failed', { error: messageOf(error) }))
  }

  async function renewWhenDue(): Promise<void> {
    if (clock.now() < renewalDue(identity)) return
    const renewed = await renew(identity)
    await parts.saveIdentity(renewed)
    keys = readCommandKeys(renewed.commandKeys)
    identity = renewed
    log('certificate renewed')
  }
}
