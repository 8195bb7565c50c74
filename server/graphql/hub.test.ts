import { buildSchema, type GraphQLInputObjectType, type GraphQLObjectType, parse } from 'graphql'
import { expect, test } from 'vitest'
import type { ActionStep } from '#app/action/action-stream.ts'
import type { Action } from '#domain/action/action.ts'
import type { Caller, Role } from '#domain/people/actor.ts'
import { type CallerTowards, createHub, type Subscription } from './hub.ts'
import { publicErrors } from './public-errors.ts'

const step = (sequence: number) => ({ entry: { sequence } }) as ActionStep

/** Submitted by alice, with an approval by carol. */
const action = {
  submittedBy: { kind: 'analyst', id: 'alice', name: 'alice' },
  responsible: 'alice',
  reporter: null,
  decisions: [{ by: { kind: 'analyst', id: 'carol', name: 'carol' } }],
} as unknown as Action

/** A schema that counts how often each result is computed. Each subscription gets changes 1 to 3. */
function setUp() {
  const schema = buildSchema(`
    type Query { nothing: Int }
    input Filter { mine: Boolean other: Int }
    type Change {
      sequence: Int!
      detail(first: Int): Int
      own: String
      undeclared: String
      mayApprove: Boolean
      list(filter: Filter): String
      fails: Int
    }
    type Subscription { actionChanged(after: Int, filter: String): Change! other: Int }
  `)
  let made = 0
  let ended = 0
  const field = (schema.getType('Subscription') as GraphQLObjectType).getFields()['actionChanged']
  const fields = (schema.getType('Change') as GraphQLObjectType).getFields()
  const filter = (schema.getType('Filter') as GraphQLInputObjectType).getFields()
  if (!field || !fields['sequence'] || !fields['fails']) throw new Error('no such field')
  for (const declared of [fields['own'], filter['mine']])
    if (declared) declared.extensions = { dependsOnCaller: true }
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
  const nameOf = (_: unknown, __: unknown, { caller }: { caller: Caller }) => caller.actor.name
  if (fields['mayApprove']) {
    fields['mayApprove'].extensions = { dependsOnCaller: 'involvement' }
    fields['mayApprove'].resolve = (_, __, { callerTowards }: CallerTowards) =>
      callerTowards(action).actor.id !== action.submittedBy.id
  }
  for (const name of ['own', 'undeclared']) Object.assign(fields[name] ?? {}, { resolve: nameOf })
  Object.assign(fields['list'] ?? {}, {
    resolve: (_: unknown, { filter }: { filter?: { mine?: boolean } }, { caller }: { caller: Caller }) =>
      filter?.mine === undefined ? 'all' : caller.actor.name,
  })
  fields['fails'].resolve = () => {
    throw new Error('secret')
  }
  const toPublic = publicErrors({ isOutage: () => false, onInternal: () => {} })
  let undeclared = 0
  const contextOf = (caller: Caller) => ({ caller, callerTowards: () => caller })
  const hub = createHub({ contextOf, toPublic, onUndeclared: () => undeclared++ })
  const documents = new Map<string, ReturnType<typeof parse>>()
  const caller = (id: string, ...roles: Role[]) =>
    ({
      organization: 'acme',
      actor: { kind: 'analyst', id, name: id },
      roles: new Set(roles),
      responsible: id,
      samePerson: new Set([id]),
    }) as unknown as Caller
  const subscription = (
    text: string,
    by: Caller,
    variableValues: Record<string, unknown> = {},
  ): Subscription => {
    const document = documents.get(text) ?? parse(text)
    documents.set(text, document)
    return { schema, document, operationName: null, variableValues, caller: by, requestId: by.actor.name }
  }
  const follow = async (...args: Parameters<typeof subscription>) => {
    const got: unknown[] = []
    const open = await hub.follow(subscription(...args), async text => void got.push(JSON.parse(text)))
    if (!('next' in open)) return open
    expect(await open.next()).toEqual({ done: true, value: undefined })
    return got
  }
  return {
    schema,
    hub,
    follow,
    subscription,
    caller,
    made: () => made,
    ended: () => ended,
    undeclared: () => undeclared,
  }
}

const changes = (...sequences: number[]) =>
  sequences.map(sequence => ({ data: { actionChanged: { sequence } } }))
const plain =
  'subscription ($after: Int, $filter: String) { actionChanged(after: $after, filter: $filter) { sequence } }'

test('subscribers with the same document and roles share one answer per change', async () => {
  const { follow, caller, made } = setUp()
  const all = await Promise.all([
    follow(plain, caller('alice', 'ANALYST', 'VIEWER')),
    follow(plain, caller('bob', 'VIEWER', 'ANALYST')),
    follow(plain, caller('bob', 'VIEWER', 'ANALYST'), { filter: 'another', after: 1 }),
  ])
  expect(all).toEqual([changes(1, 2, 3), changes(1, 2, 3), changes(2, 3)])
  expect(made()).toBe(3)
})

test('subscribers with other documents, roles or organizations get separate answers', async () => {
  const { follow, caller, made } = setUp()
  await follow(plain, caller('alice', 'ANALYST'))
  await follow(plain, caller('alice', 'ADMIN'))
  await follow(plain, { ...caller('alice', 'ANALYST'), organization: 'other' })
  await follow('subscription { actionChanged { sequence sequence } }', caller('alice', 'ANALYST'))
  expect(made()).toBe(12)
})

const names = (answers: unknown, field: string) =>
  (answers as { data: { actionChanged: Record<string, unknown> } }[]).map(
    ({ data }) => data.actionChanged[field],
  )

test('a declared field is answered to each caller separately, and once per caller', async () => {
  const { follow, caller, made } = setUp()
  const own = 'subscription { actionChanged { ...f } } fragment f on Change { name: own }'
  const [first, second] = await Promise.all([
    follow(own, caller('alice', 'ANALYST')),
    follow(own, caller('alice', 'ANALYST')),
  ])
  expect([names(first, 'name'), made()]).toEqual([['alice', 'alice', 'alice'], 3])
  expect(second).toEqual(first)
  expect(names(await follow(own, caller('bob', 'ANALYST')), 'name')).toEqual(['bob', 'bob', 'bob'])
})

test.each([
  ['a literal', 'subscription { actionChanged { list(filter: { mine: true }) } }', {}],
  ['a variable', 'subscription ($f: Filter) { actionChanged { list(filter: $f) } }', { f: { mine: true } }],
  ['a part', 'subscription ($m: Boolean) { actionChanged { list(filter: { mine: $m }) } }', { m: true }],
])('a declared input field in %s separates callers', async (_, text, variables) => {
  const { follow, caller, undeclared } = setUp()
  for (const name of ['alice', 'bob'])
    expect(names(await follow(text, caller(name, 'ANALYST'), variables), 'list')).toEqual([name, name, name])
  expect(undeclared()).toBe(0)
})

test('a field that reads the identity of the caller without declaring it is never shared', async () => {
  const { follow, caller, undeclared } = setUp()
  const text = 'subscription { actionChanged { undeclared } }'
  const all = await Promise.all(['alice', 'bob', 'carol'].map(name => follow(text, caller(name, 'ANALYST'))))
  expect(all.map(answers => names(answers, 'undeclared')[0])).toEqual(['alice', 'bob', 'carol'])
  expect(undeclared()).toBeGreaterThan(0)
})

test('callers that are not involved share one answer, and each involved one gets their own', async () => {
  const { follow, caller, made } = setUp()
  const text = 'subscription { actionChanged { mayApprove } }'
  const answersOf = async (name: string, ...roles: Role[]) =>
    names(await follow(text, caller(name, ...roles)), 'mayApprove')
  const all = await Promise.all(
    ['bob', 'alice', 'dave', 'carol', 'erin'].map(name => answersOf(name, 'ANALYST')),
  )
  expect(all.map(([first]) => first)).toEqual([true, false, true, true, true])
  // Three changes: the shared answer, Alice's and Carol's.
  expect(made()).toBe(9)
  await answersOf('frank', 'ANALYST', 'ADMIN')
  expect(made()).toBe(12)
})

test('a service account does not share with analysts', async () => {
  const { follow, caller, made } = setUp()
  const text = 'subscription { actionChanged { mayApprove } }'
  const account = caller('siem', 'ANALYST')
  const actor = { ...account.actor, kind: 'service_account' as const }
  await Promise.all([follow(text, caller('bob', 'ANALYST')), follow(text, { ...account, actor })])
  expect(made()).toBe(6)
})

test('a selection that also reads the identity of the caller is not shared', async () => {
  const { follow, caller } = setUp()
  const text = 'subscription { actionChanged { mayApprove own } }'
  for (const name of ['bob', 'dave'])
    expect(names(await follow(text, caller(name, 'ANALYST')), 'own')).toEqual([name, name, name])
})

test('changes of a backlog are answered together and delivered in order', async () => {
  const { hub, subscription, caller, schema } = setUp()
  const backlog = [step(2), step(3)]
  let left = 1
  const source = {
    [Symbol.asyncIterator]: () => source,
    next: async () => (left-- > 0 ? { done: false, value: step(1) } : { done: true, value: undefined }),
    ready: () => backlog.shift() ?? null,
  }
  const field = schema.getSubscriptionType()?.getFields()['actionChanged']
  if (field) field.subscribe = () => source
  const sent: string[] = []
  const open = await hub.follow(subscription(plain, caller('alice')), async text => void sent.push(text))
  if ('next' in open) await open.next()
  expect(sent.map(text => JSON.parse(text))).toEqual(changes(1, 2, 3))
})

test('a variable below the root field separates answers', async () => {
  const { follow, caller, made } = setUp()
  const shaped = 'subscription ($n: Int) { actionChanged { detail(first: $n) } }'
  await follow(shaped, caller('alice', 'ANALYST'), { n: 1 })
  await follow(shaped, caller('alice', 'ANALYST'), { n: 2 })
  expect(made()).toBe(6)
})

test('only subscriptions whose only root field is actionChanged are shared', () => {
  const { hub, subscription, caller } = setUp()
  const carries = (text: string) => hub.carries(subscription(text, caller('alice')))
  expect(carries(plain)).toBe(true)
  expect(carries('subscription { other }')).toBe(false)
  expect(carries('subscription { ...f } fragment f on Subscription { actionChanged { sequence } }')).toBe(
    false,
  )
})

test('errors reveal no internals', async () => {
  const { follow, caller } = setUp()
  const [first] = (await follow('subscription { actionChanged { fails } }', caller('alice'))) as object[]
  expect(JSON.stringify(first)).not.toMatch(/secret|http/)
  expect(first).toMatchObject({
    errors: [{ path: ['actionChanged', 'fails'], extensions: { code: 'INTERNAL' } }],
  })
})

test('reads the next change only after the answer was delivered, and closes the source at the end', async () => {
  const { hub, subscription, caller, ended } = setUp()
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

test("a caller's many documents are answered a few at a time, and other organizations do not wait for them", async () => {
  const { schema, follow, caller } = setUp()
  let running = 0
  let most = 0
  const waiting: (() => void)[] = []
  const sequence = (schema.getType('Change') as GraphQLObjectType).getFields()['sequence']
  if (!sequence) throw new Error('no such field')
  sequence.resolve = async (change: ActionStep, _: unknown, { caller }: { caller: Caller }) => {
    if (caller.organization === 'other') return change.entry.sequence
    most = Math.max(most, ++running)
    await new Promise<void>(resolve => waiting.push(resolve))
    running--
    return change.entry.sequence
  }
  const alice = caller('alice', 'ANALYST')
  const spelled = (name: number) => `subscription s${name} { actionChanged(after: 2) { sequence } }`
  const all = Promise.all(Array.from({ length: 20 }, (_, name) => follow(spelled(name), alice)))
  await expect.poll(() => waiting.length).toBe(4)
  const otto = { ...caller('otto', 'ANALYST'), organization: 'other' }
  expect(await follow(plain, otto)).toEqual(changes(1, 2, 3))
  const releasing = setInterval(() => waiting.shift()?.(), 1)
  expect(await all).toHaveLength(20)
  clearInterval(releasing)
  expect(most).toBe(4)
})
