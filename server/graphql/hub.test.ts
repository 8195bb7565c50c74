import { buildSchema, type GraphQLObjectType, parse } from 'graphql'
import { expect, test } from 'vitest'
import type { ActionStep } from '#app/action/action-stream.ts'
import type { Caller, Role } from '#domain/people/actor.ts'
import { publicErrors } from './graphql-errors.ts'
import { createHub, type Subscription } from './hub.ts'

const step = (sequence: number) => ({ entry: { sequence } }) as ActionStep

/** A schema of which a test sees how often an answer is made; each subscription gets changes 1 to 3. */
function story() {
  const schema = buildSchema(`
    type Query { nothing: Int }
    type Change { sequence: Int! detail(first: Int): Int viewerCanApprove: Boolean fails: Int }
    type Subscription { actionChanged(after: Int, filter: String): Change! other: Int }
  `)
  let made = 0
  let ended = 0
  const field = (schema.getType('Subscription') as GraphQLObjectType).getFields()['actionChanged']
  const fields = (schema.getType('Change') as GraphQLObjectType).getFields()
  if (!field || !fields['sequence'] || !fields['fails']) throw new Error('no such field')
  field.subscribe = async function* (_, { after = 0 }) {
    try {
      for (let sequence = after + 1; sequence <= 3; sequence++) yield step(sequence)
    } finally {
      ended++
    }
  }
  field.resolve = change => {
    made++
    return change
  }
  fields['sequence'].resolve = (change: ActionStep) => change.entry.sequence
  fields['fails'].resolve = () => {
    throw new Error('secret')
  }
  const toPublic = publicErrors({ isOutage: () => false, onInternal: () => {} })
  const hub = createHub({ contextOf: () => ({}), toPublic })
  const documents = new Map<string, ReturnType<typeof parse>>()
  const caller = (id: string, ...roles: Role[]) =>
    ({
      organization: 'acme',
      actor: { kind: 'analyst', id, name: id },
      roles: new Set(roles),
    }) as unknown as Caller
  const subscription = (
    text: string,
    by: Caller,
    variableValues: Record<string, unknown> = {},
  ): Subscription => {
    const document = documents.get(text) ?? parse(text)
    documents.set(text, document)
    return { schema, document, operationName: null, variableValues, caller: by }
  }
  const follow = async (...args: Parameters<typeof subscription>) => {
    const got: unknown[] = []
    const open = await hub.follow(subscription(...args), async text => void got.push(JSON.parse(text)))
    if (!('next' in open)) return open
    expect(await open.next()).toEqual({ done: true, value: undefined })
    return got
  }
  return { hub, follow, subscription, caller, made: () => made, ended: () => ended }
}

const changes = (...sequences: number[]) =>
  sequences.map(sequence => ({ data: { actionChanged: { sequence } } }))
const plain =
  'subscription ($after: Int, $filter: String) { actionChanged(after: $after, filter: $filter) { sequence } }'

test('one answer is made of a change for all who read it in the same words with the same roles', async () => {
  const { follow, caller, made } = story()
  const all = await Promise.all([
    follow(plain, caller('alice', 'ANALYST', 'VIEWER')),
    follow(plain, caller('bob', 'VIEWER', 'ANALYST')),
    follow(plain, caller('bob', 'VIEWER', 'ANALYST'), { filter: 'another', after: 1 }),
  ])
  expect(all).toEqual([changes(1, 2, 3), changes(1, 2, 3), changes(2, 3)])
  expect(made()).toBe(3)
})

test('other words, roles or organizations have answers of their own', async () => {
  const { follow, caller, made } = story()
  await follow(plain, caller('alice', 'ANALYST'))
  await follow(plain, caller('alice', 'ADMIN'))
  await follow(plain, { ...caller('alice', 'ANALYST'), organization: 'other' })
  await follow('subscription { actionChanged { sequence sequence } }', caller('alice', 'ANALYST'))
  expect(made()).toBe(12)
})

test('what a caller may do is answered to that caller alone', async () => {
  const { follow, caller, made } = story()
  const own = 'subscription { actionChanged { ...f } } fragment f on Change { may: viewerCanApprove }'
  await follow(own, caller('alice', 'ANALYST'))
  await follow(own, caller('alice', 'ANALYST'))
  expect(made()).toBe(3)
  await follow(own, caller('bob', 'ANALYST'))
  expect(made()).toBe(6)
})

test('a variable that shapes the answer sets it apart', async () => {
  const { follow, caller, made } = story()
  const shaped = 'subscription ($n: Int) { actionChanged { detail(first: $n) } }'
  await follow(shaped, caller('alice', 'ANALYST'), { n: 1 })
  await follow(shaped, caller('alice', 'ANALYST'), { n: 2 })
  expect(made()).toBe(6)
})

test('it carries subscriptions to actions alone', () => {
  const { hub, subscription, caller } = story()
  const carries = (text: string) => hub.carries(subscription(text, caller('alice')))
  expect(carries(plain)).toBe(true)
  expect(carries('subscription { other }')).toBe(false)
  expect(carries('subscription { ...f } fragment f on Subscription { actionChanged { sequence } }')).toBe(
    false,
  )
})

test('errors say nothing of what is inside', async () => {
  const { follow, caller } = story()
  const [first] = (await follow('subscription { actionChanged { fails } }', caller('alice'))) as object[]
  expect(JSON.stringify(first)).not.toMatch(/secret|http/)
  expect(first).toMatchObject({
    errors: [{ path: ['actionChanged', 'fails'], extensions: { code: 'INTERNAL' } }],
  })
})

test('the next change is not looked for before the answer has left, and an end ends the source', async () => {
  const { hub, subscription, caller, ended } = story()
  let leave = () => {}
  const sent: string[] = []
  const arrived = { at: () => {} }
  const deliver = (text: string) =>
    new Promise<void>(resolve => {
      sent.push(text)
      leave = resolve
      arrived.at()
    })
  const open = await hub.follow(subscription(plain, caller('alice')), deliver)
  if (!('next' in open)) throw new Error('refused')
  const first = new Promise<void>(resolve => {
    arrived.at = resolve
  })
  const running = open.next()
  await first
  await new Promise(resolve => setImmediate(resolve))
  expect(sent).toHaveLength(1)
  const returned = open.return?.()
  leave()
  await returned
  await running
  expect([sent.length, ended()]).toEqual([1, 1])
})
