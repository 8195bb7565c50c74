import { describe, expect, test } from 'vitest'
import type { Action, ActionEvent } from './action.ts'
import { evolve } from './evolve.ts'
import { approves, claims, completes, fails, people, plain, runScenario } from './scenario.test-kit.ts'

describe('events in an impossible order throw', () => {
  const steps = { queued: [], executing: [claims], completed: [claims, completes], failed: [claims, fails] }
  const waiting = runScenario({ ...plain, approvals: 2, steps: [approves('ben')] }).now().action
  const pending = { ...waiting, approvalsRequired: 1, decisions: [] }
  const [queued, executing, completed, failed] = Object.values(steps).map(
    steps => runScenario({ ...plain, steps }).now().action,
  )
  const submitted = { kind: 'ACTION_SUBMITTED', submission: pending, expiresAt: pending.expiresAt } as const
  const asked = { attempts: 1, evidence: null, reported: true }
  const failure = { code: 'AGENT_ERROR', message: '' } as const
  const fail = { kind: 'ACTION_FAILED', failure, reported: 'failed', output: null } as const
  const expiresAt = pending.expiresAt

  test.each<[string, Action | null | undefined, ActionEvent]>([
    ['submitted twice', pending, submitted],
    ['queued before it was submitted', null, { kind: 'ACTION_QUEUED', expiresAt }],
    ['queued without an approval', pending, { kind: 'ACTION_QUEUED', expiresAt }],
    ['queued with one of two approvals', waiting, { kind: 'ACTION_QUEUED', expiresAt }],
    ['queued twice', queued, { kind: 'ACTION_QUEUED', expiresAt }],
    ['approved after it was queued', queued, { kind: 'ACTION_APPROVED', digest: '', comment: null }],
    ['started while pending approval', pending, { kind: 'ACTION_STARTED', commandId: '', connectedMs: 0 }],
    ['started twice', executing, { kind: 'ACTION_STARTED', commandId: '', connectedMs: 0 }],
    [
      'completed before it started',
      queued,
      { kind: 'ACTION_COMPLETED', output: null, artifacts: [], undoes: null, deviceAt: null },
    ],
    [
      'cancelled while executing',
      executing,
      { kind: 'ACTION_CANCELLED', reason: 'BY_ANALYST', comment: null },
    ],
    ['failed while pending approval', pending, fail],
    ['failed after completion, before its verification was decided', completed, fail],
    ['failed twice', failed, fail],
    ['verified before it completed', executing, { kind: 'VERIFICATION_PASSED', ...asked }],
    ['verification scheduled twice', completed, { kind: 'VERIFICATION_SCHEDULED', dueAt: expiresAt }],
  ])('%s', (_, action, event) => {
    if (action === undefined) throw new Error('no such scenario')
    const recorded = { sequence: 9, at: expiresAt, actor: people.ben.actor, event }
    expect(() => evolve(action, recorded)).toThrow(event.kind)
  })
})
