import { expect, test } from 'vitest'
import { filterOf, historySearch } from './history-search.ts'

test('every filter of the URL reaches the query', () => {
  const search = historySearch({
    search: ' miner ',
    statuses: ['FAILED'],
    types: 'BLOCK_IP',
    device: 'd',
    after: '2026-11-24T09:30',
    mine: true,
    order: 'oldest',
  })
  expect(search.order).toBe('oldest')
  expect(filterOf(search)).toEqual({
    search: 'miner',
    statuses: ['FAILED'],
    types: ['BLOCK_IP'],
    deviceId: 'd',
    submittedAfter: new Date('2026-11-24T09:30').toISOString(),
    awaitingMyApproval: true,
  })
})

test('search parameters that cannot be parsed are dropped', () => {
  expect(
    historySearch({ after: 'yesterday', order: 'best', mine: 'maybe', statuses: [1], color: 'red' }),
  ).toEqual({})
  expect(historySearch({ after: '+275760-09-13T00:00:00.000Z', order: 'constructor' })).toEqual({})
})
