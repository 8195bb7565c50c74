import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordedIn, withoutAsides } from '#domain/action/ledger-data.ts'
import type { LedgerEntry } from '#domain/ledger/ledger.ts'
import { type Action, type ActionEvent, hasEnded, verificationOf } from './action.ts'
import { stories } from './any-story.test-kit.ts'
import { evolve } from './evolve.ts'
import { dueAt } from './passing-time.ts'
import { humanBehind, type Moment, type Telling, tell } from './story.test-kit.ts'

const runs = { numRuns: 300 }

const always = (holds: (telling: Telling) => void) => () =>
  fc.assert(
    fc.property(stories, story => holds(tell(story))),
    runs,
  )
type Kinds = readonly ActionEvent['kind'][]
const kindsOf = ({ events }: Moment): Kinds => events.map(({ event }) => event.kind)

/** `soFar`: what was on the ledger before this moment. */
const atEveryStep = (holds: (moment: Moment, soFar: Kinds) => void) =>
  always(telling => {
    let soFar: Kinds = []
    for (const moment of telling.moments) {
      holds(moment, soFar)
      soFar = [...soFar, ...kindsOf(moment)]
    }
  })

/** "CANCELLED, REJECTED": a state as the contract's table of lives writes it. */
function stateOf(action: Action | null, moment: Moment): string {
  if (!action) return '–'
  const { life } = action
  if (life.status === 'CANCELLED') return `CANCELLED, ${life.cancellation.reason}`
  if (life.status === 'FAILED') {
    const says = moment.events.some(({ event }) => event.kind === 'ACTION_FAILED' && event.reported)
    return `FAILED, ${says ? 'its code' : life.failure.code}`
  }
  const verification = verificationOf(action)
  return verification && verification.status !== 'SCHEDULED'
    ? `${life.status}, ${verification.status}`
    : life.status
}
const rowOf = (moment: Moment): string => {
  const { before, after } = moment
  return `${before?.life.status ?? '–'} | ${stateOf(after, moment)} | ${kindsOf(moment).join(', ')}`
}

/** from | to | ledger. What a bulk aborts is not submitted by these stories. */
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
const isLate = (moment: Moment) => kindsOf(moment).join() === 'LATE_RESULT'

/** A step that only took note: a due time put off, a verification's try begun. */
const settled = (action: Action | null) => action && withoutAsides(action)

test(
  'Anything else changes nothing: whatever writes to the ledger is a row of the table of lives',
  atEveryStep(moment => {
    if (moment.events.length === 0) expect(settled(moment.after)).toEqual(settled(moment.before))
    else if (!isLate(moment)) expect(lifeTable).toContain(rowOf(moment))
  }),
)

test('the generated stories cover every row of the table of lives, and late results', () => {
  const seen = new Set<string>()
  for (const story of fc.sample(stories, { numRuns: 3000, seed: 7 }))
    for (const moment of tell(story).moments) seen.add(isLate(moment) ? 'late' : rowOf(moment))
  expect([...lifeTable, 'late'].filter(row => !seen.has(row))).toEqual([])
})

test(
  'one end only: FAILED and CANCELLED are never left, and COMPLETED only by VERIFICATION_FAILED',
  atEveryStep(moment => {
    const { before, after } = moment
    if (!before || !hasEnded(before)) return
    if (before.life.status === 'COMPLETED' && after.life.status === 'FAILED')
      expect(kindsOf(moment)).toEqual(['VERIFICATION_FAILED', 'ACTION_FAILED'])
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
  'What is required is fixed when the action is submitted: QUEUED only after so many approvals',
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
  atEveryStep((moment, soFar) => {
    const { status } = moment.after.life
    if (status === 'EXECUTING' || status === 'COMPLETED')
      expect([...soFar, ...kindsOf(moment)]).toContain('ACTION_STARTED')
  }),
)

test(
  'an action that reads CANCELLED was never run',
  always(telling => {
    const { action } = telling.now()
    const kinds = telling.ledger.map(({ entry }) => entry.kind)
    if (action.life.status === 'CANCELLED') expect(kinds).not.toContain('ACTION_STARTED')
    expect(kinds.filter(kind => kind === 'ACTION_STARTED').length).toBeLessThanOrEqual(1)
  }),
)

test('The same (commandId, kind) again changes nothing and leaves no trace', () =>
  fc.assert(
    fc.property(stories, ({ steps, ...story }) => {
      const telling = tell({ ...story, steps: [] })
      for (const step of steps) {
        const first = telling.take(step)
        if (step.do !== 'report' || (first.events.length === 0 && !saidBefore(first))) continue
        const { action } = telling.now()
        const again = telling.take({ ...step, result: otherContent(step.result) })
        expect(again.events).toEqual([])
        expect(telling.now().action).toBe(action)
      }
    }),
    runs,
  ))
const saidBefore = ({ reception }: Moment) =>
  reception !== null && ('repeated' in reception || 'withdrawn' in reception)
const otherContent = <R extends { kind: string }>(result: R): R =>
  'passed' in result ? { ...result, passed: true, evidence: 'other' } : { ...result, output: 'other' }

test(
  'a repeated `claim` is answered again by `grant` or `withdraw`',
  always(telling => {
    const { action, at } = telling.now()
    const sent = action.life.status !== 'PENDING_APPROVAL'
    const waits = action.life.status === 'QUEUED' && at < Date.parse(action.expiresAt)
    const claim = { do: 'report', result: { kind: 'claim' }, command: 'execute' } as const
    const answers = [telling.take(claim), telling.take(claim)].map(({ reception }) =>
      Object.keys(reception ?? {}),
    )
    if (!sent) expect(answers).toEqual([['refused'], ['refused']])
    else if (waits) expect(answers).toEqual([['accepted'], ['repeated']])
    else if (action.life.status === 'EXECUTING') expect(answers).toEqual([['repeated'], ['repeated']])
    else expect(answers).toEqual([['withdrawn'], ['withdrawn']])
  }),
)

test(
  'A `completed` or `failed` of an action that has ended, and a `verified` whose verification is decided, is recorded as LATE_RESULT and changes nothing',
  atEveryStep(moment => {
    const { before, after, reception } = moment
    if (!reception || !('late' in reception)) return
    expect(kindsOf(moment)).toEqual(['LATE_RESULT'])
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
  'The ledger IS these events: the row of an action is the fold of its ledger, read back from the text that was hashed',
  always(telling => {
    let folded: Action | null = null
    for (const { canonical } of telling.ledger) {
      const recorded = recordedIn(JSON.parse(canonical) as LedgerEntry)
      if (recorded) folded = evolve(folded, recorded)
    }
    expect(folded).toEqual(withoutAsides(telling.now().action))
  }),
)

test(
  'none stays in a state for ever: something is due for whatever has not ended, and nothing for what has',
  atEveryStep(({ after }) => {
    const verification = verificationOf(after)
    const open =
      !hasEnded(after) || (after.life.status === 'COMPLETED' && verification?.status === 'SCHEDULED')
    expect(dueAt(after) !== null).toBe(open)
  }),
)

test('every action ends by time alone if its device falls silent', () =>
  fc.assert(
    fc.property(stories, fc.constantFrom('connect', 'disconnect'), (story, connection) => {
      const telling = tell(story)
      telling.take({ do: connection })
      const from = telling.now().at
      while (telling.now().due !== null) telling.take({ do: 'sweep', late: 0 })
      const { action, at } = telling.now()
      expect(hasEnded(action)).toBe(true)
      expect(verificationOf(action)?.status).not.toBe('SCHEDULED')
      const longest = 2_592_000_000 + 86_400_000
      expect(at - from).toBeLessThanOrEqual(longest)
    }),
    { numRuns: 60 },
  ))
