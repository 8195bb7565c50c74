import SchemaBuilder from '@pothos/core'
import './rights.ts'
import { graphql } from 'graphql'
import { expect, test } from 'vitest'
import type { Role } from '#domain/people/actor.ts'
import type { Context } from './context.ts'

const createBuilder = () => {
  const builder = new SchemaBuilder<{ Context: Context }>({ plugins: ['rights'] } as never)
  builder.queryType({})
  return builder
}
const callerWith = (...roles: Role[]) => ({ caller: { roles: new Set(roles) } }) as unknown as Context

test('a schema with an entry point that declares no right does not build', () => {
  const builder = createBuilder()
  builder.queryField('open', t => t.string({ resolve: () => 'public' } as never))
  expect(() => builder.toSchema()).toThrow('Query.open must declare a right')
})

test('a query is refused before its resolver runs', async () => {
  const builder = createBuilder()
  let runs = 0
  builder.queryField('secret', t => t.string({ right: 'audit', resolve: () => `seen ${++runs}` }))
  const ask = (contextValue: Context) =>
    graphql({ schema: builder.toSchema(), source: '{ secret }', contextValue })
  expect((await ask(callerWith('VIEWER'))).errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' })
  expect((await ask(callerWith())).errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' })
  expect(runs).toBe(0)
  expect((await ask(callerWith('AUDITOR'))).data).toEqual({ secret: 'seen 1' })
})

test('text that PostgreSQL cannot store, and a line break in a name, is refused with the name of its field; ids are not checked', async () => {
  const builder = createBuilder()
  const Filter = builder.inputType('Filter', {
    fields: t => ({
      names: t.stringList(),
      host: t.string({ extensions: { oneLine: true } }),
      id: t.id(),
    }),
  })
  builder.queryField('list', t =>
    t.boolean({ right: 'read', args: { filter: t.arg({ type: Filter }) }, resolve: () => true }),
  )
  const ask = async (filter: object) => {
    const source = 'query ($filter: Filter) { list(filter: $filter) }'
    return graphql({
      schema: builder.toSchema(),
      source,
      variableValues: { filter },
      contextValue: callerWith('VIEWER'),
    })
  }
  for (const bad of ['a\0', '\ud800']) {
    const { errors } = await ask({ names: ['fine', bad] })
    expect(errors?.[0]).toMatchObject({
      message: 'filter.names.1 must not contain NUL or lone surrogates.',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  }
  for (const host of ['a\nb', 'a\rb'])
    expect((await ask({ host })).errors?.[0]?.message).toBe('filter.host must not contain line breaks.')
  expect((await ask({ names: ['fi\nne'], host: 'fine', id: '\0' })).data).toEqual({ list: true })
})
