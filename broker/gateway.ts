import { setImmediate } from 'node:timers/promises'
import type { DeviceIdentity, ResultAnswer } from '#app/application.ts'
import type { Devices, OpenCommand } from '#app/device/device-ports.ts'
import type { Clock } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { createPace } from '#flow/pace.ts'
import { createRerun } from '#flow/rerun.ts'
import { retry } from '#flow/retry.ts'
import { failSpan, type Span, startSpan, traceparentOf } from '#flow/tracing.ts'
import { createTurns } from '#flow/turns.ts'
import { type Command, type SigningKey, signCommand } from '#protocol/command.ts'
import { GRANT_REDELIVERY_SECONDS, REDELIVERY_SECONDS } from '#protocol/topics.ts'
import { commandOf, withdrawOf } from './commands.ts'
import type { Log, Observer } from './log.ts'

/** The connection of a device to this process, once it has subscribed. */
export interface Subscriber {
  readonly identity: DeviceIdentity
  /** Resolves when the socket has accepted the command or has closed; never rejects. */
  publish(command: string): Promise<void>
}

export interface CommandGateway {
  /** Sends all open commands, oldest action first, and later ones as they become open. */
  subscribed(subscriber: Subscriber): void
  gone(subscriber: Subscriber): void
  /** Reads and sends the open commands of those devices that are subscribed here. Returns at once. */
  deliver(devices: readonly string[]): void
  /** Sends the first action of a lane without reading it. False if its device is not subscribed here. */
  offer(action: Action): boolean
  /**
   * To be called when the decision on a claim begins. The returned function must be called with the decision and sends
   * it to the device. In between, no other path sends a grant for the action.
   */
  claimed(device: string, action: string): (answer: ResultAnswer) => void
  /** The traceparent of the action's last command on the device's connection. Null if there was none or it was not traced. */
  traceparentOf(device: string, action: string): string | null
  /** Whether the device is not working on a command, as far as this process knows. */
  isIdle(device: string): boolean
  close(): void
}

interface GatewayOptions {
  readonly devices: Pick<Devices, 'openCommands'>
  readonly signer: SigningKey
  readonly clock: Clock
  /** Cancels an action whose submitter may no longer act. */
  readonly cancelWithoutRight: (organization: string, action: string) => Promise<void>
  readonly log: Log
  readonly observer: Observer
}

type Kind = OpenCommand['kind']

interface SentCommand {
  readonly kind: Kind
  readonly at: number
  readonly traceparent: string | null
}

interface Outbox {
  readonly subscriber: Subscriber
  /** The last command of each action on this connection, and when it was sent. */
  readonly sent: Map<string, SentCommand>
  readonly claimed: Set<string>
  redelivery: NodeJS.Timeout | undefined
}

const devicesPerQuery = 1_000
/** Commands signed per turn of the event loop. Ten thousand in one turn would block it for a second. */
const signaturesPerTurn = 100
const outagePause = 1_000
const cancelRetryDelay = 10_000
const interval = {
  execute: REDELIVERY_SECONDS * 1000,
  verify: REDELIVERY_SECONDS * 1000,
  grant: GRANT_REDELIVERY_SECONDS * 1000,
} as const
/** The order of an action's commands. A query result with an earlier stage than the last command sent is outdated. */
const stage = { execute: 0, grant: 1, verify: 2 } as const

const oldestFirst = ({ action: a }: OpenCommand, { action: b }: OpenCommand) =>
  a.submittedAt < b.submittedAt || (a.submittedAt === b.submittedAt && a.id < b.id) ? -1 : 1

/** Redelivery uses the monotonic clock, so that a step of the wall clock neither floods nor silences a device. */
const monotonic = () => performance.now()

/**
 * Reads from the database which commands to send. A notice, a subscription or a timer only marks a device, and one
 * query at a time reads the commands of all marked devices. The exception is `offer`: an action that was just
 * committed and heads its lane is sent without a query.
 */
export function createGateway(options: GatewayOptions): CommandGateway {
  const { devices, signer, clock, cancelWithoutRight, log, observer } = options
  const outboxes = new Map<string, Outbox>()
  const marked = new Set<string>()
  const cancelling = new Set<string>()
  const closing = new AbortController()
  /** A socket that stalls delays the commands of its own connection only. */
  const sends = createTurns<Outbox>()
  const toSign = createPace(signaturesPerTurn)
  const reads = createRerun(readMarked, {
    onError: error => {
      if (!closing.signal.aborted) log.error({ err: error }, 'open commands could not be sent')
    },
  })

  function mark(device: string): void {
    if (!outboxes.has(device)) return
    marked.add(device)
    reads.request()
  }

  async function readMarked(): Promise<void> {
    // So that the devices that are marked in one turn share a query.
    await setImmediate()
    const batch = [...marked].slice(0, devicesPerQuery)
    for (const device of batch) marked.delete(device)
    if (batch.length === 0) return
    const { open, queriedAt } = await retry(() => read(batch), {
      signal: closing.signal,
      pauseAfter: (failures, error) => {
        if (failures === 1) log.warn({ err: error }, 'open commands could not be read; retrying')
        return outagePause
      },
    })
    for (const device of batch) send(device, open.get(device) ?? [], queriedAt)
    if (marked.size > 0) reads.request()
  }

  async function read(names: readonly string[]) {
    const queriedAt = monotonic()
    return { open: await devices.openCommands(names), queriedAt }
  }

  /** @param queriedAt when the query began. Commands sent later may be missing from its result. */
  function send(device: string, open: readonly OpenCommand[], queriedAt: number): void {
    const outbox = outboxes.get(device)
    if (!outbox) return
    const stillOpen = new Set(open.map(({ action }) => action.id))
    for (const [action, { at }] of outbox.sent) {
      if (at < queriedAt && !stillOpen.has(action)) outbox.sent.delete(action)
    }
    for (const command of [...open].sort(oldestFirst)) {
      if (!isDue(outbox, command)) continue
      if (command.kind === 'execute' && !command.submitterMayAct && !outbox.sent.has(command.action.id))
        cancel(device, command.action)
      else post(outbox, command)
    }
    scheduleRedelivery(outbox)
  }

  function isDue(outbox: Outbox, { kind, action }: OpenCommand): boolean {
    if (kind === 'grant' && outbox.claimed.has(action.id)) return false
    const last = outbox.sent.get(action.id)
    if (!last || stage[last.kind] < stage[kind]) return true
    return last.kind === kind && monotonic() >= last.at + interval[kind]
  }

  function post(outbox: Outbox, command: OpenCommand): void {
    const { kind, action } = command
    const span = commandSpan(kind, action.id, action.traceparent)
    const traceparent = span && traceparentOf(span)
    outbox.sent.set(action.id, { kind, at: monotonic(), traceparent })
    publish(outbox, span, now => commandOf(command, outbox.subscriber.identity.device, now))
  }

  /** Signs the command only when it is sent, because that is when the ten minutes of a grant begin. */
  function publish(outbox: Outbox, span: Span | null, claims: (now: number) => Command): void {
    const { subscriber } = outbox
    const traceparent = span && traceparentOf(span)
    const sendNow = () => {
      if (outboxes.get(subscriber.identity.device) !== outbox) return
      const command = claims(clock.now())
      observer.sent?.(command.kind)
      return subscriber.publish(signCommand(traceparent ? { ...command, traceparent } : command, signer))
    }
    const mayBeSigned = toSign()
    sends
      .run(outbox, () => mayBeSigned.then(sendNow))
      .catch(error => {
        if (span) failSpan(span, error)
        log.error({ device: subscriber.identity.device, err: error }, 'a command could not be sent')
      })
      .finally(() => span?.end())
  }

  /** Sets the timer that marks the device when its next redelivery is due. */
  function scheduleRedelivery(outbox: Outbox): void {
    clearTimeout(outbox.redelivery)
    outbox.redelivery = undefined
    let next = Number.POSITIVE_INFINITY
    for (const { kind, at } of outbox.sent.values()) next = Math.min(next, at + interval[kind])
    if (next === Number.POSITIVE_INFINITY) return
    // Plus 2 ms, because a timer may fire a millisecond early.
    outbox.redelivery = setTimeout(mark, next - monotonic() + 2, outbox.subscriber.identity.device).unref()
  }

  function cancel(device: string, { organization, id }: Action): void {
    if (cancelling.has(id)) return
    cancelling.add(id)
    cancelWithoutRight(organization, id)
      .catch(error => {
        log.warn(
          { action: id, err: error },
          'an action whose submitter lost the right could not be cancelled',
        )
        setTimeout(mark, cancelRetryDelay, device).unref()
      })
      .finally(() => cancelling.delete(id))
  }

  function forget(device: string): void {
    clearTimeout(outboxes.get(device)?.redelivery)
    outboxes.delete(device)
  }

  function answer(device: string, action: string, decision: ResultAnswer): void {
    const outbox = outboxes.get(device)
    if (!outbox || decision.send === null) return
    if (decision.send === 'grant') {
      post(outbox, { kind: 'grant', action: decision.action })
      scheduleRedelivery(outbox)
    } else {
      const span = commandSpan('withdraw', action, outbox.sent.get(action)?.traceparent ?? null)
      outbox.sent.delete(action)
      publish(outbox, span, now => withdrawOf(device, decision, now))
    }
  }

  return {
    subscribed(subscriber) {
      const { device } = subscriber.identity
      forget(device)
      outboxes.set(device, {
        subscriber,
        sent: new Map(),
        claimed: new Set(),
        redelivery: undefined,
      })
      mark(device)
    },
    gone(subscriber) {
      const { device } = subscriber.identity
      if (outboxes.get(device)?.subscriber === subscriber) forget(device)
    },
    deliver(names) {
      for (const device of names) mark(device)
    },
    offer(action) {
      const outbox = outboxes.get(action.device ?? '')
      if (!outbox) return false
      const command = { kind: 'execute', action, submitterMayAct: true } as const
      if (isDue(outbox, command)) post(outbox, command)
      scheduleRedelivery(outbox)
      return true
    },
    claimed(device, action) {
      const outbox = outboxes.get(device)
      const sent = outbox?.sent.get(action)
      if (sent?.kind === 'execute') observer.claimed?.(monotonic() - sent.at)
      outbox?.claimed.add(action)
      return decision => {
        outbox?.claimed.delete(action)
        answer(device, action, decision)
      }
    },
    isIdle: device => (outboxes.get(device)?.sent.size ?? 0) === 0,
    traceparentOf: (device, action) => outboxes.get(device)?.sent.get(action)?.traceparent ?? null,
    close() {
      void reads.stop()
      closing.abort()
      for (const device of outboxes.keys()) forget(device)
    },
  }
}

/** Null if the step that caused the command is not traced. */
const commandSpan = (kind: Command['kind'], action: string, parent: string | null): Span | null =>
  parent === null
    ? null
    : startSpan(`command ${kind}`, { kind: 'producer', parent, attributes: { 'defend.action': action } })
