import { type Actor, server } from '#domain/people/actor.ts'
import type { Action, Decided } from './action.ts'

/** Cancels or fails an open action whose device is being revoked. */
export function endForRevocation(action: Action, by: Actor): Decided {
  switch (action.life.status) {
    case 'PENDING_APPROVAL':
    case 'QUEUED':
      return [{ actor: by, event: { kind: 'ACTION_CANCELLED', reason: 'DEVICE_REVOKED', comment: null } }]
    case 'EXECUTING': {
      const failure = {
        code: 'AGENT_OFFLINE',
        message: 'The device was revoked while the action was running.',
      } as const
      return [{ actor: by, event: { kind: 'ACTION_FAILED', failure, reported: false, output: null } }]
    }
    default:
      return []
  }
}

/** Cancels a queued action whose submitter has lost the right to act. */
export const cancelForLostRight = (action: Action): Decided =>
  action.life.status === 'QUEUED'
    ? [{ actor: server, event: { kind: 'ACTION_CANCELLED', reason: 'SUBMITTER_LOST_RIGHT', comment: null } }]
    : []
