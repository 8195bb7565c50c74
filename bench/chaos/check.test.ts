import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { mutate } from './bundle.ts'
import { check, invariants } from './check.ts'
import type { ActionFact, EventFact, Facts } from './facts.ts'
import { mutants } from './mutants.ts'
import { faultKinds, planFaults } from './schedule.ts'

const at = Date.parse('2026-11-27T09:00:00.000Z')

type Entry = readonly [kind: string, action: string | null, data?: object]

/** Seals events into a chain, one second apart. */
function ledgerOf(entries: readonly Entry[]): EventFact[] {
  let previousHash = '0'.repeat(64)
  return entries.map(([kind, action, data = {}], index) => {
    const sequence = index + 1
    const actor = { kind: 'analyst', id: 'b', name: 'Bob Tanaka' }
    const time = new Date(at + 1000 * sequence).toISOString()
    const form = { action, actor, at: time, data, kind, organization: 'o', previousHash, sequence }
    const canonical = JSON.stringify(form)
    previousHash = createHash('sha256').update(canonical).digest('hex')
    return { sequence, canonical, hash: previousHash }
  })
}

const row = (id: string, changes: Partial<ActionFact> = {}): ActionFact => ({
  id,
  type: 'BLOCK_IP',
  status: 'COMPLETED',
  device: 'd',
  target: '203.0.113.1',
  justification: `A submission of the workload #${id}`,
  bulk: null,
  detection: null,
  queuedAt: at + 3000,
  startedAt: at + 4000,
  completedAt: at + 5000,
  failureCode: null,
  cancellation: null,
  verification: 'PASSED',
  effect: 'IN_FORCE',
  driftedAt: null,
  undoes: null,
  undoneBy: null,
  ...changes,
})

const done = (action: string) => ({
  device: 'd',
  action,
  type: 'BLOCK_IP' as const,
  step: 'done' as const,
  address: '203.0.113.1',
})

/** A run without faults: one block that was approved and verified, and one action that was cancelled. */
function correct(): Facts {
  const cancelled = { status: 'CANCELLED', startedAt: null, completedAt: null, effect: null }
  return {
    acknowledged: {
      submissions: [
        { key: '#1', action: '1' },
        { key: '#2', action: '2' },
      ],
      bulks: [],
      approvals: [{ action: '1', person: 'bob' }],
      cancellations: ['2'],
      detections: [],
    },
    actions: [
      row('1'),
      row('2', {
        ...cancelled,
        queuedAt: at + 9000,
        cancellation: 'BY_ANALYST',
        verification: 'NOT_SCHEDULED',
      }),
    ],
    events: ledgerOf([
      ['ACTION_SUBMITTED', '1'],
      ['ACTION_APPROVED', '1'],
      ['ACTION_QUEUED', '1'],
      ['ACTION_STARTED', '1'],
      ['ACTION_COMPLETED', '1'],
      ['VERIFICATION_SCHEDULED', '1'],
      ['VERIFICATION_PASSED', '1'],
      ['ACTION_SUBMITTED', '2'],
      ['ACTION_QUEUED', '2'],
      ['ACTION_CANCELLED', '2', { reason: 'BY_ANALYST' }],
    ]),
    bulks: [],
    detections: [],
    artifacts: [],
    devices: [{ id: 'd', isolated: false, blocked: ['203.0.113.1'] }],
    executions: [{ ...done('1'), step: 'begun' }, done('1')],
    followers: [{ after: 2, received: [3, 4, 5, 6, 7, 8, 9, 10] }],
    webhook: { after: 0, kinds: ['ACTION_SUBMITTED', 'ACTION_STARTED'], accepted: [1, 4, 4, 8] },
    crashes: [],
    internalErrors: [],
    unrecovered: [],
  }
}

const withRow = (facts: Facts, id: string, changes: Partial<ActionFact>): Facts => ({
  ...facts,
  actions: facts.actions.map(action => (action.id === id ? { ...action, ...changes } : action)),
})

/** For each invariant, the facts of a run that violates it. */
const broken: Record<string, (facts: Facts) => Facts> = {
  'an acknowledged submission exists': facts => ({ ...facts, actions: facts.actions.slice(1) }),
  'a submission is submitted once': facts => ({
    ...facts,
    actions: [...facts.actions, row('3', { justification: 'A submission of the workload #1' })],
  }),
  'a detection triggers each action once': facts => ({
    ...facts,
    detections: [{ id: 'x', externalId: 'e', triggered: ['1'] }],
  }),
  'an acknowledged decision stands': facts => ({
    ...facts,
    acknowledged: { ...facts.acknowledged, cancellations: ['1'] },
  }),
  'an action runs at most once': facts => ({ ...facts, executions: [...facts.executions, done('1')] }),
  'a cancelled action never ran': facts => ({ ...facts, executions: [...facts.executions, done('2')] }),
  'an action runs only after its start is on the ledger': facts => ({
    ...facts,
    executions: [...facts.executions, done('2')],
  }),
  'a completed action took effect on its device': facts => ({ ...facts, executions: [] }),
  'every action and bulk has ended': facts => withRow(facts, '1', { status: 'EXECUTING' }),
  'a completed action has a verification': facts => withRow(facts, '1', { verification: 'SCHEDULED' }),
  'a row is the fold of its events': facts => withRow(facts, '2', { cancellation: 'REJECTED' }),
  'the ledger is gapless and linked': facts => ({ ...facts, events: facts.events.toSpliced(4, 1) }),
  'a subscriber gets each event once and in order': facts => ({
    ...facts,
    followers: [{ after: 2, received: [3, 5, 4, 6, 7, 8, 9, 10] }],
  }),
  'a webhook gets each event in order': facts => ({
    ...facts,
    webhook: { ...facts.webhook, accepted: [1, 8, 4] },
  }),
  'undoes and undoneBy agree': facts => withRow(facts, '1', { undoneBy: '2' }),
  'drift agrees with the devices': facts => ({
    ...facts,
    devices: [{ id: 'd', isolated: false, blocked: [] }],
  }),
  'completed forensics have their artifacts': facts => withRow(facts, '1', { type: 'COLLECT_FORENSICS' }),
  'no program crashes': facts => ({ ...facts, crashes: ['service 1 ended with 1'] }),
  'no caller sees an internal error': facts => ({ ...facts, internalErrors: ['INTERNAL'] }),
  'the service recovers from every fault': facts => ({ ...facts, unrecovered: ['fault 7'] }),
}

test('a correct run has no findings', () => {
  expect(check(correct())).toEqual([])
})

test.each(Object.keys(invariants))('the checker finds a run in which this does not hold: %s', name => {
  const facts = broken[name]?.(correct()) ?? correct()
  expect(check(facts).map(({ invariant }) => invariant)).toContain(name)
})

test('an illegal order of events is found even if the row agrees with its last event', () => {
  const facts = correct()
  const events = ledgerOf([
    ['ACTION_SUBMITTED', '1'],
    ['ACTION_QUEUED', '1'],
    ['ACTION_CANCELLED', '1', { reason: 'BY_ANALYST' }],
    ['ACTION_STARTED', '1'],
  ])
  const detail = 'action 1: ACTION_STARTED (event 4) after CANCELLED'
  expect(check({ ...facts, events })).toContainEqual({ invariant: 'a row is the fold of its events', detail })
})

test('the same seed plans the same faults, another seed plans others, and every kind occurs', () => {
  expect(planFaults(7, 500)).toEqual(planFaults(7, 500))
  expect(planFaults(8, 500)).not.toEqual(planFaults(7, 500))
  expect(new Set(planFaults(7, faultKinds.length).map(({ kind }) => kind)).size).toBe(faultKinds.length)
})

test.each(mutants.map(mutant => [mutant.name, mutant] as const))(
  'the source still has the line of the mutant: %s',
  (_name, mutant) => {
    const path = fileURLToPath(new URL(`../../${mutant.file}`, import.meta.url))
    expect(mutate(readFileSync(path, 'utf8'), mutant)).toContain(mutant.becomes)
    expect(Object.keys(invariants)).toContain(mutant.foundBy)
  },
)

test('a mutant whose line is gone is an error', () => {
  const [mutant] = mutants
  if (mutant) expect(() => mutate('nothing', mutant)).toThrow(/contains its line 0 times/)
})
