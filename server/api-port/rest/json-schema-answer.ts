import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { type InputSchemas, type JsonSchema, orNull, refTo } from './json-schema-input.ts'

/** JSON Schemas of operations' results. Each fragment becomes a component with its name. */
export function schemasOfAnswers(schema: GraphQLSchema, inputs: InputSchemas) {
  const components = new Map<string, JsonSchema>()

  const typeNamed = (name: string): GraphQLCompositeType => {
    const type = schema.getType(name)
    if (!isCompositeType(type)) throw new Error(`${name} has no fields`)
    return type
  }

  function ofSelection(
    document: DocumentNode,
    type: GraphQLCompositeType,
    set: SelectionSetNode,
  ): JsonSchema {
    const [only, ...others] = set.selections
    if (only?.kind === Kind.FRAGMENT_SPREAD && others.length === 0)
      return ofFragment(document, only.name.value)
    if (isAbstractType(type)) {
      const members = schema.getPossibleTypes(type).map(member => ofObject(document, member, set))
      return { anyOf: members }
    }
    return ofObject(document, type, set)
  }

  function ofFragment(document: DocumentNode, name: string): JsonSchema {
    if (!components.has(name)) {
      components.set(name, {})
      const fragment = fragmentOf(document, name)
      const type = typeNamed(fragment.typeCondition.name.value)
      components.set(name, ofSelection(document, type, fragment.selectionSet))
    }
    return refTo(name)
  }

  /** The fields that a selection reads from an object of exactly this type. */
  function fieldsOf(document: DocumentNode, type: GraphQLCompositeType, set: SelectionSetNode): FieldNode[] {
    return set.selections.flatMap(selection => {
      if (selection.kind === Kind.FIELD) return [selection]
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentOf(document, selection.name.value)
      const condition = inner.typeCondition ? typeNamed(inner.typeCondition.name.value) : type
      const applies =
        condition === type ||
        (isAbstractType(condition) && isObjectType(type) && schema.isSubType(condition, type))
      return applies ? fieldsOf(document, type, inner.selectionSet) : []
    })
  }

  function ofObject(document: DocumentNode, type: GraphQLCompositeType, set: SelectionSetNode): JsonSchema {
    const properties: Record<string, JsonSchema> = {}
    for (const field of fieldsOf(document, type, set)) {
      const name = (field.alias ?? field.name).value.replace(/^[a-z]\w*__/, '')
      properties[name] = ofField(document, type, field)
    }
    return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
  }

  function ofField(
    document: DocumentNode,
    type: GraphQLCompositeType,
    { name, selectionSet }: FieldNode,
  ): JsonSchema {
    if (name.value === '__typename') return { type: 'string', const: type.name }
    const field = 'getFields' in type ? type.getFields()[name.value] : undefined
    if (!field) throw new Error(`${type.name} has no ${name.value}`)
    const schema = ofType(document, field.type, selectionSet)
    return field.description ? { ...schema, description: field.description } : schema
  }

  function ofType(
    document: DocumentNode,
    type: GraphQLOutputType,
    set: SelectionSetNode | undefined,
  ): JsonSchema {
    if (!isNonNullType(type)) return orNull(notNull(document, type, set))
    return notNull(document, type.ofType, set)
  }

  function notNull(
    document: DocumentNode,
    type: GraphQLOutputType,
    set: SelectionSetNode | undefined,
  ): JsonSchema {
    if (isListType(type)) return { type: 'array', items: ofType(document, type.ofType, set) }
    if (isNonNullType(type)) return notNull(document, type.ofType, set)
    return isCompositeType(type) && set ? ofSelection(document, type, set) : inputs.named(type)
  }

  /** The selection below a field. */
  function below(document: DocumentNode, type: GraphQLCompositeType, set: SelectionSetNode, name: string) {
    const field = fieldsOf(document, type, set).find(({ alias, name: own }) => (alias ?? own).value === name)
    const definition = field && 'getFields' in type ? type.getFields()[field.name.value] : undefined
    if (!field?.selectionSet || !definition) throw new Error(`${type.name} has no ${name}`)
    return { type: compositeOf(definition.type), set: field.selectionSet }
  }

  return {
    ofResult: (document: DocumentNode, set: SelectionSetNode) =>
      ofSelection(document, typeOf(schema, document), set),
    ofNodes(document: DocumentNode, set: SelectionSetNode): JsonSchema {
      const edges = below(document, typeOf(schema, document), set, 'edges')
      const node = below(document, edges.type, edges.set, 'node')
      return ofSelection(document, node.type, node.set)
    },
    /** The payload's `value` together with the payload's other fields. */
    ofPayload(document: DocumentNode, set: SelectionSetNode): JsonSchema {
      const type = payloadOf(schema, document)
      const value = below(document, type, set, 'value')
      const more = fieldsOf(document, type, set).filter(({ alias, name }) =>
        alias ? alias.value !== 'value' : name.value !== '__typename',
      )
      if (more.length === 0) return ofSelection(document, value.type, value.set)
      const own = ofObject(
        document,
        value.type,
        value.set.selections[0]?.kind === Kind.FRAGMENT_SPREAD
          ? fragmentOf(document, value.set.selections[0].name.value).selectionSet
          : value.set,
      )
      const added = Object.fromEntries(more.map(field => [field.name.value, ofField(document, type, field)]))
      return {
        ...own,
        properties: { ...(own['properties'] as object), ...added },
        required: [...(own['required'] as string[]), ...Object.keys(added)],
      }
    },
    components: () => Object.fromEntries(components),
  }
}

function fragmentOf(document: DocumentNode, name: string) {
  const found = document.definitions.find(
    definition => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  )
  if (found?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error(`no fragment ${name}`)
  return found
}

function compositeOf(type: GraphQLOutputType): GraphQLCompositeType {
  if (isListType(type) || isNonNullType(type)) return compositeOf(type.ofType)
  if (!isCompositeType(type)) throw new Error(`${type.name} has no fields`)
  return type
}

/** The type of the operation's only root field. */
function typeOf(schema: GraphQLSchema, document: DocumentNode): GraphQLCompositeType {
  const operation = document.definitions.find(definition => definition.kind === Kind.OPERATION_DEFINITION)
  const [field] = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : []
  const root =
    operation?.kind === Kind.OPERATION_DEFINITION && operation.operation === 'mutation'
      ? schema.getMutationType()
      : schema.getQueryType()
  const definition = field?.kind === Kind.FIELD ? root?.getFields()[field.name.value] : undefined
  if (!definition) throw new Error('the operation has no result field')
  return compositeOf(definition.type)
}

/** The successful member of a mutation's result union. */
function payloadOf(schema: GraphQLSchema, document: DocumentNode): GraphQLCompositeType {
  const union = typeOf(schema, document)
  const members = isAbstractType(union) ? schema.getPossibleTypes(union) : []
  const payload = members.find(({ name }) => name.endsWith('Payload'))
  if (!payload) throw new Error(`${union.name} has no payload`)
  return payload
}
