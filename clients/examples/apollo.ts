// Follows all actions with Apollo Client 4. GraphQLWsLink passes one payload object per subscription to graphql-ws,
// which sends it again after a lost connection. The `resume` link updates `after` in its variables, so that no change
// is missed.
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { createClient as createSocket } from 'graphql-ws'
import { map } from 'rxjs'
import WebSocket from 'ws'

const { DEFEND_URL: url = 'http://127.0.0.1:4000', DEFEND_TOKEN: token = '' } = process.env
const authorization = `Bearer ${token}`

interface Data {
  readonly actionChanged: {
    readonly cursor: string
    readonly event: { readonly sequence: number; readonly kind: string }
    readonly action: {
      readonly type: string
      readonly status: string
      readonly device: { readonly hostname: string } | null
    }
  }
}

const socket = createSocket({
  url: `${url.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket, // for Node 20; browsers and later Node versions have a built-in WebSocket
  connectionParams: { authorization },
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
})

const resume = new ApolloLink((operation, forward) => {
  const variables = { ...operation.variables }
  operation.variables = variables
  return forward(operation).pipe(
    map(result => {
      const cursor = (result.data as Data | null)?.actionChanged.cursor
      if (cursor) variables['after'] = cursor
      return result
    }),
  )
})

const http = new HttpLink({ uri: `${url}/graphql`, headers: { authorization } })
const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.split(
    ({ operationType }) => operationType === 'subscription',
    ApolloLink.from([resume, new GraphQLWsLink(socket)]),
    http,
  ),
})

const { data: head } = await client.query<{ ledgerHead: string }>({ query: gql`{ ledgerHead }` })

const changes = gql`
  subscription Changes($after: LedgerCursor) {
    actionChanged(after: $after) {
      cursor
      event { sequence kind }
      action { type status device { hostname } }
    }
  }
`
console.log('following')
client
  .subscribe<Data>({ query: changes, variables: { after: head?.ledgerHead }, fetchPolicy: 'no-cache' })
  .subscribe(({ data, error }) => {
    if (error) throw error
    if (data) console.log(data.actionChanged.event.kind, data.actionChanged.action.device?.hostname)
  })
