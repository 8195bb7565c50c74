import { expect, expectTypeOf, test } from 'vitest'
import type { ApproveMutation } from '../../generated/documents.ts'
import { type Discriminated, isRefusal, type PayloadOf } from './outcome.ts'

type Approval = ApproveMutation['outcome']

test('every UserError is a refusal, and nothing else is', () => {
  for (const __typename of ['InvalidInputError', 'NotFoundError', 'ForbiddenError', 'ConflictError'])
    expect(isRefusal({ __typename })).toBe(true)
  expect(isRefusal({ __typename: 'DecideActionPayload' })).toBe(false)
})

test('a union with an unknown member or an unselected refusal does not compile', () => {
  expectTypeOf<Discriminated<Approval>>().toEqualTypeOf<unknown>()
  expectTypeOf<PayloadOf<Approval>['__typename']>().toEqualTypeOf<'DecideActionPayload'>()
  expectTypeOf<Discriminated<Approval | { __typename: 'NewPayload' }>>().toBeString()
  expectTypeOf<Discriminated<{ __typename: 'ConflictError' } | { __typename: 'A' }>>().toBeString()
})
