import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql'

export type JsonSchema = Readonly<Record<string, unknown>>

/** The JSON Schema of a leaf type. Ids are raw ids. */
function schemaOfLeaf({ name }: GraphQLNamedType): JsonSchema {
  switch (name) {
    case 'Int':
      return { type: 'integer' }
    case 'Float':
      return { type: 'number' }
    case 'Boolean':
      return { type: 'boolean' }
    case 'DateTime':
      return { type: 'string', format: 'date-time' }
    case 'JSON':
      return {}
    default:
      return { type: 'string' }
  }
}

export const orNull = (schema: JsonSchema): JsonSchema => {
  if (Object.keys(schema).length === 0) return schema
  return typeof schema['type'] === 'string' && !('enum' in schema)
    ? { ...schema, type: [schema['type'], 'null'] }
    : { anyOf: [schema, { type: 'null' }] }
}

export const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/** JSON Schemas of GraphQL input types. Each used type becomes a component. */
export function schemasOfInputs() {
  const components = new Map<string, JsonSchema>()

  function named(type: GraphQLNamedType): JsonSchema {
    if (isEnumType(type)) {
      const values = type.getValues().map(({ name }) => name)
      components.set(type.name, describe(type, { type: 'string', enum: values }))
      return refTo(type.name)
    }
    if (!isInputObjectType(type)) return schemaOfLeaf(type)
    if (!components.has(type.name)) {
      components.set(type.name, {})
      components.set(type.name, object(type))
    }
    return refTo(type.name)
  }

  /** Ignores non-null wrappers. */
  function value(type: GraphQLInputType): JsonSchema {
    const inner = isNonNullType(type) ? type.ofType : type
    return isListType(inner)
      ? { type: 'array', items: value(inner.ofType) }
      : named(inner as GraphQLNamedType)
  }

  function object(type: GraphQLInputObjectType, without?: string): JsonSchema {
    const fields = Object.values(type.getFields()).filter(({ name }) => name !== without)
    const properties = fields.map(({ name, type: of, description }) => {
      const schema = isNonNullType(of) || type.isOneOf ? value(of) : orNull(value(of))
      return [name, { ...schema, ...(description && { description }) }]
    })
    const required = fields.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)
    return describe(type, {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(properties),
      ...(required.length > 0 && { required }),
      ...(type.isOneOf && { minProperties: 1, maxProperties: 1 }),
    })
  }

  return {
    value,
    named,
    /** @param without a field to omit, because it is not in the body */
    body: (type: GraphQLInputObjectType, without?: string): JsonSchema =>
      without ? object(type, without) : named(type),
    components: () => Object.fromEntries(components),
  }
}
export type InputSchemas = ReturnType<typeof schemasOfInputs>

const describe = ({ description }: GraphQLNamedType, schema: JsonSchema): JsonSchema => ({
  ...schema,
  ...(description && { description }),
})
