import { queueTimeoutFor } from '#domain/catalog/action-types.ts'
import { server } from '#domain/people/actor.ts'
import type { Settings } from '#domain/settings/settings.ts'
import type { ActionEvent, By, Submission } from './action.ts'

/** The only way into a device's queue. Callers must have checked the required approvals. */
export const queue = (action: Submission, settings: Settings, now: number): By<ActionEvent> => {
  const expiresAt = new Date(
    now + 1000 * queueTimeoutFor(action.requested, settings.queueTimeout),
  ).toISOString()
  return { actor: server, event: { kind: 'ACTION_QUEUED', expiresAt } }
}
