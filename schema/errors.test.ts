import { isInterfaceType, isUnionType } from 'graphql'
import { expect, test } from 'vitest'
import { typenameOf } from './errors.ts'
import { buildSchema } from './schema.ts'

test('each refusal code maps to the error type in the contract', () => {
  const codesOf = (member: string) =>
    Object.entries(typenameOf).flatMap(([code, typename]) => (typename === member ? [code] : []))
  expect(codesOf('InvalidInputError').sort()).toEqual([
    'INVALID_INPUT',
    'LIMIT_EXCEEDED',
    'PROTECTED_TARGET',
    'UNSUPPORTED_PLATFORM',
  ])
  expect(codesOf('NotFoundError')).toEqual(['NOT_FOUND'])
  expect(codesOf('ForbiddenError').sort()).toEqual(['FORBIDDEN', 'SELF_APPROVAL'])
  expect(codesOf('ConflictError').sort()).toEqual([
    'ALREADY_DECIDED',
    'DIGEST_MISMATCH',
    'IDEMPOTENCY_CONFLICT',
    'ILLEGAL_TRANSITION',
  ])
})

test('every error type exists, and every mutation result includes ForbiddenError', () => {
  const schema = buildSchema()
  const errors = schema.getType('UserError')
  if (!isInterfaceType(errors)) throw new Error('UserError is not an interface')
  const members = schema.getPossibleTypes(errors).map(({ name }) => name)
  expect([...new Set(Object.values(typenameOf))].sort()).toEqual([...members].sort())
  for (const type of Object.values(schema.getTypeMap()))
    if (isUnionType(type) && type.name.endsWith('Result'))
      expect(type.getTypes().map(({ name }) => name)).toContain('ForbiddenError')
})
