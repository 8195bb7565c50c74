import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'

type Variables = Readonly<Record<string, unknown>>

const defaultPage = 50
const assumedListLength = 10
/** Maximum length of a page or a list of ids. Longer ones cost no more, because execution refuses them. */
const longest = 200

/** The price of a field's own value, and of `__schema` or `__type` with everything below them. */
interface Prices {
  readonly extension: 'cost' | 'bytes'
  readonly usual: number
  readonly introspection: number
}

type Estimate = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: Variables,
) => number

/**
 * The cost of an operation: 1 per field, or the field's extension `cost`, multiplied by the sizes of the pages
 * and lists around it. `__schema` and `__type` cost 1,000 each with everything below them; `__typename` is free.
 */
export const costOf: Estimate = (...asked) =>
  estimate({ extension: 'cost', usual: 1, introspection: 1000 }, ...asked)

/** Bytes that an operation's result may need: those of its large fields (extension `bytes`), and a little for the others. */
export const bytesOf: Estimate = (...asked) =>
  estimate({ extension: 'bytes', usual: 200, introspection: 512 * 1024 }, ...asked)

function estimate(
  prices: Prices,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: Variables,
): number {
  const variables = { ...defaultsOf(operation), ...values }
  const fragments = new Map<string, number>()
  const { introspection, usual } = prices

  function ofFragment(name: string): number {
    const known = fragments.get(name)
    if (known !== undefined) return known
    const fragment = document.definitions.find(
      definition => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    )
    const cost =
      fragment?.kind === Kind.FRAGMENT_DEFINITION
        ? within(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value))
        : 0
    fragments.set(name, cost)
    return cost
  }

  function within(set: SelectionSetNode, type: GraphQLNamedType | undefined): number {
    let cost = 0
    for (const selection of set.selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          cost += ofField(selection, type)
          break
        case Kind.FRAGMENT_SPREAD:
          cost += ofFragment(selection.name.value)
          break
        case Kind.INLINE_FRAGMENT: {
          const condition = selection.typeCondition?.name.value
          cost += within(selection.selectionSet, condition ? schema.getType(condition) : type)
        }
      }
    }
    return cost
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): number {
    const name = node.name.value
    if (name === '__schema' || name === '__type') return introspection
    if (name.startsWith('__')) return 0
    const isComposite = isObjectType(parent) || isInterfaceType(parent)
    const field = isComposite ? parent.getFields()[name] : undefined
    if (!field) return usual
    const own = priceOf(field)
    if (!node.selectionSet) return own
    const times =
      parent === schema.getQueryType() && name === 'nodes' ? idsOf(node) : sizeOf(node, field, parent)
    return own + times * within(node.selectionSet, getNamedType(field.type))
  }

  const argument = (node: FieldNode, name: string): unknown => {
    const value = node.arguments?.find(argument => argument.name.value === name)?.value
    return value && valueFromASTUntyped(value, variables)
  }

  function idsOf(node: FieldNode): number {
    const ids = argument(node, 'ids')
    return Array.isArray(ids) ? Math.min(ids.length, longest) : 1
  }

  function sizeOf(
    node: FieldNode,
    { args, type, name }: GraphQLField<unknown, unknown>,
    parent: GraphQLNamedType | undefined,
  ): number {
    if (args.some(argument => argument.name === 'first')) {
      const sizes = [argument(node, 'first'), argument(node, 'last')].filter(size => typeof size === 'number')
      return sizes.length === 0 ? defaultPage : Math.min(Math.max(...sizes, 1), longest)
    }
    if (!isListType(getNullableType(type))) return 1
    return name === 'edges' && parent?.name.endsWith('Connection') ? 1 : assumedListLength
  }

  function priceOf({ extensions }: GraphQLField<unknown, unknown>): number {
    const declared: unknown = extensions[prices.extension]
    return typeof declared === 'number' ? declared : usual
  }

  const root = schema.getRootType(operation.operation)
  return within(operation.selectionSet, root ?? undefined)
}

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  )
