import type { DeviceApplication, DeviceIdentity, ResultAnswer } from '#app/application.ts'
import type { DeviceReport } from '#app/device/device-ports.ts'
import type { DeviceResult } from '#domain/action/execution.ts'
import { failSpan, inSpan, startSpan } from '#flow/tracing.ts'
import { createTurns } from '#flow/turns.ts'
import { parseResult, type Result } from '#protocol/result.ts'
import { type ContainmentState, type DeviceState, parseState } from '#protocol/state.ts'
import type { Observer } from './log.ts'

/** The connection that a message came from. */
export interface Sender {
  readonly identity: DeviceIdentity
}

export interface Inbound {
  /**
   * Processes a message. Resolves when it is committed, so that the broker can send the PUBACK. Messages of a device are
   * processed one at a time, so that a `completed` never overtakes its `claim`. Rejects if the message could not be
   * committed. All later messages of the sender are then rejected too, because the device sends them again in order.
   */
  receive(sender: Sender, channel: 'results' | 'state', payload: Uint8Array): Promise<void>
  /** Resolves when no message is being processed or waiting. */
  idle(): Promise<void>
}

export function createInbound(options: {
  readonly app: Pick<DeviceApplication, 'receiveResult' | 'refuseResult' | 'receiveState'>
  readonly claimed: (device: string, action: string) => (answer: ResultAnswer) => void
  /** The traceparent of the last command of this action to this device; null: none. */
  readonly traceparentOf: (device: string, action: string) => string | null
  readonly observer: Observer
}): Inbound {
  const { app, claimed, traceparentOf, observer } = options
  const perDevice = createTurns()
  const failed = new WeakSet<Sender>()

  async function receiveResult(identity: DeviceIdentity, payload: Uint8Array): Promise<void> {
    const parsed = parseResult(payload)
    if ('refused' in parsed) {
      observer.received?.('malformed')
      return app.refuseResult(identity, parsed.refused, payload)
    }
    const { commandId, actionId, kind } = parsed.ok
    observer.received?.(kind)
    const received = { commandId, actionId, result: resultOf(parsed.ok), payload }
    await traced(`result ${kind}`, traceparentOf(identity.device, actionId), async () => {
      if (kind !== 'claim') {
        await app.receiveResult(identity, received)
        return
      }
      const answer = claimed(identity.device, actionId)
      try {
        answer(await app.receiveResult(identity, received))
      } catch (error) {
        answer({ send: null })
        throw error
      }
    })
  }

  async function receiveState(identity: DeviceIdentity, payload: Uint8Array): Promise<void> {
    const parsed = parseState(payload)
    if ('refused' in parsed) {
      observer.received?.('malformed')
      await app.refuseResult(identity, parsed.refused, payload)
      return
    }
    observer.received?.('state')
    await app.receiveState(identity, reportOf(parsed.ok))
  }

  return {
    receive: (sender, channel, payload) =>
      perDevice.run(sender.identity.device, async () => {
        if (failed.has(sender))
          throw new Error('an earlier message of this connection could not be committed')
        try {
          await (channel === 'results' ? receiveResult : receiveState)(sender.identity, payload)
        } catch (error) {
          failed.add(sender)
          throw error
        }
      }),
    idle: perDevice.idle,
  }
}

function resultOf(message: Result): DeviceResult {
  switch (message.kind) {
    case 'claim':
      return { kind: 'claim' }
    case 'completed':
      return { kind: 'completed', output: message.output, at: message.at }
    case 'failed':
      return {
        kind: 'failed',
        code: message.error.code,
        message: message.error.message,
        output: message.output,
      }
    case 'verified':
      return { kind: 'verified', passed: message.passed, evidence: message.evidence }
  }
}

function reportOf({
  at,
  hostname,
  platform,
  agentVersion,
  ipAddresses,
  containment,
}: DeviceState): DeviceReport {
  return {
    at,
    hostname,
    platform,
    agentVersion,
    ipAddresses,
    // If the device does not know whether it is isolated, its last reported containment stays.
    containment:
      containment?.isolated == null ? null : { ...details(containment), isolated: containment.isolated },
  }
}

const details = ({ isolatedSince, blockedAddresses, quarantinedFiles }: ContainmentState) => ({
  isolatedSince,
  blockedAddresses,
  quarantinedFiles: quarantinedFiles ?? [],
})

/** Without a parent, such as a result whose command another process sent, only the commit is traced. */
async function traced(name: string, parent: string | null, work: () => Promise<void>): Promise<void> {
  if (parent === null) return work()
  const span = startSpan(name, { kind: 'consumer', parent })
  try {
    await inSpan(span, work)
  } catch (error) {
    failSpan(span, error)
    throw error
  } finally {
    span.end()
  }
}
