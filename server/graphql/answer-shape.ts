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
  readonly dependsOnCaller: CallerDependence
}

/**
 * Which callers with the same roles get different answers: none; those who are involved in an action of the answer, such
 * as its submitter; or any two.
 */
export type CallerDependence = false | 'involvement' | 'caller'

/**
 * Reads the shape of a subscription whose only root field is `actionChanged`; null for other operations.
 *
 * A field, argument or input field declares with the extension `dependsOnCaller` that its answer differs between callers
 * with the same roles: `true` between any two callers, `'involvement'` only for callers that are involved in the action.
 * A resolver that declares `'involvement'` must get the caller from `callerTowards` of its context.
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
  let dependsOnCaller: CallerDependence = false
  const types = new TypeInfo(schema)
  const declared = (part: { readonly extensions: object } | null | undefined) => {
    dependsOnCaller = stronger(dependsOnCaller, declaredBy(part))
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
        if (type) dependsOnCaller = stronger(dependsOnCaller, dependenceOf(type))
      },
    }),
  )
  return { variables: [...variables].sort(), dependsOnCaller }
}

const strength: readonly CallerDependence[] = [false, 'involvement', 'caller']
const stronger = (a: CallerDependence, b: CallerDependence): CallerDependence =>
  strength.indexOf(a) > strength.indexOf(b) ? a : b

function declaredBy(part: { readonly extensions: object } | null | undefined): CallerDependence {
  const declared = part && 'dependsOnCaller' in part.extensions ? part.extensions.dependsOnCaller : false
  if (declared === 'involvement') return 'involvement'
  return declared ? 'caller' : false
}

/** The strongest dependence of the input fields that a value of this type can contain. */
function dependenceOf(type: GraphQLInputType, seen = new Set<string>()): CallerDependence {
  const named = getNamedType(type)
  if (!isInputObjectType(named) || seen.has(named.name)) return false
  seen.add(named.name)
  return Object.values(named.getFields())
    .map(field => stronger(declaredBy(field), dependenceOf(field.type, seen)))
    .reduce(stronger, false)
}
