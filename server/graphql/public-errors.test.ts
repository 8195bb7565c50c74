import { PothosValidationError } from '@pothos/core'
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql'
import { expect, test, vi } from 'vitest'
import { publicErrors } from './public-errors.ts'

const schema = buildSchema('type Query { count: Int list(first: Int!): [Int!] }')
const onInternal = vi.fn()
const toPublic = publicErrors({ isOutage: () => false, onInternal })

async function errorOf(query: string, resolve: () => unknown, variableValues = {}) {
  const { errors } = await execute({
    schema,
    document: parse(query),
    rootValue: { count: resolve, list: resolve },
    variableValues,
  })
  const { message, extensions, path } = toPublic(errors?.[0])
  return { message, extensions, path }
}

test('an error thrown by a library in a resolver is INTERNAL and reveals nothing', async () => {
  const throwing = (error: Error) => () => {
    throw error
  }
  const internal = {
    message: 'Internal error.',
    extensions: { code: 'INTERNAL', errorId: expect.any(String) },
    path: ['count'],
  }
  const pothos = new PothosValidationError('Prisma query was unused in resolver')
  for (const error of [pothos, new GraphQLError('any library'), new Error('any other')]) {
    expect(await errorOf('{ count }', throwing(error))).toMatchObject(internal)
    expect(onInternal).toHaveBeenLastCalledWith(error, expect.any(String), undefined)
  }
  // A value that its type cannot represent is a bug, not the caller's mistake.
  expect(await errorOf('{ count }', () => 'many')).toMatchObject(internal)
})

test('an error with a code is passed on unchanged', async () => {
  const refuse = () => {
    throw new GraphQLError('No.', { extensions: { code: 'FORBIDDEN' } })
  }
  expect(await errorOf('{ count }', refuse)).toMatchObject({
    message: 'No.',
    extensions: { code: 'FORBIDDEN' },
  })
})

test('errors about the operation are reported to the caller', async () => {
  const badInput = { extensions: { code: 'BAD_USER_INPUT' } }
  expect(await errorOf('query ($n: Int!) { list(first: $n) }', () => [1], { n: 'x' })).toMatchObject(badInput)
  expect(await errorOf('query ($n: Int) { list(first: $n) }', () => [1], { n: null })).toMatchObject(badInput)
  const [invalid] = validate(schema, parse('{ missing }'))
  expect(toPublic(invalid).extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
})
