import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, type Caller, identitiesOf } from '#domain/people/actor.ts'
import { hasDecided, involvedIn, mayCancel, mayDecide } from './approval.ts'
import {
  approves,
  claims,
  type Name,
  people,
  plain,
  runScenario,
  type Step,
  start,
  sweeps,
} from './scenario.test-kit.ts'

type Digest = 'right' | 'wrong' | 'absent'
const decides = (what: 'approve' | 'reject' | 'cancel', who: Name, digest: Digest = 'right'): Step => ({
  do: what,
  who,
  digest,
})
const waiting = (...steps: Step[]) => runScenario({ ...plain, approvals: 2, steps })
const codeOf = (run: ReturnType<typeof runScenario>, step: Step) =>
  run.take(step).refused?.refused.code ?? null

describe.each(['approve', 'reject'] as const)(
  'Order of refusals: state, SELF_APPROVAL, DIGEST_MISMATCH (%s)',
  what => {
    const expired: Step = { do: 'wait', ms: 86_400_000 }

    test('outside PENDING_APPROVAL: ALREADY_DECIDED, before SELF_APPROVAL and DIGEST_MISMATCH', () => {
      const rejected = waiting(decides('reject', 'ben'))
      expect(codeOf(rejected, decides(what, 'ana', 'wrong'))).toBe('ALREADY_DECIDED')
      const queued = waiting(approves('ben'), approves('cyd'))
      expect(codeOf(queued, decides(what, 'dov'))).toBe('ALREADY_DECIDED')
    })
    test('ILLEGAL_TRANSITION if no approval was required', () =>
      expect(codeOf(runScenario(plain), decides(what, 'ana', 'wrong'))).toBe('ILLEGAL_TRANSITION'))
    test('a second decision by the same person: ALREADY_DECIDED', () =>
      expect(codeOf(waiting(approves('ben')), decides(what, 'ben', 'wrong'))).toBe('ALREADY_DECIDED'))
    test('after its expiry, even before the sweep: ALREADY_DECIDED', () =>
      expect(codeOf(waiting(expired), decides(what, 'ben'))).toBe('ALREADY_DECIDED'))
    test.each<[Name, Name]>([
      ['ana', 'ana'],
      ['ana', 'ana2'],
      ['anasRobot', 'ana'],
      ['anasRobot', 'ana2'],
    ])('Nobody approves what they submitted, rejecting too: %s’s by %s', (submitter, who) => {
      const run = runScenario({ ...plain, approvals: 1, submitter })
      expect(codeOf(run, decides(what, who, 'wrong'))).toBe('SELF_APPROVAL')
    })
    test('another digest: DIGEST_MISMATCH, with the action', () => {
      const run = waiting()
      const { refused } = run.take(decides(what, 'ben', 'wrong'))
      expect(refused?.refused).toMatchObject({ code: 'DIGEST_MISMATCH', action: run.now().action })
    })
    test('A service account neither approves nor rejects', () =>
      expect(codeOf(waiting(), decides(what, 'bensRobot'))).toBe('FORBIDDEN'))
    test('the right digest, or none', () => {
      expect(codeOf(waiting(), decides(what, 'ben', 'right'))).toBeNull()
      expect(codeOf(waiting(), decides(what, 'ben', 'absent'))).toBeNull()
    })
  },
)

test('two analysts with the same e-mail are one person: the second can’t approve after the first', () =>
  expect(
    codeOf(
      runScenario({ ...plain, approvals: 2, submitter: 'ben', steps: [approves('ana')] }),
      approves('ana2'),
    ),
  ).toBe('ALREADY_DECIDED'))

test('the last approval needed queues the action', () => {
  const run = waiting({ do: 'wait', ms: 5000 }, approves('ben'))
  expect(run.now().action.life.status).toBe('PENDING_APPROVAL')
  run.take(approves('cyd'))
  const { action } = run.now()
  expect(action.life).toMatchObject({ status: 'QUEUED', queued: { sequence: 4 } })
  expect(action.decisions.map(({ decision, by }) => [decision, by.id])).toEqual([
    ['APPROVED', 'ben'],
    ['APPROVED', 'cyd'],
  ])
  // The queue timeout starts when the action is queued, not when it was submitted.
  expect(action.expiresAt).toBe(new Date(start + 5000 + 86_400_000).toISOString())
})

test('a rejection after an approval cancels; both decisions are kept', () => {
  const { action } = waiting(approves('ben'), decides('reject', 'cyd')).now()
  expect(action.life).toMatchObject({
    status: 'CANCELLED',
    cancellation: { reason: 'REJECTED' },
    queued: null,
  })
  expect(action.decisions.map(({ decision }) => decision)).toEqual(['APPROVED', 'REJECTED'])
})

describe('cancelling', () => {
  test('anyone with the right may cancel, including the submitter', () => {
    expect(codeOf(waiting(), decides('cancel', 'ana'))).toBeNull()
    expect(codeOf(runScenario(plain), decides('cancel', 'ana'))).toBeNull()
    expect(codeOf(runScenario(plain), decides('cancel', 'bensRobot'))).toBeNull()
  })
  test('outside PENDING_APPROVAL and QUEUED: ILLEGAL_TRANSITION, before the digest', () => {
    expect(codeOf(runScenario({ ...plain, steps: [claims] }), decides('cancel', 'ana', 'wrong'))).toBe(
      'ILLEGAL_TRANSITION',
    )
    expect(codeOf(waiting(sweeps()), decides('cancel', 'ana', 'wrong'))).toBe('ILLEGAL_TRANSITION')
  })
  test('another digest: DIGEST_MISMATCH', () =>
    expect(codeOf(runScenario(plain), decides('cancel', 'ana', 'wrong'))).toBe('DIGEST_MISMATCH'))
})

test('mayDecide agrees with the refusals', () => {
  const { action } = waiting(approves('ben')).now()
  const may = (Object.keys(people) as Name[]).filter(name => mayDecide(action, people[name], start))
  expect(may).toEqual(['cyd', 'dov', 'eve', 'fay', 'gil'])
  expect(hasDecided(action, people.ben)).toBe(true)
  expect(hasDecided(action, people.cyd)).toBe(false)
  expect(mayCancel(action)).toBe(true)
  expect(mayCancel(runScenario({ ...plain, steps: [claims] }).now().action)).toBe(false)
})

test('callers of one kind that are not involved in an action may decide alike', () => {
  const ids = fc.constantFrom('a', 'b', 'c', 'd')
  const kind = fc.constantFrom('analyst', 'service_account') as fc.Arbitrary<'analyst' | 'service_account'>
  const by = ids.map((id): Actor => ({ kind: 'analyst', id, name: id }))
  const decisions = fc.array(
    by.map(by => ({ decision: 'APPROVED' as const, by, at: '2026-01-01T00:00:00.000Z', comment: null })),
    { maxLength: 2 },
  )
  const callers = fc.record({ id: ids, responsible: ids, samePerson: fc.array(ids) })
  fc.assert(
    fc.property(
      fc.record({ submittedBy: by, responsible: fc.option(ids), reporter: fc.option(ids), decisions }),
      kind,
      callers,
      (people, kind, { id, responsible, samePerson }) => {
        const { action } = waiting().now()
        const pending = { ...action, ...people }
        const as = (id: string, responsible: string, samePerson: readonly string[]): Caller => ({
          organization: pending.organization,
          actor: { kind, id, name: id },
          roles: new Set(['ANALYST']),
          responsible,
          samePerson: new Set(samePerson),
        })
        const caller = as(id, responsible, samePerson)
        if (involvedIn(pending).some(involved => identitiesOf(caller).has(involved))) return
        const stranger = as('stranger', 'stranger', ['stranger'])
        expect(mayDecide(pending, caller, 0)).toBe(mayDecide(pending, stranger, 0))
      },
    ),
  )
})
