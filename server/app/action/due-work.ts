import type { DueActions } from '#app/due-ports.ts'
import type { PasswordResets } from '#app/people/reset-passwords.ts'
import type { Clock, Ledger } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { dueAt, dueNotBefore, passTime } from '#domain/action/passing-time.ts'
import { cancelForLostRight } from '#domain/action/withdrawal.ts'
import { connectedMs } from '#domain/device/device.ts'
import { endEffect } from './effects.ts'

interface Ports {
  readonly ledger: Ledger
  readonly dueActions: DueActions
  readonly clock: Clock
  /** When this process started serving devices (ms). */
  readonly since: number
  readonly newId: () => string
  readonly resets: Pick<PasswordResets, 'step'>
}

const pageSize = 500

/**
 * Applies everything that is due: timeouts of approvals, queues and executions, verifications, and expired effects.
 * Timers and a periodic sweep call it. It is idempotent.
 */
export function runDueWork({ ledger, dueActions, clock, since, newId, resets }: Ports) {
  return async function runDueWork(): Promise<void> {
    const endEffectOf = endEffect({ ledger, newId })
    for (;;) {
      const due = await dueActions.due(clock.now(), pageSize)
      await Promise.all(
        due.map(({ organization, action, device, effectEnds, resets: person, submitterMayAct }) => {
          if (effectEnds && device) return endEffectOf(organization, action, device)
          if (person) return resets.step({ organization, action, person, submitterMayAct })
          return applyTimeouts(ledger, organization, action, device, since)
        }),
      )
      if (due.length < pageSize) return
    }
  }
}

const applyTimeouts = (
  ledger: Ledger,
  organization: string,
  id: string,
  device: string | null,
  serverSince: number,
) =>
  ledger.commit({
    organization,
    reads: { action: [id], device: device ? [device] : [] },
    decide: transaction => {
      const action = transaction.action(id)
      if (!action) return
      const found = device ? transaction.find('device', device) : null
      const connection = {
        online: found?.connectedSince != null,
        connectedMs: found ? connectedMs(found, transaction.now) : 0,
        serverSince,
      }
      const passed = passTime(action, connection, transaction.now)
      if ('events' in passed)
        for (const { event, actor } of passed.events) transaction.apply(id, event, actor)
      else if ('tries' in passed) {
        const tried = withTries(action, passed.tries)
        transaction.updateUnlogged(tried, dueAt(tried))
      } else transaction.updateUnlogged(action, dueNotBefore(action, passed.notBefore))
    },
  })

function withTries(
  action: Action,
  tries: Extract<NonNullable<ReturnType<typeof passTime>>, { tries: unknown }>['tries'],
): Action {
  const { life } = action
  if (life.status !== 'COMPLETED' || life.verification?.status !== 'SCHEDULED') return action
  return { ...action, life: { ...life, verification: { ...life.verification, tries } } }
}

/** Cancels a queued action whose submitter has lost the right to act. */
export function cancelWithoutRight({ ledger }: Pick<Ports, 'ledger'>) {
  return function cancelWithoutRight(organization: string, id: string): Promise<void> {
    return ledger.commit({
      organization,
      reads: { action: [id] },
      decide: transaction => {
        const action = transaction.action(id)
        if (!action) return
        for (const { event, actor } of cancelForLostRight(action)) transaction.apply(id, event, actor)
      },
    })
  }
}
