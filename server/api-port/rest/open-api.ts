import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql'
import { inputTypeOf, maxPage } from './input.ts'
import { schemasOfAnswers } from './json-schema-answer.ts'
import { type JsonSchema, schemasOfInputs } from './json-schema-input.ts'
import type { RestRoute } from './routes.ts'

const json = (schema: JsonSchema) => ({ 'application/json': { schema } })

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'For people.' },
    code: { type: 'string', description: 'Stable, for programs.' },
    path: {
      type: 'array',
      items: { type: 'string' },
      description: 'Path of the invalid field or parameter.',
    },
    conflictingAction: {
      type: 'object',
      description: 'With 409: the current state of the action.',
      properties: { id: { type: 'string' }, status: { $ref: '#/components/schemas/ActionStatus' } },
    },
    errorId: { type: 'string', description: 'With 500: the id of the error in the log.' },
  },
}

const problems: Readonly<Record<number, string>> = {
  400: 'The body is not JSON.',
  401: 'The token is missing or invalid.',
  403: 'Your roles do not allow this, or the action is your own.',
  404: 'Not found.',
  409: "The action's state does not allow this, or the idempotency key was used for another request.",
  413: 'The body is larger than 1 MiB.',
  422: 'The input is invalid or too large, or its target is protected.',
  429: 'A limit has been reached; Retry-After has the seconds to wait.',
  500: 'Internal error.',
  503: 'The service is temporarily unavailable. The operation may or may not have taken effect.',
}

const failures = Object.fromEntries(
  Object.entries(problems).map(([status, description]) => [
    status,
    {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]),
)

/** The OpenAPI 3.1 document, generated from the routes and the schema. */
export function openApiDocument(schema: GraphQLSchema, routes: readonly RestRoute[]): object {
  const inputs = schemasOfInputs()
  const answers = schemasOfAnswers(schema, inputs)
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const operations = paths[route.path] ?? {}
    paths[route.path] = operations
    operations[route.method.toLowerCase()] = operationOf(route)
  }

  function operationOf(route: RestRoute): object {
    const { operationId, summary, tag, path, kind } = route
    const parameters = [
      ...(path.includes('{id}') ? [pathId] : []),
      ...(kind.name === 'list' ? listParameters(kind.filter) : []),
      ...(kind.name === 'command' && kind.idempotent ? [idempotencyKey] : []),
    ]
    return {
      operationId,
      summary,
      tags: [tag],
      ...(parameters.length > 0 && { parameters }),
      ...(kind.name === 'command' && {
        requestBody: {
          required: kind.idField === undefined,
          content: json(inputs.body(inputTypeOf(schema, kind.input), kind.idField)),
        },
      }),
      responses: { ...successOf(route), ...failures },
    }
  }

  function listParameters(filter: string): object[] {
    const fields = Object.values(inputTypeOf(schema, filter).getFields())
    const filters = fields.map(({ name, type, description }) => ({
      name,
      in: 'query',
      ...(description && { description }),
      schema: inputs.value(type),
    }))
    const first = { type: 'integer', minimum: 1, maximum: maxPage, default: 50 }
    return [
      ...filters,
      { name: 'first', in: 'query', description: 'The size of the page.', schema: first },
      {
        name: 'after',
        in: 'query',
        description: 'The cursor after which the page starts; see the Link header.',
        schema: { type: 'string' },
      },
    ]
  }

  function successOf({ document, kind }: RestRoute): object {
    const parsed = parse(document)
    const result = resultOf(parsed)
    if (kind.name === 'read')
      return { 200: { description: 'The resource.', content: json(answers.ofResult(parsed, result)) } }
    if (kind.name === 'list') {
      const link = { description: 'The next page: rel="next".', schema: { type: 'string' } }
      const items = answers.ofNodes(parsed, result)
      return {
        200: { description: 'A page.', headers: { Link: link }, content: json({ type: 'array', items }) },
      }
    }
    const location = { description: 'The path of the resource.', schema: { type: 'string' } }
    return {
      [kind.status]: {
        description: kind.status === 201 ? 'Created.' : 'Done.',
        ...(kind.location && { headers: { Location: location } }),
        content: json(answers.ofPayload(parsed, result)),
      },
    }
  }

  return {
    openapi: '3.1.0',
    info: {
      title: 'Defend Response',
      version: '1',
      description: 'For tools without GraphQL. Callers, rights, rules and limits are the same.',
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map(name => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A JWT of the issuer, or an API key.' },
      },
      schemas: { Problem: problemSchema, ...inputs.components(), ...answers.components() },
    },
  }
}

const pathId = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The raw id.',
  schema: { type: 'string' },
}
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Same as `idempotencyKey` in the body: a repeated request with the same key changes nothing.',
  schema: { type: 'string', maxLength: 200 },
}

/** The selection of the operation's only root field. */
function resultOf(document: DocumentNode): SelectionSetNode {
  const [field] = getOperationAST(document)?.selectionSet.selections ?? []
  if (field?.kind !== Kind.FIELD || !field.selectionSet) throw new Error('the operation has no result field')
  return field.selectionSet
}
