import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql'

/** The path to an argument or to a field inside it, for example `['input', 'action', 'runScript', 'scriptId']`. */
export type Path = readonly string[]
type Field = GraphQLField<unknown, unknown>

export interface Entry {
  readonly kind: 'query' | 'mutation' | 'subscription'
  readonly field: Field
  /** For example `Query.actions`. */
  readonly name: string
}

export function entriesOf(schema: GraphQLSchema): Entry[] {
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  }
  return Object.entries(roots).flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).map(field => ({
      kind: kind as Entry['kind'],
      field,
      name: `${root?.name}.${field.name}`,
    })),
  )
}

/** All arguments, and fields inside arguments, whose type has this name. */
export function pathsTo(typeName: string, { args }: Pick<Field, 'args'>): Path[] {
  function within({ name, type }: GraphQLArgument | GraphQLInputField, seen: readonly string[]): Path[] {
    const named = getNamedType(type)
    if (named.name === typeName) return [[name]]
    if (!isInputObjectType(named) || seen.includes(named.name)) return []
    const fields = Object.values(named.getFields())
    return fields.flatMap(field => within(field, [...seen, named.name])).map(path => [name, ...path])
  }
  return args.flatMap(argument => within(argument, []))
}

/** Provides a value of a leaf type for a path. */
export type Leaf = (typeName: string, path: Path) => unknown

/** Variables with all required values, plus the optional ones on the wanted paths. */
export function variablesOf(
  { args }: Pick<Field, 'args'>,
  leaf: Leaf,
  ...wanted: Path[]
): Record<string, unknown> {
  const isWanted = (path: Path) => wanted.some(way => path.every((name, i) => way[i] === name))

  function valueFor(type: GraphQLInputType, path: Path): unknown {
    const inner = getNullableType(type)
    if (isListType(inner)) {
      const item = valueFor(inner.ofType, path)
      return Array.isArray(item) ? item : [item]
    }
    if (isEnumType(inner)) return leaf(inner.name, path) ?? inner.getValues()[0]?.name
    if (!isInputObjectType(inner)) return leaf(inner.name, path)
    const fields = Object.values(inner.getFields())
    const needed = inner.isOneOf
      ? [fields.find(({ name }) => isWanted([...path, name])) ?? fields[0]]
      : fields.filter(({ name, type }) => isNonNullType(type) || isWanted([...path, name]))
    return Object.fromEntries(
      needed.flatMap(field => (field ? [[field.name, valueFor(field.type, [...path, field.name])]] : [])),
    )
  }

  const needed = args.filter(({ name, type }) => isNonNullType(type) || isWanted([name]))
  return Object.fromEntries(needed.map(({ name, type }) => [name, valueFor(type, [name])]))
}

/** An operation on one entry point that passes every argument as a variable. */
export function operationOf({ kind, field }: Entry, variables: object, selection: string): string {
  const args = field.args.filter(({ name }) => name in variables)
  const declared = args.map(({ name, type }) => `$${name}: ${type}`).join(', ')
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ')
  return `${kind} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selection} }`
}

interface Depth {
  readonly levels: number
  /** Arguments of nested pages. */
  readonly page?: string
  /** Prefix for aliases: members of a union may have fields with the same name but different types. */
  readonly prefix?: string
}

/** Selects all fields of a type, and of each member of a union, to a depth. Omits fields with required arguments. */
export function everythingOf(type: GraphQLOutputType, { levels, page = '', prefix = '' }: Depth): string {
  const named = getNamedType(type)
  if (isUnionType(named)) {
    const members = named.getTypes().map(member => {
      const inside = everythingOf(member, { levels, page, prefix: `${prefix}${member.name}_` })
      return `... on ${member.name} ${inside}`
    })
    return `{ __typename ${members.join(' ')} }`
  }
  if (!isObjectType(named) && !isInterfaceType(named)) return ''
  const fields = Object.values(named.getFields()).flatMap(field => {
    const isLeaf = isLeafType(getNamedType(field.type))
    if ((!isLeaf && levels === 0) || field.args.some(({ type }) => isNonNullType(type))) return []
    const args = field.args.some(({ name }) => name === 'first') ? page : ''
    const alias = prefix && `${prefix}${field.name}: `
    return [
      `${alias}${field.name}${args} ${isLeaf ? '' : everythingOf(field.type, { levels: levels - 1, page })}`,
    ]
  })
  return `{ __typename ${fields.join(' ')} }`
}
