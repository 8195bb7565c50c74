// Follows all actions with urql over graphql-ws. Each change has a cursor. After a lost connection graphql-ws
// subscribes again with the same payload object, so updating `after` in it ensures that no change is missed.
import { createClient as createUrql, fetchExchange, gql, subscriptionExchange } from '@urql/core'
import { createClient as createSocket } from 'graphql-ws'
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

const client = createUrql({
  url: `${url}/graphql`,
  preferGetMethod: false,
  fetchOptions: { headers: { authorization } },
  exchanges: [
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables = {} }) => ({
        subscribe(sink) {
          const payload = { query, variables: { ...variables } as Record<string, unknown> }
          const unsubscribe = socket.subscribe<Data>(payload, {
            ...sink,
            next(result) {
              const cursor = result.data?.actionChanged.cursor
              if (cursor) payload.variables['after'] = cursor
              sink.next(result as Parameters<typeof sink.next>[0])
            },
          })
          return { unsubscribe }
        },
      }),
    }),
  ],
})

const { data: head, error } = await client.query<{ ledgerHead: string }>('{ ledgerHead }', {}).toPromise()
if (!head) throw error ?? new Error('no response')

const changes = gql<Data, { after: string }>`
  subscription Changes($after: LedgerCursor) {
    actionChanged(after: $after) {
      cursor
      event { sequence kind }
      action { type status device { hostname } }
    }
  }
`
console.log('following')
client.subscription(changes, { after: head.ledgerHead }).subscribe(({ data, error }) => {
  if (error) throw error
  if (data) console.log(data.actionChanged.event.kind, data.actionChanged.action.device?.hostname)
})
