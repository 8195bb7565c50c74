import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import type { RequestInfo } from '../../access/request-info.ts'
import { faultOf, inputTypeOf, parseListQuery } from './input.ts'
import { openApiDocument } from './open-api.ts'
import { answerProblem, invalidInput, notFound, type Problem, problemOfRefusal, readJson } from './problem.ts'
import { type RestRoute, type RouteKind, routes } from './routes.ts'
import type { RunOperation } from './run-operation.ts'

export interface Rest {
  /** The OpenAPI document, as JSON text. Built on the first call. */
  openApi(): string
  /** Answers a request below `/v1/`. */
  serve(request: IncomingMessage, response: ServerResponse, url: URL, info: RequestInfo): Promise<void>
}

interface Options {
  readonly schema: GraphQLSchema
  readonly run: RunOperation
}

type Answer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }
  | { readonly problem: Problem }

interface Match {
  readonly route: RestRoute
  readonly id: string | null
}

/** Rows per operation. A page of 200 would exceed the cost limit of one operation. */
const pageOfOperation = 50
const defaultPage = 50

/** REST over the GraphQL schema. Each route is a GraphQL operation and a mapping of its result to HTTP. */
export function createRest({ schema, run }: Options): Rest {
  let openApi: string | undefined

  async function read({ document }: RestRoute, id: string, info: RequestInfo): Promise<Answer> {
    const answer = await run(document, { id }, info)
    if ('problem' in answer) return answer
    const { result } = answer.data
    return result === null ? { problem: notFound('Not found.') } : { status: 200, body: plain(result) }
  }

  async function list(
    { document, path }: RestRoute,
    { filter: filterType }: Extract<RouteKind, { name: 'list' }>,
    search: URLSearchParams,
    info: RequestInfo,
  ): Promise<Answer> {
    const query = parseListQuery(search, inputTypeOf(schema, filterType))
    if ('problem' in query) return query
    const rows: unknown[] = []
    const size = query.first ?? defaultPage
    let { after } = query
    let hasMore = true
    while (hasMore && rows.length < size) {
      const first = Math.min(pageOfOperation, size - rows.length)
      const answer = await run(document, { filter: query.filter, first, after }, info)
      if ('problem' in answer) return { problem: withPath('after', answer.problem) }
      const { edges, pageInfo } = answer.data['result'] as Connection
      rows.push(...edges.map(({ node }) => plain(node)))
      hasMore = pageInfo.hasNextPage
      after = pageInfo.endCursor
    }
    return { status: 200, body: rows, headers: hasMore ? { link: nextLink(path, search, after) } : {} }
  }

  async function command(
    { document }: RestRoute,
    kind: Extract<RouteKind, { name: 'command' }>,
    id: string | null,
    request: IncomingMessage,
    info: RequestInfo,
  ): Promise<Answer> {
    const body = await readJson(request)
    if ('problem' in body) return body
    const completed = inputOf(kind, body.json, id, request)
    if ('problem' in completed) return completed
    const { input } = completed
    const problem = faultOf(input, inputTypeOf(schema, kind.input))
    if (problem) return { problem }
    const answer = await run(document, { input }, info)
    if ('problem' in answer) return answer
    const { __typename, value, ...more } = answer.data['result'] as Outcome
    if (!value) return { problem: problemOfRefusal(more as Parameters<typeof problemOfRefusal>[0]) }
    const result = { ...value, ...more }
    const headers = kind.location ? { location: `${kind.location}${value['id']}` } : {}
    return { status: kind.status, body: plain(result), headers }
  }

  function answerTo({ route, id }: Match, request: IncomingMessage, url: URL, info: RequestInfo) {
    switch (route.kind.name) {
      case 'read':
        return read(route, id ?? '', info)
      case 'list':
        return list(route, route.kind, url.searchParams, info)
      case 'command':
        return command(route, route.kind, id, request, info)
    }
  }

  return {
    openApi: () => {
      openApi ??= JSON.stringify(openApiDocument(schema, routes))
      return openApi
    },
    async serve(request, response, url, info) {
      const matches = matching(url.pathname)
      const match = matches.find(({ route }) => route.method === request.method)
      if (!match) return answerProblem(response, misdirected(matches))
      const answer = await answerTo(match, request, url, info)
      if ('problem' in answer) return answerProblem(response, answer.problem)
      response.writeHead(answer.status, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        ...answer.headers,
      })
      response.end(JSON.stringify(answer.body))
    },
  }
}

interface Connection {
  readonly edges: readonly { readonly node: object }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}
interface Outcome {
  readonly __typename: string
  readonly value?: Readonly<Record<string, unknown>>
}

const patterns = routes.map(route => ({
  route,
  pattern: new RegExp(`^${route.path.replace('{id}', '([^/]+)')}$`),
}))

function matching(path: string): Match[] {
  return patterns.flatMap(({ route, pattern }) => {
    const match = pattern.exec(path)
    return match ? [{ route, id: match[1] === undefined ? null : decodeText(match[1]) }] : []
  })
}

/** Decodes a part of the path. Malformed escapes match no resource. */
function decodeText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function misdirected(matches: readonly Match[]): Problem {
  if (matches.length === 0) return notFound('Not found; /v1/openapi.json lists all paths.')
  const allowed = [...new Set(matches.map(({ route }) => route.method))].join(', ')
  const detail = `Only ${allowed} is allowed.`
  return { status: 405, code: 'METHOD_NOT_ALLOWED', detail, headers: { allow: allowed } }
}

type Input = Readonly<Record<string, unknown>>

/** The GraphQL input: the body with the id from the path and the key from the header. */
function inputOf(
  { idField, idempotent }: Extract<RouteKind, { name: 'command' }>,
  json: unknown,
  id: string | null,
  request: IncomingMessage,
): { readonly input: Input } | { readonly problem: Problem } {
  const body = json ?? {}
  if (typeof body !== 'object' || Array.isArray(body))
    return { problem: { status: 422, code: 'INVALID_INPUT', detail: 'The body must be a JSON object.' } }
  if (idField) {
    if (idField in body)
      return { problem: invalidInput(`${idField} must not be in the body; it is in the path.`, idField) }
    return { input: { ...body, [idField]: id } }
  }
  const key = request.headers['idempotency-key']
  if (!idempotent || key === undefined) return { input: body as Input }
  const keyInBody = (body as Input)['idempotencyKey']
  if (keyInBody !== undefined && keyInBody !== null && keyInBody !== key)
    return {
      problem: invalidInput(
        'idempotencyKey and the header Idempotency-Key must not differ.',
        'idempotencyKey',
      ),
    }
  return { input: { ...body, idempotencyKey: String(key) } }
}

const withPath = (parameter: string, problem: Problem): Problem =>
  problem.code === 'BAD_CURSOR' ? { ...problem, path: [parameter] } : problem

function nextLink(path: string, search: URLSearchParams, after: string | null): string {
  const next = new URLSearchParams(search)
  next.set('after', after ?? '')
  return `<${path}?${next}>; rel="next"`
}

/** Renames aliases `<part>__<field>` in a result to `<field>`. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [plainName(name), plain(inner)]))
}

/** For example `pid` for `forensics__pid`; `__typename` is unchanged. */
const plainName = (name: string): string => name.replace(/^[a-z]\w*__/, '')
