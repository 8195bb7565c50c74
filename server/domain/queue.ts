import type { ActionEvent, By, Submission } from './action.ts'
import { queueTimeoutFor } from './action-types.ts'
import { server } from './actor.ts'
import type { Settings } from './settings.ts'

/** The one gate to a device's queue: every road leads here, after the approvals that were required. */
export const queue = (action: Submission, settings: Settings, now: number): By<ActionEvent> => {
  const expiresAt = new Date(
    now + 1000 * queueTimeoutFor(action.requested, settings.queueTimeout),
  ).toISOString()
  return { actor: server, event: { kind: 'ACTION_QUEUED', expiresAt } }
}
