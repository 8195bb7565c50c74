import {
  type GraphQLInputType,
  type GraphQLResolveInfo,
  GraphQLString,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql'
import { isSafeText } from '#domain/text/text.ts'
import { badUserInput } from './errors.ts'

/** Throws BAD_USER_INPUT with the name of the field if an argument contains text that PostgreSQL cannot store. */
export function refuseUnsafeText(args: object, info: GraphQLResolveInfo): void {
  for (const { name, type } of info.parentType.getFields()[info.fieldName]?.args ?? []) {
    const unsafe = unsafeField(name, (args as Record<string, unknown>)[name], type)
    if (unsafe) throw badUserInput(`${unsafe} must not contain NUL or lone surrogates.`)
  }
}

function unsafeField(path: string, value: unknown, type: GraphQLInputType): string | null {
  const inner = getNullableType(type)
  if (value === null || value === undefined) return null
  if (inner === GraphQLString) return isSafeText(value as string) ? null : path
  if (isListType(inner))
    return firstOf(value as unknown[], (item, i) => unsafeField(`${path}.${i}`, item, inner.ofType))
  if (!isInputObjectType(inner)) return null
  const fields = Object.values(inner.getFields())
  return firstOf(fields, field =>
    unsafeField(`${path}.${field.name}`, (value as Record<string, unknown>)[field.name], field.type),
  )
}

function firstOf<T>(items: readonly T[], find: (item: T, i: number) => string | null): string | null {
  for (const [i, item] of items.entries()) {
    const found = find(item, i)
    if (found) return found
  }
  return null
}
