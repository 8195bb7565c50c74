import { randomUUID } from 'node:crypto'
import { execute, type GraphQLSchema, parse } from 'graphql'
import type { Application } from '#app/application.ts'
import { type Caller, roles } from '#domain/people/actor.ts'
import { within } from '#flow/within.ts'
import type { Authenticate } from '../access/authentication.ts'

const document = parse(/* GraphQL */ `
  query WarmUp($id: ID!) {
    viewer {
      __typename
    }
    actions(first: 1) {
      edges {
        node {
          id
          status
          device {
            hostname
          }
        }
      }
    }
    devices(first: 1) {
      edges {
        node {
          id
          hostname
        }
      }
    }
    action(id: $id) {
      status
    }
  }
`)

/** A caller of an organization that does not exist: its queries find nothing and its submissions are refused. */
function strangerCaller(): Caller {
  const id = randomUUID()
  return {
    organization: randomUUID(),
    actor: { kind: 'analyst', id, name: 'warm-up' },
    roles: new Set(roles),
    responsible: id,
    samePerson: new Set([id]),
  }
}

interface WarmUpOptions {
  readonly schema: GraphQLSchema
  readonly contextOf: (caller: Caller) => unknown
  readonly app: Pick<Application, 'submitAction'>
  readonly authenticate: Authenticate
}

/** Milliseconds to wait for an issuer that may be away. */
const keysTimeout = 2000

/**
 * Does the work that would delay the first request by about a second: fetches the issuer's keys, loads the query engine,
 * connects every pool, and compiles the code paths of a query and a submission. Writes nothing.
 */
export async function warmUp({ schema, contextOf, app, authenticate }: WarmUpOptions): Promise<void> {
  const keys = within(
    keysTimeout,
    authenticate('a token that is refused').catch(() => null),
  )
  const caller = strangerCaller()
  const deviceId = randomUUID()
  const action = { killProcess: { pid: 4242 } }
  const justification = 'Warm-up of a new process.'
  const { errors } = await execute({
    schema,
    document,
    variableValues: { id: randomUUID() },
    contextValue: await contextOf(caller),
  })
  // Rejects, because the organization has no ledger; by then the committer is connected.
  await app.submitAction(caller, { device: deviceId, action, justification }).catch(() => {})
  await keys
  if (errors?.[0]) throw errors[0]
}
