import { ledgerData } from '#domain/action/ledger-data.ts'
import type { Requested } from '#domain/catalog/action-types.ts'
import { emptyLedger, type SealedEvent, seal } from '#domain/ledger/ledger.ts'
import { type Actor, agentOf, type Caller, type Role } from '#domain/people/actor.ts'
import { isRefused, type Refused } from '#domain/refusal.ts'
import { defaultSettings, type Settings } from '#domain/settings/settings.ts'
import type { Action, ActionEvent, Decided } from './action.ts'
import { approve, cancel, reject } from './approval.ts'
import { commandIds } from './command-ids.ts'
import { evolve, type Recorded } from './evolve.ts'
import { type DeviceResult, type Reception, receive } from './execution.ts'
import { dueAt, passTime } from './passing-time.ts'
import { submit } from './submission.ts'
import { cancelForLostRight, endForRevocation } from './withdrawal.ts'

/** Plays the life of one action step by step, as the committer does: each event is sealed, then folded. */

export const device = '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60'
export const organization = '11111111-2222-4333-8444-555555555555'
export const start = Date.parse('2026-11-24T09:30:00.000Z')

const analyst = (id: string, samePerson = [id]): Caller => ({
  organization,
  actor: { kind: 'analyst', id, name: id },
  roles: new Set<Role>(['ANALYST']),
  responsible: id,
  samePerson: new Set(samePerson),
})
const account = (id: string, owner: Caller): Caller => ({
  ...owner,
  actor: { kind: 'service_account', id, name: id },
  responsible: owner.responsible,
})
const ana = analyst('ana', ['ana', 'ana2'])
const ben = analyst('ben')
export const people = {
  ana,
  /** The same e-mail as ana's. */
  ana2: analyst('ana2', ['ana', 'ana2']),
  ben,
  cyd: analyst('cyd'),
  dov: analyst('dov'),
  eve: analyst('eve'),
  fay: analyst('fay'),
  gil: analyst('gil'),
  anasRobot: account('anasRobot', ana),
  bensRobot: account('bensRobot', ben),
} as const satisfies Record<string, Caller>
export type Name = keyof typeof people

/** The person behind a caller: the owner of a service account, or the same person under another id. */
export const humanBehind = (id: string | null): string | null =>
  id === null ? null : ({ ana2: 'ana', anasRobot: 'ana', bensRobot: 'ben' }[id] ?? id)

export type Step =
  | { do: 'approve' | 'reject' | 'cancel'; who: Name; digest: 'right' | 'wrong' | 'absent' }
  | {
      do: 'report'
      result: DeviceResult
      command: 'execute' | 'verify' | 'other'
      artifacts?: readonly string[]
    }
  | { do: 'wait'; ms: number }
  /** Advances the clock to `late` ms after the action's due time, then applies timeouts. */
  | { do: 'sweep'; late: number }
  | { do: 'connect' | 'disconnect' | 'restart' | 'revoke' | 'lose right' }

export interface Scenario {
  requested: Requested
  approvals: number
  submitter: Name
  settings: Pick<Settings, 'verificationDelay' | 'queueTimeout' | 'approvalTimeout'>
  steps: readonly Step[]
}

/** The outcome of one step. */
export interface Transition {
  step: Step | 'submit'
  now: number
  before: Action | null
  after: Action
  events: readonly Recorded<ActionEvent>[]
  refused: Refused | null
  reception: Reception | null
}

export const settingsOf = ({ requested, approvals, settings }: Scenario): Settings => ({
  ...defaultSettings,
  ...settings,
  approvalRequirements: {
    ...defaultSettings.approvalRequirements,
    [requested.type]: { required: approvals > 0, approvals: Math.max(1, approvals) },
  },
})

export interface ScenarioRun {
  readonly transitions: readonly Transition[]
  readonly ledger: readonly SealedEvent[]
  /** The current action, its due time and the current time (ms). */
  readonly now: () => { action: Action; due: number | null; at: number }
  readonly take: (step: Step) => Transition
}

export function runScenario(scenario: Scenario): ScenarioRun {
  const id = '7d9e2c4f-4444-4333-8222-111111111111'
  const settings = settingsOf(scenario)
  const ids = commandIds(id)
  const ledger: SealedEvent[] = []
  const transitions: Transition[] = []
  let head = emptyLedger
  let now = start
  let action: Action | null = null
  let due: number | null = null
  let online = true
  let connectedMs = 5000
  let serverSince = start - 86_400_000

  const apply = (event: ActionEvent, actor: Actor): Recorded<ActionEvent> => {
    const at = new Date(now).toISOString()
    const { kind } = event
    const sequence = head.sequence + 1
    const entry = { action: id, actor, at, data: ledgerData(event), kind, organization, sequence }
    const sealed = seal({ ...entry, previousHash: head.hash })
    head = { sequence, hash: sealed.hash, at: now }
    ledger.push(sealed)
    const recorded = { sequence, at, actor, event }
    action = evolve(action, recorded)
    due = dueAt(action)
    return recorded
  }
  const record = (step: Transition['step'], before: Action | null, outcome: Outcome): Transition => {
    const events = (outcome.events ?? []).map(({ event, actor }) => apply(event, actor))
    const { refused = null, reception = null } = outcome
    const transition = { step, now, before, after: action as unknown as Action, events, refused, reception }
    transitions.push(transition)
    return transition
  }
  const keep = (kept: Action, at: number | null): Outcome => {
    action = kept
    due = at
    return {}
  }
  const pass = (ms: number): Outcome => {
    now += ms
    if (online) connectedMs += ms
    return {}
  }

  const outcomeOf = (step: Step, action: Action): Outcome => {
    switch (step.do) {
      case 'approve':
      case 'reject':
      case 'cancel': {
        const digest = { right: action.digest, wrong: 'f'.repeat(64), absent: undefined }[step.digest]
        const verdict = { by: people[step.who], digest, comment: null }
        if (step.do === 'approve') return decided(approve(action, verdict, settings, now))
        return decided(step.do === 'reject' ? reject(action, verdict, now) : cancel(action, verdict))
      }
      case 'report': {
        const commandId = { ...ids, other: '00000000-0000-4000-8000-000000000000' }[step.command]
        const { result, artifacts = [] } = step
        const circumstances = { ids, settings, connectedMs, now, artifacts, undoes: null }
        const reception = receive(action, result, commandId, circumstances)
        if ('accepted' in reception) return { reception, events: reception.accepted }
        if (!('late' in reception)) return { reception }
        const event = { kind: 'LATE_RESULT', ...reception.late, leftOut: 0 } as const
        return { reception, events: [{ event, actor: agentOf(device) }] }
      }
      case 'wait':
        return pass(step.ms)
      case 'sweep': {
        if (due === null) return {}
        pass(Math.max(0, due - now) + step.late)
        const passed = passTime(action, { online, connectedMs, serverSince }, now)
        if ('events' in passed) return { events: passed.events }
        if ('notBefore' in passed)
          return keep(action, Number.isFinite(passed.notBefore) ? passed.notBefore : null)
        const { life } = action
        if (life.status !== 'COMPLETED' || life.verification?.status !== 'SCHEDULED')
          throw new Error('no try')
        const verification = { ...life.verification, tries: passed.tries }
        return keep({ ...action, life: { ...life, verification } }, passed.tries.nextAt)
      }
      case 'restart':
        serverSince = now
        return {}
      case 'connect':
      case 'disconnect':
        online = step.do === 'connect'
        return {}
      case 'revoke':
        return { events: endForRevocation(action, people.cyd.actor) }
      case 'lose right':
        return { events: cancelForLostRight(action) }
    }
  }
  const take = (step: Step): Transition => {
    const before = action as Action
    return record(step, before, outcomeOf(step, before))
  }

  const { requested, submitter, steps } = scenario
  const justification = 'It beacons to a known address.'
  const named = { device, person: null, script: null }
  const facts = { id, requested, ...named, justification, origin: 'MANUAL' } as const
  record('submit', null, { events: submit(facts, people[submitter], settings, now) })
  for (const step of steps) take(step)
  return { transitions, ledger, now: () => ({ action: action as Action, due, at: now }), take }
}

interface Outcome {
  events?: Decided
  refused?: Refused
  reception?: Reception
}
const decided = (outcome: Decided | Refused): Outcome =>
  isRefused(outcome) ? { refused: outcome } : { events: outcome }

// ---- a plain scenario, and single steps, for tests with their own scenarios ------------------

export const plain: Scenario = {
  requested: { type: 'BLOCK_IP', parameters: { address: '203.0.113.7' } },
  approvals: 0,
  submitter: 'ana',
  settings: { verificationDelay: 60, queueTimeout: 86_400, approvalTimeout: 86_400 },
  steps: [],
}
const report = (result: DeviceResult, command: 'execute' | 'verify' = 'execute'): Step => ({
  do: 'report',
  result,
  command,
})
export const claims = report({ kind: 'claim' })
export const completes = report({ kind: 'completed', output: { address: '203.0.113.7' }, at: null })
export const fails = report({ kind: 'failed', code: 'AGENT_ERROR', message: 'no', output: null })
export const verifies = (passed: boolean | null) =>
  report({ kind: 'verified', passed, evidence: { active: passed } }, 'verify')
export const sweeps = (late = 0): Step => ({ do: 'sweep', late })
export const approves = (who: Name): Step => ({ do: 'approve', who, digest: 'right' })
