import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scenarios } from '#domain/action/any-scenario.test-kit.ts'
import { dueAt } from '#domain/action/passing-time.ts'
import { runScenario } from '#domain/action/scenario.test-kit.ts'
import { type ActionRow, fromRow, toRow } from './action-row.ts'

const everyAction = (holds: (action: Parameters<typeof toRow>[0]) => void) =>
  fc.assert(
    fc.property(scenarios, scenario => {
      for (const { after } of runScenario(scenario).transitions) holds(after)
    }),
    { numRuns: 200 },
  )

test('reading an action back from its row gives the same action, in any state', () =>
  everyAction(action => {
    const sent = JSON.parse(JSON.stringify(toRow(action, dueAt(action)))) as ActionRow
    expect(fromRow(sent)).toEqual(action)
  }))

test("accepts the timestamp format of PostgreSQL's JSON", () =>
  everyAction(action => {
    const spelled = Object.entries(toRow(action, null)).map(([column, value]) => [
      column,
      typeof value === 'string' && column.endsWith('_at') ? value.replace(/\.?0*Z$/, '+00:00') : value,
    ])
    expect(fromRow(Object.fromEntries(spelled) as ActionRow)).toEqual(action)
  }))

test('due_at is the time of the next timeout or expiry; null if there is none', () => {
  const { transitions } = runScenario({
    requested: { type: 'BLOCK_IP', parameters: { address: '203.0.113.7' } },
    approvals: 0,
    submitter: 'ana',
    settings: { verificationDelay: 60, queueTimeout: 10, approvalTimeout: 60 },
    steps: [{ do: 'sweep', late: 0 }],
  })
  const [queued, failed] = transitions.map(({ after }) => toRow(after, dueAt(after)))
  expect(queued?.due_at).toBe(queued?.expires_at)
  expect(failed).toMatchObject({ status: 'FAILED', due_at: null, failure_code: 'AGENT_OFFLINE' })
})
