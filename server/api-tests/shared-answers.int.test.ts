import { randomUUID } from 'node:crypto'
import {
  type DocumentNode,
  execute,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActionStep } from '#app/action/action-stream.ts'
import { encodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import type { Caller } from '#domain/people/actor.ts'
import { createContext } from '../../schema/context.ts'
import { buildSchema } from '../../schema/schema.ts'
import { createHub } from '../graphql/hub.ts'
import { publicErrors } from '../graphql/public-errors.ts'
import { claimsOf } from '../testing/seed.ts'
import { openTestApi, type TestApi } from './api-test-kit.ts'
import { everythingOf, pathsTo, variablesOf } from './schema-walk.test-kit.ts'

let api: TestApi
let alice: Caller
let bob: Caller
let carol: Caller
let head: number
const schema = buildSchema()

/** An action by Alice that Bob may approve, connected to a script, a detection, an investigation and a bulk. */
beforeAll(async () => {
  api = await openTestApi()
  const external = api.newOrganization()
  alice = await api.callers.see(claimsOf(external, 'alice', ['ANALYST', 'ADMIN']))
  bob = await api.callers.see(claimsOf(external, 'bob', ['ANALYST', 'ADMIN']))
  carol = await api.callers.see(claimsOf(external, 'carol', ['ANALYST', 'ADMIN']))
  const device = await api.device(alice.organization)
  const deviceId = Buffer.from(`Device:${device.id}`).toString('base64')
  const person = api.person(external, 'alice', 'ANALYST', 'ADMIN')
  const run = async (mutation: string, input: object) => {
    const { data, errors } = await person.ask(mutation, { input })
    const answer = Object.values(data ?? {})[0] as { message?: string } & Record<string, { id: string }>
    if (errors || answer.message) throw new Error(JSON.stringify({ errors, data }))
    return answer
  }
  const failure = '... on UserError { message }'
  const { investigation } = await run(
    `mutation ($input: OpenInvestigationInput!) { openInvestigation(input: $input) { ... on OpenInvestigationPayload { investigation { id } } ${failure} } }`,
    { title: 'Who was it' },
  )
  const { detection } = await run(
    `mutation ($input: ReportDetectionInput!) { reportDetection(input: $input) { ... on ReportDetectionPayload { detection { id } } ${failure} } }`,
    {
      deviceId,
      title: 'A miner',
      severity: 'HIGH',
      externalId: randomUUID(),
      investigationId: investigation?.id,
    },
  )
  const { script } = await run(
    `mutation ($input: RegisterScriptInput!) { registerScript(input: $input) { ... on RegisterScriptPayload { script { id } } ${failure} } }`,
    { name: 'look', interpreter: 'BASH', body: 'id', destructive: true },
  )
  const justification = 'Because of what it does.'
  const submit = (action: object) =>
    run(`mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ${failure} } }`, {
      deviceId,
      action,
      justification,
      detectionId: detection?.id,
      investigationId: investigation?.id,
    })
  await submit({ runScript: { scriptId: script?.id } })
  await submit({ isolateDevice: {} })
  await run(`mutation ($input: SubmitBulkActionInput!) { submitBulkAction(input: $input) { ${failure} } }`, {
    deviceIds: [deviceId],
    justification,
    action: { isolateDevice: {} },
  })
  head = (await api.services.ledger.head(alice.organization)) ?? 0
})
afterAll(() => api.close())

const toPublic = publicErrors({ isOutage: () => false, onInternal: error => api.errors.push(error) })
const contextOf = (caller: Caller) => createContext(api.services, caller)

/** The last change of the organization. */
async function lastStep(): Promise<ActionStep> {
  const changes = await api.services.changes.follow(alice.organization, head - 1, () => true)
  const { value } = await changes.next()
  await changes.return?.()
  return value
}

/** The hub's answer to a caller who subscribes after another one, and the answer to the same caller alone. */
async function answersTo(text: string, caller: Caller, hub: ReturnType<typeof createHub>, step: ActionStep) {
  const document = documentOf(text)
  const subscription = {
    schema,
    document,
    operationName: null,
    variableValues: null,
    caller,
    requestId: 'test',
  }
  const shared = await new Promise((resolve, reject) => {
    hub
      .follow(subscription, async answer => resolve(JSON.parse(answer)))
      .then(async open => ('next' in open ? open.next() : reject(new Error(JSON.stringify(open)))))
      .catch(reject)
  })
  const alone = await execute({ schema, document, rootValue: step, contextValue: contextOf(caller) })
  return { shared, alone: asJson(alone) }
}

const documents = new Map<string, DocumentNode>()
/** The same document object for all callers, as from the server's document cache. */
function documentOf(text: string): DocumentNode {
  const known = documents.get(text) ?? parse(text)
  documents.set(text, known)
  return known
}

/** The answer as the client receives it. */
const asJson = (answer: unknown) => JSON.parse(JSON.stringify(answer))

type Field = GraphQLField<unknown, unknown>

/** All fields of all types below `actionChanged`, each with a selection that contains it. */
function* fieldsBelow(
  type: GraphQLNamedType,
  wrap: (selection: string) => string,
  seen = new Set<string>(),
): Generator<{ readonly name: string; readonly field: Field; readonly text: string }> {
  if (seen.has(type.name)) return
  seen.add(type.name)
  if (isUnionType(type)) {
    for (const member of type.getTypes())
      yield* fieldsBelow(member, inner => wrap(`... on ${member.name} { ${inner} }`), seen)
    return
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return
  for (const field of Object.values(type.getFields())) {
    if (field.args.some(({ type }) => isNonNullType(type))) continue
    const named = getNamedType(field.type)
    const args = field.args.some(({ name }) => name === 'first') ? 'first: 5' : ''
    const select = (extra: string, selection: string) =>
      `${field.name}${args || extra ? `(${[args, extra].filter(Boolean).join(', ')})` : ''} ${selection}`
    const selection = isLeafType(named) ? '' : everythingOf(field.type, { levels: 0 })
    yield { name: `${type.name}.${field.name}`, field, text: wrap(select('', selection)) }
    for (const flag of pathsTo('Boolean', field)) {
      const variables = variablesOf(field, name => (name === 'Boolean' ? true : undefined), flag)
      const extra = Object.entries(variables)
        .map(([name, value]) => `${name}: ${JSON.stringify(value).replace(/"(\w+)":/g, '$1: ')}`)
        .join(', ')
      yield {
        name: `${type.name}.${field.name}(${flag.join('.')})`,
        field,
        text: wrap(select(extra, selection)),
      }
    }
    if (!isLeafType(named)) yield* fieldsBelow(named, inner => wrap(select('', `{ ${inner} }`)), seen)
  }
}

const root = schema.getSubscriptionType()?.getFields()['actionChanged']
const wrap = (selection: string) => `subscription { actionChanged(after: "CURSOR") { ${selection} } }`
const below = [
  ...(root ? fieldsBelow(getNamedType(root.type), wrap) : []),
  {
    name: 'a device below the action',
    text: wrap('action { device { actions(filter: { awaitingMyApproval: true }) { totalCount } } }'),
  },
]
const withCursor = (text: string) => text.replace('CURSOR', encodeLedgerCursor(alice.organization, head - 1))

test('every field below actionChanged answers each caller as if no other caller had subscribed', async () => {
  expect(below.length).toBeGreaterThan(150)
  const undeclared: string[] = []
  const step = await lastStep()
  const different: string[] = []
  for (const { name, text } of below) {
    const document = withCursor(text)
    expect(validate(schema, documentOf(document)), name).toEqual([])
    const hub = createHub({ contextOf, toPublic, onUndeclared: () => undeclared.push(name) })
    const answers = []
    for (const caller of [alice, bob, carol, alice]) {
      const { shared, alone } = await answersTo(document, caller, hub, step)
      expect(shared, `${name} for ${caller.actor.name}`).toEqual(alone)
      answers.push(alone)
    }
    if (JSON.stringify(answers[0]) !== JSON.stringify(answers[1])) different.push(name)
  }
  expect(undeclared).toEqual([])
  // The scene distinguishes its callers, or this test would compare nothing.
  expect(different).toEqual(
    expect.arrayContaining(['ResponseAction.viewerCanApprove', 'a device below the action']),
  )
}, 180_000)

test('callers that are not involved in an action share an answer; its submitter and its approvers get their own', async () => {
  const text = withCursor(wrap('action { viewerCanApprove viewerCanCancel }'))
  const step = await lastStep()
  const contexts: string[] = []
  const counting = (caller: Caller) => {
    contexts.push('an answer or a subscription')
    return contextOf(caller)
  }
  const hub = createHub({ contextOf: counting, toPublic })
  // Joined for the whole test, so that the answers are kept.
  const kept = await Promise.all(
    [bob, alice].map(caller =>
      hub.follow(
        {
          schema,
          document: documentOf(text),
          operationName: null,
          variableValues: null,
          caller,
          requestId: 'test',
        },
        async () => {},
      ),
    ),
  )
  const waiting = kept.map(open => ('next' in open ? open.next() : null))
  const answers = []
  for (const caller of [alice, bob, carol]) {
    const { shared, alone } = await answersTo(text, caller, hub, step)
    expect(shared).toEqual(alone)
    answers.push((shared as { data: { actionChanged: { action: object } } }).data.actionChanged.action)
  }
  expect(answers).toEqual([
    { viewerCanApprove: false, viewerCanCancel: true },
    { viewerCanApprove: true, viewerCanCancel: true },
    { viewerCanApprove: true, viewerCanCancel: true },
  ])
  for (const open of kept) if ('return' in open) await open.return?.()
  await Promise.all(waiting)
  // `answersTo` makes one context for each caller itself, and so does each of the five subscriptions; two answers were made.
  expect(contexts.length).toBe(5 + 2)
})
