import type { DeviceApplication, DeviceIdentity, ResultAnswer } from '#app/application.ts'
import type { DeviceReport } from '#app/ports.ts'
import type { DeviceResult } from '#domain/action/execution.ts'
import { failSpan, inSpan, startSpan } from '#flow/tracing.ts'
import { createTurns } from '#flow/turns.ts'
import { parseResult, type Result } from '#protocol/result.ts'
import { type ContainmentState, type DeviceState, parseState } from '#protocol/state.ts'
import type { Observer } from './log.ts'

/** Where a publication comes from. */
export interface Sender {
  readonly who: DeviceIdentity
}

export interface Inbound {
  /**
   * Resolves when what the device said is committed, which is what a PUBACK means. One of a device after another: a
   * `completed` never overtakes its `claim`. Rejects when it could not be committed; then what this sender sent after
   * it is rejected too, for all of it comes again, in this order.
   */
  receive(sender: Sender, channel: 'results' | 'state', payload: Uint8Array): Promise<void>
  /** Resolves when nothing runs or waits. */
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

  async function receiveResult(who: DeviceIdentity, payload: Uint8Array): Promise<void> {
    const parsed = parseResult(payload)
    if ('refused' in parsed) {
      observer.received?.('malformed')
      return app.refuseResult(who, parsed.refused, payload)
    }
    const { commandId, actionId, kind } = parsed.ok
    observer.received?.(kind)
    const received = { commandId, actionId, result: resultOf(parsed.ok), payload }
    await traced(`result ${kind}`, traceparentOf(who.device, actionId), async () => {
      if (kind !== 'claim') {
        await app.receiveResult(who, received)
        return
      }
      const answer = claimed(who.device, actionId)
      try {
        answer(await app.receiveResult(who, received))
      } catch (error) {
        answer({ send: null })
        throw error
      }
    })
  }

  async function receiveState(who: DeviceIdentity, payload: Uint8Array): Promise<void> {
    const parsed = parseState(payload)
    if ('refused' in parsed) {
      observer.received?.('malformed')
      await app.refuseResult(who, parsed.refused, payload)
      return
    }
    observer.received?.('state')
    await app.receiveState(who, reportOf(parsed.ok))
  }

  return {
    receive: (sender, channel, payload) =>
      perDevice.run(sender.who.device, async () => {
        if (failed.has(sender)) throw new Error('what this connection sent before could not be committed')
        try {
          await (channel === 'results' ? receiveResult : receiveState)(sender.who, payload)
        } catch (error) {
          failed.add(sender)
          throw error
        }
      }),
    idle: perDevice.idle,
  }
}

function resultOf(said: Result): DeviceResult {
  switch (said.kind) {
    case 'claim':
      return { kind: 'claim' }
    case 'completed':
      return { kind: 'completed', output: said.output, at: said.at }
    case 'failed':
      return { kind: 'failed', code: said.error.code, message: said.error.message, output: said.output }
    case 'verified':
      return { kind: 'verified', passed: said.passed, evidence: said.evidence }
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
    // Whoever can't tell whether it is isolated leaves its containment as it was: an unknown is not a no.
    containment:
      containment?.isolated == null ? null : { ...known(containment), isolated: containment.isolated },
  }
}

const known = ({ isolatedSince, blockedAddresses, quarantinedFiles }: ContainmentState) => ({
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
