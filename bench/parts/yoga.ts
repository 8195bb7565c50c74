import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSchema, createYoga } from 'graphql-yoga'
import { limitBody } from '../../server/graphql/body-limit.ts'
import { runPart } from './part.ts'

/** The floor of every mutation: Yoga with the service's options and a resolver that does nothing. */
runPart(async () => {
  const yoga = createYoga({
    schema: createSchema({
      typeDefs: `
        input SubmitActionInput { deviceId: ID!, action: ActionInput!, justification: String! }
        input ActionInput { killProcess: KillProcessInput }
        input KillProcessInput { pid: Int!, processName: String }
        type Action { rawId: ID! }
        type SubmitActionPayload { action: Action! }
        type UserError { message: String! }
        union SubmitActionResult = SubmitActionPayload | UserError
        type Query { nothing: String }
        type Mutation { submitAction(input: SubmitActionInput!): SubmitActionResult! }`,
      resolvers: {
        Mutation: {
          submitAction: async () => ({ action: { rawId: '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60' } }),
        },
        SubmitActionResult: { __resolveType: () => 'SubmitActionPayload' },
      },
    }),
    maxRequestBodySize: false,
    plugins: [limitBody(1024 * 1024)],
    logging: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
  })
  const server = createServer(yoga)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    ready: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
})
