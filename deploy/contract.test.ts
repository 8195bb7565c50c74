import { expect, test } from 'vitest'
import { compareSchemas, missingLines } from './contract.ts'

const copy = 'type Query { device(id: ID!): String }'
const nothing = { contradictions: [], additions: [], missing: [] }

test('a copy equal to the contract has no differences', () => {
  expect(compareSchemas(copy, copy)).toEqual(nothing)
})

test('an element that is only in the contract is missing, not a contradiction', () => {
  const contract =
    'type Query { device(id: ID!, name: String): String webhooks: [Webhook!]! } type Webhook { id: ID! }'
  expect(compareSchemas(copy, contract)).toEqual({
    ...nothing,
    missing: ['Webhook', 'Query.webhooks', 'Query.device arg name'],
  })
})

test('an element that is only in the copy is an addition, not a contradiction', () => {
  const ahead = 'type Query { device(id: ID!): String board: String }'
  expect(compareSchemas(ahead, copy)).toEqual({ ...nothing, additions: ['Query.board'] })
})

test.each([
  ['another type', 'type Query { device(id: ID!): Int }'],
  ['a nullable argument', 'type Query { device(id: ID): String }'],
  ['an argument that the contract does not require', 'type Query { device(id: ID!, at: Int!): String }'],
])('%s contradicts the contract', (_, served) => {
  expect(compareSchemas(served, copy).contradictions).not.toEqual([])
})

test('a changed line of a document is missing', () => {
  expect(missingLines('a\n\nb', 'a\n\nB\nc')).toEqual(['B', 'c'])
})
