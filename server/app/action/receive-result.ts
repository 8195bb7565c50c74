import { LRUCache } from 'lru-cache'
import type { DeviceIdentity, ReceivedResult, ResultAnswer } from '#app/application.ts'
import type { Clock, Ledger, Transaction } from '#app/ports.ts'
import { artifactsNamed } from '#domain/action/artifact.ts'
import { commandIds } from '#domain/action/command-ids.ts'
import { type Reception, receive } from '#domain/action/execution.ts'
import { connectedMs } from '#domain/device/device.ts'
import { agentOf } from '#domain/people/actor.ts'
import { createSlidingWindow, type SlidingWindow } from '#flow/sliding-window.ts'
import { findUndone, settleEffects } from './effects.ts'

interface Ports {
  readonly ledger: Ledger
  readonly remarks: RemarkLimit
}

const shownBytes = 1024
/** Devices whose remarks are counted; the one whose last remark is oldest is forgotten first. */
const maxDevices = 10_000

/** Limits LATE_RESULT and REFUSED_RESULT to 10 per minute and device, so a broken agent can't fill the ledger. */
export interface RemarkLimit {
  /** Null if over the limit, otherwise the number of results dropped since the last recorded one. */
  take(device: string): number | null
}

export function limitRemarks(clock: Clock, perMinute = 10): RemarkLimit {
  const devices = new LRUCache<string, { readonly recorded: SlidingWindow; leftOut: number }>({
    max: maxDevices,
  })
  return {
    take: device => {
      const remarks = devices.get(device) ?? {
        recorded: createSlidingWindow({ limit: perMinute, window: 60_000 }),
        leftOut: 0,
      }
      devices.set(device, remarks)
      const { leftOut } = remarks
      const { allowed } = remarks.recorded.take(1, clock.now())
      remarks.leftOut = allowed ? 0 : leftOut + 1
      return allowed ? leftOut : null
    },
  }
}

const nothing: ResultAnswer = { send: null }

/** Handles a device's result. Resolves with the server's answer once the result is committed. */
export function receiveResult({ ledger, remarks }: Ports) {
  return async function receiveResult(who: DeviceIdentity, received: ReceivedResult): Promise<ResultAnswer> {
    const { organization, device } = who
    const { actionId, commandId, payload } = received
    const { result } = received
    const isCompletion = result.kind === 'completed'
    const reads = {
      openActionsOf: [device],
      action: [actionId],
      device: [device],
      effectsBeside: isCompletion ? [actionId] : [],
      artifactsOf: isCompletion ? [actionId] : [],
    }
    const bytes = 4096 + 4 * payload.length

    const evaluate = (transaction: Transaction): Reception => {
      const action = transaction.action(actionId)
      const connection = transaction.find('device', device)
      if (!connection || action?.device !== device) return { refused: 'this device has no such action' }
      return receive(action, result, commandId, {
        ids: commandIds(actionId),
        settings: transaction.settings,
        connectedMs: connectedMs(connection, transaction.now),
        now: transaction.now,
        artifacts: isCompletion ? artifactsNamed(result.output, transaction.artifactsOf(actionId)) : [],
        undoes: isCompletion ? findUndone(transaction, action) : null,
      })
    }
    const reception = await ledger.commit({
      organization,
      reads,
      bytes,
      decide: transaction => {
        const reception = evaluate(transaction)
        if ('accepted' in reception)
          for (const { event, actor } of reception.accepted) transaction.apply(actionId, event, actor)
        const action = transaction.action(actionId)
        if (action?.life.status === 'COMPLETED' && isCompletion && 'accepted' in reception)
          settleEffects(transaction, action)
        return { ...reception, action }
      },
    })
    if ('refused' in reception) {
      await refuseResult({ ledger, remarks })(who, reception.refused, payload)
      return nothing
    }
    if ('late' in reception) {
      const leftOut = remarks.take(device)
      if (leftOut === null) return nothing
      await ledger.commit({
        organization,
        reads,
        bytes,
        decide: transaction => {
          const again = evaluate(transaction)
          if ('late' in again)
            transaction.apply(actionId, { kind: 'LATE_RESULT', ...again.late, leftOut }, agentOf(device))
        },
      })
      return nothing
    }
    if (received.result.kind !== 'claim' || !reception.action) return nothing
    if ('withdrawn' in reception) return { send: 'withdraw', commandId, actionId }
    return { send: 'grant', action: reception.action }
  }
}

/** Records an invalid result on the ledger and changes nothing else. */
export function refuseResult({ ledger, remarks }: Ports) {
  return async function refuseResult(
    { organization, device }: DeviceIdentity,
    reason: string,
    payload: Uint8Array,
  ): Promise<void> {
    const leftOut = remarks.take(device)
    if (leftOut === null) return
    const content = Buffer.from(payload.subarray(0, shownBytes)).toString('base64')
    await ledger.commit({
      organization,
      reads: {},
      decide: transaction =>
        transaction.append(
          { kind: 'REFUSED_RESULT', data: { device, reason, content, leftOut }, device },
          agentOf(device),
        ),
    })
  }
}
