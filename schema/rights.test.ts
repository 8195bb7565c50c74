import SchemaBuilder from '@pothos/core'
import './rights.ts'
import { graphql } from 'graphql'
import { expect, test } from 'vitest'
import type { Role } from '#domain/people/actor.ts'
import type { Context } from './context.ts'

const builder = () => {
  const made = new SchemaBuilder<{ Context: Context }>({ plugins: ['rights'] } as never)
  made.queryType({})
  return made
}
const callerWith = (...roles: Role[]) => ({ caller: { roles: new Set(roles) } }) as unknown as Context

test('an entry point without a right is no schema', () => {
  const made = builder()
  made.queryField('open', t => t.string({ resolve: () => 'to all' } as never))
  expect(() => made.toSchema()).toThrow('Query.open names no right')
})

test('a query is refused before its resolver runs', async () => {
  const made = builder()
  let runs = 0
  made.queryField('secret', t => t.string({ right: 'audit', resolve: () => `seen ${++runs}` }))
  const ask = (contextValue: Context) =>
    graphql({ schema: made.toSchema(), source: '{ secret }', contextValue })
  expect((await ask(callerWith('VIEWER'))).errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' })
  expect((await ask(callerWith())).errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' })
  expect(runs).toBe(0)
  expect((await ask(callerWith('AUDITOR'))).data).toEqual({ secret: 'seen 1' })
})

test('text that can not be stored is refused by the name of its field, ids are not text', async () => {
  const made = builder()
  const Filter = made.inputType('Filter', { fields: t => ({ names: t.stringList(), id: t.id() }) })
  made.queryField('list', t =>
    t.boolean({ right: 'read', args: { filter: t.arg({ type: Filter }) }, resolve: () => true }),
  )
  const ask = async (filter: object) => {
    const source = 'query ($filter: Filter) { list(filter: $filter) }'
    return graphql({
      schema: made.toSchema(),
      source,
      variableValues: { filter },
      contextValue: callerWith('VIEWER'),
    })
  }
  for (const bad of ['a\0', '\ud800']) {
    const { errors } = await ask({ names: ['fine', bad] })
    expect(errors?.[0]).toMatchObject({
      message: 'filter.names.1 has a NUL or a lone surrogate.',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  }
  expect((await ask({ names: ['fine'], id: '\0' })).data).toEqual({ list: true })
})
