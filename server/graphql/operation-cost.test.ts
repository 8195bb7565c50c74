import {
  buildSchema,
  type GraphQLObjectType,
  getIntrospectionQuery,
  type OperationDefinitionNode,
  parse,
} from 'graphql'
import { expect, test } from 'vitest'
import { bytesOf, costOf } from './operation-cost.ts'
import { sizeOf } from './operation-size.ts'

const schema = buildSchema(`
  interface Node { id: ID! }
  type Device implements Node { id: ID! hostname: String! queue: [Action!]! tags: [String!]! actions(first: Int, last: Int): ActionConnection! }
  type Action implements Node { id: ID! device: Device approvals: [Approval!]! }
  type Approval { comment: String }
  type ActionEdge { cursor: String! node: Action! }
  type ActionConnection { edges: [ActionEdge!]! totalCount: Int! }
  union Thing = Device | Action
  type Query {
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    device: Device
    things: [Thing!]!
    actions(first: Int, after: String, last: Int): ActionConnection!
  }
`)

function cost(text: string, variables = {}): number {
  const document = parse(text)
  return costOf(schema, document, document.definitions[0] as OperationDefinitionNode, variables)
}

test.each([
  ['a field costs 1', '{ device { id hostname } }', 3],
  ['an alias is a field', '{ device { a: id b: id } }', 3],
  ['a list of leaves is one field', '{ device { tags } }', 2],
  [
    'a plain list counts its selection ten times',
    '{ device { queue { id approvals { comment } } } }',
    1 + 1 + 10 * (1 + 1 + 10),
  ],
  [
    'a page counts its selection `first` times; edges add nothing',
    '{ actions(first: 7) { edges { node { id } } totalCount } }',
    1 + 7 * 4,
  ],
  ['or `last` times', '{ actions(last: 3) { totalCount } }', 4],
  ['else 50', '{ actions { totalCount } }', 51],
  ['null counts as the default page size', '{ actions(first: null) { totalCount } }', 51],
  [
    'pages multiply',
    '{ actions(first: 2) { edges { node { device { actions(first: 3) { totalCount } } } } } }',
    1 + 2 * (1 + 1 + 1 + 1 + 3),
  ],
  ['`nodes` counts its selection once per id', '{ nodes(ids: ["a", "b", "c"]) { id } }', 4],
  ['a single id instead of a list', '{ nodes(ids: "a") { id } }', 2],
  ['an empty list of ids', '{ nodes(ids: []) { id } }', 1],
  [
    'a fragment counts at each spread',
    '{ device { ...F } d: device { ...F ... on Device { id } } } fragment F on Device { id hostname }',
    7,
  ],
  [
    'all members of a union count',
    '{ things { ... on Device { id } ... on Action { id device { id } } } }',
    1 + 10 * 4,
  ],
  ['__typename is free', '{ device { __typename id } }', 2],
])('%s', (_, text, expected) => {
  expect(cost(text)).toBe(expected)
})

test('variables and their defaults', () => {
  const page =
    'query ($n: Int = 4, $ids: [ID!]!) { actions(first: $n) { totalCount } nodes(ids: $ids) { id } }'
  expect(cost(page, { ids: [] })).toBe(1 + 4 + 1)
  expect(cost(page, { n: 9, ids: ['a', 'b'] })).toBe(1 + 9 + 1 + 2)
  expect(cost(page, { n: null, ids: [] })).toBe(1 + 50 + 1)
})

test('an invalid page size costs as much as one row, so execution can report the error', () => {
  for (const first of [0, -5]) expect(cost(`{ actions(first: ${first}) { totalCount } }`)).toBe(2)
  expect(cost('{ actions(first: 1000000) { totalCount } }')).toBe(201)
  expect(cost(`{ nodes(ids: [${'"a" '.repeat(300)}]) { id } }`)).toBe(201)
})

test('introspection costs 1,000 and adds no depth', () => {
  const introspection = getIntrospectionQuery()
  expect(cost(introspection)).toBe(1000)
  expect(cost('{ a: __schema { description } b: __type(name: "Device") { name } device { id } }')).toBe(2002)
  expect(sizeOf(parse(introspection)).depth).toBe(0)
})

test.each([
  ['{ a }', 1, 1],
  ['{ a { b { c } } d }', 3, 4],
  ['{ x: a y: a z: a }', 1, 3],
  ['{ a { ... { ... on A { b } } } }', 2, 2],
  ['{ ...F a { ...F } } fragment F on A { b { c } }', 3, 5],
  ['{ __schema { types { fields { name } } } a { __typename } }', 1, 6],
  ['query A { a } query B { a b c }', 1, 3],
  ['{ a } fragment Unused on A { a { b } c }', 1, 3],
  // Validation refuses cycles, but counting runs first and must terminate.
  ['{ ...F } fragment F on A { a ...G } fragment G on A { b ...F }', 1, 3],
  ['{ ...Nowhere }', 0, 0],
])('size of %s', (text, depth, fields) => {
  expect(sizeOf(parse(text))).toEqual({ depth, fields })
})

test('fragments that double at each level are counted without being expanded', () => {
  const fragments = Array.from({ length: 500 }, (_, i) => `fragment F${i} on A { ...F${i + 1} ...F${i + 1} }`)
  const bomb = `{ ...F0 } ${fragments.join(' ')} fragment F500 on A { a }`
  expect(sizeOf(parse(bomb)).fields).toBe(2 ** 500)
})

test("an operation's bytes are those of its large fields, times the pages around them", () => {
  const document = parse('{ actions(first: 7) { edges { node { id } } totalCount } }')
  const field = schema.getType('Action') as GraphQLObjectType
  field.getFields()['id'] = { ...field.getFields()['id'], extensions: { bytes: 1000 } } as never
  const [operation] = document.definitions
  expect(bytesOf(schema, document, operation as OperationDefinitionNode, {})).toBe(200 + 7 * (600 + 1000))
})
