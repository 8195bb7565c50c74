import {
  coerceInputValue,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isScalarType,
} from 'graphql'
import { invalidInput, type Problem } from './problem.ts'

export const inputTypeOf = (schema: GraphQLSchema, name: string): GraphQLInputObjectType => {
  const type = schema.getType(name)
  if (!isInputObjectType(type)) throw new Error(`${name} is not an input type`)
  return type
}

/** The first error in a value of an input type. */
export function faultOf(value: unknown, type: GraphQLInputType): Problem | null {
  let fault: Problem | null = null
  coerceInputValue(value, type, (path, _, { message }) => {
    fault ??= invalidInput(message, ...path.map(String))
  })
  return fault
}

const pageParameters = ['first', 'after'] as const

export interface ListQuery {
  readonly filter: Readonly<Record<string, unknown>>
  readonly first: number | null
  readonly after: string | null
}

/** Parses a filter and a page request from query parameters. Lists are repeated or comma-separated parameters. */
export function parseListQuery(
  search: URLSearchParams,
  filterType: GraphQLInputObjectType,
): ListQuery | { readonly problem: Problem } {
  const fields = filterType.getFields()
  const filter: Record<string, unknown> = {}
  for (const name of new Set(search.keys())) {
    const isPage = pageParameters.some(known => known === name)
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field && !isPage) {
      const known = [...Object.keys(fields), ...pageParameters].join(', ')
      return {
        problem: invalidInput(
          `${JSON.stringify(name)} is not a parameter; the parameters are ${known}.`,
          name,
        ),
      }
    }
    const texts = search.getAll(name)
    const isList = field !== undefined && isListType(getNullableType(field.type))
    if (!isList && texts.length > 1) return { problem: invalidInput(`${name} must not be repeated.`, name) }
    if (!field) continue
    const values = (isList ? texts.flatMap(text => text.split(',')) : texts).map(text =>
      jsonOf(text, field.type),
    )
    filter[name] = isList ? values : values[0]
  }
  const problem = faultOf(filter, filterType)
  if (problem) return { problem }
  const first = search.get('first')
  if (first !== null && !(/^\d{1,9}$/.test(first) && Number(first) >= 1 && Number(first) <= maxPage))
    return { problem: invalidInput(`first must be between 1 and ${maxPage}.`, 'first') }
  return { filter, first: first === null ? null : Number(first), after: search.get('after') }
}

export const maxPage = 200

/** Converts a parameter's text to a value of its type. Returns invalid text unchanged, so that coercion refuses it. */
function jsonOf(text: string, type: GraphQLInputType): unknown {
  const named = getNamedType(type)
  if (!isScalarType(named)) return text
  if (named.name === 'Boolean' && /^(true|false)$/.test(text)) return text === 'true'
  if (named.name === 'Int' && /^-?\d{1,10}$/.test(text)) return Number(text)
  return text
}
