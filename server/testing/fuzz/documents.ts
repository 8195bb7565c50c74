import fc from 'fast-check'
import {
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql'

const odd = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'ﬁ',
  '../..',
  '$1',
  "'; --",
  '203.0.113.1',
  '::',
  '-1',
  '2026-11-24T09:30:00.000Z',
  'x'.repeat(600),
]

/** Documents with any fields and arguments of the schema; most are valid, but few make sense. */
export const documents = (schema: GraphQLSchema, ids: readonly string[]): fc.Arbitrary<string> =>
  fc.gen().map(pick => {
    const below = (limit: number): number => pick(fc.nat, Math.max(0, limit - 1))
    const one = <T>(list: readonly T[]): T => list[below(list.length)] as T

    function literal(type: GraphQLInputType, depth: number): string {
      if (isNonNullType(type)) return literal(type.ofType, depth)
      if (below(12) === 0) return one(['null', '{}', '[]', '1', '""', 'true', 'CONSTRUCTOR'])
      if (isListType(type))
        return `[${Array.from({ length: below(3) }, () => literal(type.ofType, depth)).join(', ')}]`
      const named = getNamedType(type)
      if (isEnumType(named)) return one(named.getValues()).name
      if (isInputObjectType(named)) {
        if (depth > 4) return '{}'
        const fields = Object.values(named.getFields())
        const chosen = named.isOneOf
          ? [one(fields)]
          : fields.filter(field => isNonNullType(field.type) || below(3) === 0)
        return `{ ${chosen.map(field => `${field.name}: ${literal(field.type, depth + 1)}`).join(', ')} }`
      }
      switch (named.name) {
        case 'Int':
          return String(one([0, 1, 2, 50, 200, 201, -1, 2_147_483_647, 2_147_483_648]))
        case 'Boolean':
          return one(['true', 'false'])
        case 'Float':
          return one(['0', '1e308', '-0.5'])
        case 'ID':
          return JSON.stringify(one([...ids, ...odd]))
        default:
          return JSON.stringify(one([...odd, 'A justification that is long enough', 'xmrig', '/tmp/file']))
      }
    }

    function selectionOf(type: GraphQLObjectType, depth: number): string {
      const fields = Object.values(type.getFields()).filter(
        ({ type }) => depth < 4 || !isCompositeType(getNamedType(type)),
      )
      const chosen = Array.from({ length: 1 + below(3) }, () => one(fields)).filter(
        field => field !== undefined,
      )
      const selections = chosen.map((field, index) => {
        const given = field.args.filter(({ type }) => isNonNullType(type) || below(2) === 0)
        const args = given.map(arg => `${arg.name}: ${literal(arg.type, 0)}`).join(', ')
        const named = getNamedType(field.type)
        const selected = isCompositeType(named) ? ` { __typename ${within(named.name, depth + 1)} }` : ''
        return `f${depth}_${index}: ${field.name}${args && `(${args})`}${selected}`
      })
      return selections.join(' ')
    }

    function within(name: string, depth: number): string {
      const type = schema.getType(name)
      if (isObjectType(type)) return selectionOf(type, depth)
      if (!isUnionType(type) && !isInterfaceType(type)) return ''
      const possible = one(schema.getPossibleTypes(type))
      return `... on ${possible.name} { ${selectionOf(possible, depth)} }`
    }

    const kind = one(['query', 'query', 'mutation'] as const)
    const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType()
    return root ? `${kind} { ${selectionOf(root, 0)} }` : '{ __typename }'
  })
