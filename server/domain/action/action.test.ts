import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordedIn, withoutUnloggedFields } from '#domain/action/ledger-data.ts'
import type { LedgerEntry } from '#domain/ledger/ledger.ts'
import { type Action, type ActionEvent, hasEnded, verificationOf } from './action.ts'
import { scenarios } from './any-scenario.test-kit.ts'
import { evolve } from './evolve.ts'
import { dueAt } from './passing-time.ts'
import { humanBehind, runScenario, type ScenarioRun, type Transition } from './scenario.test-kit.ts'

const runs = { numRuns: 300 }

const always = (holds: (run: ScenarioRun) => void) => () =>
  fc.assert(
    fc.property(scenarios, scenario => holds(runScenario(scenario))),
    runs,
  )
type Kinds = readonly ActionEvent['kind'][]
const kindsOf = ({ events }: Transition): Kinds => events.map(({ event }) => event.kind)

/** `soFar`: the kinds that were on the ledger before this transition. */
const atEveryStep = (holds: (transition: Transition, soFar: Kinds) => void) =>
  always(run => {
    let soFar: Kinds = []
    for (const transition of run.transitions) {
      holds(transition, soFar)
      soFar = [...soFar, ...kindsOf(transition)]
    }
  })

/** The state as the contract's life-cycle table writes it, for example "CANCELLED, REJECTED". */
function stateOf(action: Action | null, transition: Transition): string {
  if (!action) return '–'
  const { life } = action
  if (life.status === 'CANCELLED') return `CANCELLED, ${life.cancellation.reason}`
  if (life.status === 'FAILED') {
    const isReported = transition.events.some(({ event }) => event.kind === 'ACTION_FAILED' && event.reported)
    return `FAILED, ${isReported ? 'its code' : life.failure.code}`
  }
  const verification = verificationOf(action)
  return verification && verification.status !== 'SCHEDULED'
    ? `${life.status}, ${verification.status}`
    : life.status
}
const rowOf = (transition: Transition): string => {
  const { before, after } = transition
  return `${before?.life.status ?? '–'} | ${stateOf(after, transition)} | ${kindsOf(transition).join(', ')}`
}

/** from | to | ledger. The scenarios submit no bulks, so BULK_ABORTED is missing. */
const lifeTable = [
  '– | PENDING_APPROVAL | ACTION_SUBMITTED',
  '– | QUEUED | ACTION_SUBMITTED, ACTION_QUEUED',
  'PENDING_APPROVAL | PENDING_APPROVAL | ACTION_APPROVED',
  'PENDING_APPROVAL | QUEUED | ACTION_APPROVED, ACTION_QUEUED',
  'PENDING_APPROVAL | CANCELLED, REJECTED | ACTION_REJECTED, ACTION_CANCELLED',
  'PENDING_APPROVAL | CANCELLED, APPROVAL_EXPIRED | ACTION_CANCELLED',
  'PENDING_APPROVAL | CANCELLED, BY_ANALYST | ACTION_CANCELLED',
  'QUEUED | CANCELLED, BY_ANALYST | ACTION_CANCELLED',
  'PENDING_APPROVAL | CANCELLED, DEVICE_REVOKED | ACTION_CANCELLED',
  'QUEUED | CANCELLED, DEVICE_REVOKED | ACTION_CANCELLED',
  'QUEUED | CANCELLED, SUBMITTER_LOST_RIGHT | ACTION_CANCELLED',
  'QUEUED | EXECUTING | ACTION_STARTED',
  'QUEUED | FAILED, AGENT_OFFLINE | ACTION_FAILED',
  'QUEUED | FAILED, its code | ACTION_FAILED',
  'EXECUTING | FAILED, its code | ACTION_FAILED',
  'EXECUTING | COMPLETED | ACTION_COMPLETED, VERIFICATION_SCHEDULED',
  'EXECUTING | FAILED, TIMED_OUT | ACTION_FAILED',
  'EXECUTING | FAILED, AGENT_OFFLINE | ACTION_FAILED',
  'COMPLETED | COMPLETED, PASSED | VERIFICATION_PASSED',
  'COMPLETED | FAILED, VERIFICATION_FAILED | VERIFICATION_FAILED, ACTION_FAILED',
  'COMPLETED | COMPLETED, INCONCLUSIVE | VERIFICATION_INCONCLUSIVE',
]
const isLate = (transition: Transition) => kindsOf(transition).join() === 'LATE_RESULT'

/** Ignores postponed due times and started verification attempts, which are not on the ledger. */
const settled = (action: Action | null) => action && withoutUnloggedFields(action)

test(
  'Anything else changes nothing: every transition on the ledger is a row of the life-cycle table',
  atEveryStep(transition => {
    if (transition.events.length === 0) expect(settled(transition.after)).toEqual(settled(transition.before))
    else if (!isLate(transition)) expect(lifeTable).toContain(rowOf(transition))
  }),
)

test('the generated scenarios cover every row of the life-cycle table, and late results', () => {
  const seen = new Set<string>()
  for (const scenario of fc.sample(scenarios, { numRuns: 3000, seed: 7 }))
    for (const transition of runScenario(scenario).transitions)
      seen.add(isLate(transition) ? 'late' : rowOf(transition))
  expect([...lifeTable, 'late'].filter(row => !seen.has(row))).toEqual([])
})

test(
  'FAILED and CANCELLED are final; COMPLETED can only become FAILED, by VERIFICATION_FAILED',
  atEveryStep(transition => {
    const { before, after } = transition
    if (!before || !hasEnded(before)) return
    if (before.life.status === 'COMPLETED' && after.life.status === 'FAILED')
      expect(kindsOf(transition)).toEqual(['VERIFICATION_FAILED', 'ACTION_FAILED'])
    else expect(after.life.status).toBe(before.life.status)
  }),
)

test(
  'Nobody approves what they submitted: not the analyst, not the owner of the service account that did',
  atEveryStep(({ after }) => {
    const submitter = humanBehind(after.submittedBy.id)
    for (const { by } of after.decisions) expect(humanBehind(by.id)).not.toBe(submitter)
  }),
)

test(
  'One person counts once, and two analysts of an organization with the same e-mail are one person',
  atEveryStep(({ after }) => {
    const humans = after.decisions.map(({ by }) => humanBehind(by.id))
    expect(new Set(humans).size).toBe(humans.length)
  }),
)

test(
  'A service account neither approves nor rejects',
  atEveryStep(({ after }) => {
    for (const { by } of after.decisions) expect(by.kind).toBe('analyst')
  }),
)

test(
  'What is required is fixed when the action is submitted: QUEUED only after that many approvals',
  atEveryStep(({ before, after }) => {
    if (before) expect(after.approvalsRequired).toBe(before.approvalsRequired)
    if (after.life.status === 'PENDING_APPROVAL')
      expect(after.decisions.length).toBeLessThan(after.approvalsRequired)
    if (!('queued' in after.life) || !after.life.queued) return
    const approvals = after.decisions.filter(({ decision }) => decision === 'APPROVED')
    expect(approvals).toHaveLength(after.approvalsRequired)
  }),
)

test(
  'nothing about the action can change after it was submitted',
  atEveryStep(({ before, after }) => {
    if (!before) return
    const { decisions: _, expiresAt: __, answered: ___, effect: ____, life: _____, ...submission } = after
    expect(before).toMatchObject(submission)
  }),
)

test(
  'A decision that names another digest is refused',
  atEveryStep(({ step, events, refused }) => {
    if (step === 'submit' || !('digest' in step)) return
    if (step.digest === 'wrong') expect(events).toEqual([])
    expect(events.length === 0).toBe(refused !== null)
  }),
)

test(
  'nothing runs on a device that the ledger does not already say has started',
  atEveryStep((transition, soFar) => {
    const { status } = transition.after.life
    if (status === 'EXECUTING' || status === 'COMPLETED')
      expect([...soFar, ...kindsOf(transition)]).toContain('ACTION_STARTED')
  }),
)

test(
  'an action that reads CANCELLED was never run',
  always(run => {
    const { action } = run.now()
    const kinds = run.ledger.map(({ entry }) => entry.kind)
    if (action.life.status === 'CANCELLED') expect(kinds).not.toContain('ACTION_STARTED')
    expect(kinds.filter(kind => kind === 'ACTION_STARTED').length).toBeLessThanOrEqual(1)
  }),
)

test('The same (commandId, kind) again changes nothing and leaves no trace', () =>
  fc.assert(
    fc.property(scenarios, ({ steps, ...scenario }) => {
      const run = runScenario({ ...scenario, steps: [] })
      for (const step of steps) {
        const first = run.take(step)
        if (step.do !== 'report' || (first.events.length === 0 && !wasAnsweredBefore(first))) continue
        const { action } = run.now()
        const again = run.take({ ...step, result: otherContent(step.result) })
        expect(again.events).toEqual([])
        expect(run.now().action).toBe(action)
      }
    }),
    runs,
  ))
const wasAnsweredBefore = ({ reception }: Transition) =>
  reception !== null && ('repeated' in reception || 'withdrawn' in reception)
const otherContent = <R extends { kind: string }>(result: R): R =>
  'passed' in result ? { ...result, passed: true, evidence: 'other' } : { ...result, output: 'other' }

test(
  'a repeated `claim` is answered again by `grant` or `withdraw`',
  always(run => {
    const { action, at } = run.now()
    const sent = action.life.status !== 'PENDING_APPROVAL'
    const waits = action.life.status === 'QUEUED' && at < Date.parse(action.expiresAt)
    const claim = { do: 'report', result: { kind: 'claim' }, command: 'execute' } as const
    const answers = [run.take(claim), run.take(claim)].map(({ reception }) => Object.keys(reception ?? {}))
    if (!sent) expect(answers).toEqual([['refused'], ['refused']])
    else if (waits) expect(answers).toEqual([['accepted'], ['repeated']])
    else if (action.life.status === 'EXECUTING') expect(answers).toEqual([['repeated'], ['repeated']])
    else expect(answers).toEqual([['withdrawn'], ['withdrawn']])
  }),
)

test(
  'A `completed` or `failed` of an action that has ended, and a `verified` whose verification is decided, is recorded as LATE_RESULT and changes nothing',
  atEveryStep(transition => {
    const { before, after, reception } = transition
    if (!reception || !('late' in reception)) return
    expect(kindsOf(transition)).toEqual(['LATE_RESULT'])
    expect(before && hasEnded(before)).toBe(true)
    expect(after.life).toEqual(before?.life)
  }),
)

test(
  'What names an unknown `commandId`, completes what was never claimed, or verifies what no verification asked: nothing changed',
  atEveryStep(({ step, before, after, reception, events }, soFar) => {
    if (step === 'submit' || step.do !== 'report') return
    const { kind } = step.result
    const unknown = step.command !== (kind === 'verified' ? 'verify' : 'execute')
    const unclaimed = kind === 'completed' && !soFar.includes('ACTION_STARTED')
    const unasked = kind === 'verified' && !soFar.includes('VERIFICATION_SCHEDULED')
    if (unknown || unclaimed || unasked) expect(reception).toHaveProperty('refused')
    if (reception && 'refused' in reception) {
      expect(events).toEqual([])
      expect(after).toBe(before)
    }
  }),
)

test(
  "folding an action's ledger entries, parsed from the hashed text, gives the action's row",
  always(run => {
    let folded: Action | null = null
    for (const { canonical } of run.ledger) {
      const recorded = recordedIn(JSON.parse(canonical) as LedgerEntry)
      if (recorded) folded = evolve(folded, recorded)
    }
    expect(folded).toEqual(withoutUnloggedFields(run.now().action))
  }),
)

test(
  'an open action always has a due time, and an ended action has none',
  atEveryStep(({ after }) => {
    const verification = verificationOf(after)
    const open =
      !hasEnded(after) || (after.life.status === 'COMPLETED' && verification?.status === 'SCHEDULED')
    expect(dueAt(after) !== null).toBe(open)
  }),
)

test('every action ends by timeouts alone if its device falls silent', () =>
  fc.assert(
    fc.property(scenarios, fc.constantFrom('connect', 'disconnect'), (scenario, connection) => {
      const run = runScenario(scenario)
      run.take({ do: connection })
      const from = run.now().at
      while (run.now().due !== null) run.take({ do: 'sweep', late: 0 })
      const { action, at } = run.now()
      expect(hasEnded(action)).toBe(true)
      expect(verificationOf(action)?.status).not.toBe('SCHEDULED')
      const longest = 2_592_000_000 + 86_400_000
      expect(at - from).toBeLessThanOrEqual(longest)
    }),
    { numRuns: 60 },
  ))
