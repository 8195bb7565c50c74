import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInputObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/** The inputs of a subscription's answers, besides the change itself and the caller's organization and roles. */
export interface AnswerShape {
  /** Variables used below the root field. Those of the root field's arguments select changes but do not affect answers. */
  readonly variables: readonly string[]
  /** Whether the answers differ between two callers with the same roles. */
  readonly dependsOnCaller: boolean
}

/**
 * Reads the shape of a subscription whose only root field is `actionChanged`; null for other operations.
 *
 * A field, argument or input field declares with the extension `dependsOnCaller: true` that its answer differs between
 * callers with the same roles.
 */
export function readAnswerShape(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): AnswerShape | null {
  const operation = getOperationAST(document, operationName)
  const [root, ...others] = operation?.selectionSet.selections ?? []
  if (!operation || root?.kind !== Kind.FIELD || root.name.value !== 'actionChanged' || others.length > 0)
    return null

  const variables = new Set<string>()
  let dependsOnCaller = false
  const types = new TypeInfo(schema)
  const declared = (part: { readonly extensions: object } | null | undefined) => {
    dependsOnCaller ||= isDeclared(part)
  }
  const selection = {
    ...operation,
    variableDefinitions: [],
    selectionSet: { ...operation.selectionSet, selections: [{ ...root, arguments: [] }] },
  }
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  visit(
    { kind: Kind.DOCUMENT, definitions: [selection, ...fragments] },
    visitWithTypeInfo(types, {
      Field: () => declared(types.getFieldDef()),
      Argument: () => declared(types.getArgument()),
      ObjectField({ name }) {
        const parent = types.getParentInputType()
        const type = parent && getNamedType(parent)
        if (isInputObjectType(type)) declared(type.getFields()[name.value])
      },
      Variable({ name }) {
        variables.add(name.value)
        const type = types.getInputType()
        dependsOnCaller ||= type ? mayDependOnCaller(type) : false
      },
    }),
  )
  return { variables: [...variables].sort(), dependsOnCaller }
}

const isDeclared = (part: { readonly extensions: object } | null | undefined): boolean =>
  part !== null &&
  part !== undefined &&
  'dependsOnCaller' in part.extensions &&
  part.extensions.dependsOnCaller === true

/** Whether a value of this type can contain an input field that is declared. */
function mayDependOnCaller(type: GraphQLInputType, seen = new Set<string>()): boolean {
  const named = getNamedType(type)
  if (!isInputObjectType(named) || seen.has(named.name)) return false
  seen.add(named.name)
  return Object.values(named.getFields()).some(
    field => isDeclared(field) || mayDependOnCaller(field.type, seen),
  )
}
