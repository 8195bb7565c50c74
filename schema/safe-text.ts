import {
  type GraphQLInputType,
  type GraphQLResolveInfo,
  GraphQLString,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql'
import { isSafeName, isSafeText } from '#domain/text/text.ts'
import { badUserInput } from './errors.ts'

/**
 * Throws BAD_USER_INPUT with the name of the field if an argument contains text that PostgreSQL cannot store, or a line
 * break in a name or an address (extension `oneLine`).
 */
export function refuseUnsafeText(args: object, info: GraphQLResolveInfo): void {
  for (const { name, type } of info.parentType.getFields()[info.fieldName]?.args ?? []) {
    const unsafe = unsafeField(name, (args as Record<string, unknown>)[name], type, false)
    if (unsafe) throw badUserInput(unsafe)
  }
}

/** What is wrong with the text, for people; null if nothing is. */
function unsafeField(path: string, value: unknown, type: GraphQLInputType, oneLine: boolean): string | null {
  const inner = getNullableType(type)
  if (value === null || value === undefined) return null
  if (inner === GraphQLString) {
    if (!isSafeText(value as string)) return `${path} must not contain NUL or lone surrogates.`
    return oneLine && !isSafeName(value as string) ? `${path} must not contain line breaks.` : null
  }
  if (isListType(inner))
    return firstOf(value as unknown[], (item, i) => unsafeField(`${path}.${i}`, item, inner.ofType, oneLine))
  if (!isInputObjectType(inner)) return null
  const fields = Object.values(inner.getFields())
  return firstOf(fields, field =>
    unsafeField(
      `${path}.${field.name}`,
      (value as Record<string, unknown>)[field.name],
      field.type,
      field.extensions['oneLine'] === true,
    ),
  )
}

function firstOf<T>(items: readonly T[], find: (item: T, i: number) => string | null): string | null {
  for (const [i, item] of items.entries()) {
    const found = find(item, i)
    if (found) return found
  }
  return null
}
