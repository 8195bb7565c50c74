import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { readArtifact } from '#app/action/artifacts.ts'
import { allUseCases } from '#app/all-use-cases.ts'
import { exportHistory } from '#app/ledger/export-history.ts'
import type { ChangeFeed, Notice } from '#app/ports.ts'
import type { Role } from '#domain/people/actor.ts'
import { createContext, type Services } from '../../schema/context.ts'
import { decodeId } from '../../schema/global-id.ts'
import { buildSchema } from '../../schema/schema.ts'
import { type Api, type ApiOptions, openApi } from '../api-port/api-server.ts'
import { createDownloadTickets } from '../api-port/download-tickets.ts'
import { openCallers } from '../postgres/callers/callers.ts'
import { openDirectory } from '../postgres/callers/directory.ts'
import { openCommitter } from '../postgres/commit/group-commit.ts'
import { openHistory } from '../postgres/ledger/history.ts'
import { openLedgerReader } from '../postgres/ledger/ledger-reader.ts'
import { openReadClients } from '../postgres/lists/read-client.ts'
import { openReadings } from '../postgres/lists/readings.ts'
import { isOutage } from '../postgres/pool/outage.ts'
import { openPool } from '../postgres/pool/pool.ts'
import { createDatabase } from '../testing/database.ts'
import { claimsOf, seedDevice } from '../testing/seed.ts'
import { createHttpSender, type HttpSenderOptions } from '../webhooks/http-sender.ts'
import { createWebhookSecrets } from '../webhooks/webhook-secrets.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads into an answer whose shape its query says
  readonly data: any
  readonly errors?: readonly {
    readonly message: string
    readonly path?: unknown
    readonly extensions: Record<string, unknown>
  }[]
}

/** One who calls the API. */
export interface Person {
  readonly token: string
  ask(query: string, variables?: object): Promise<Answer>
}

/** A feed within one process. */
function localFeed(): ChangeFeed {
  const listeners = new Set<(notice: Notice) => void>()
  return {
    publish: notice => {
      for (const listener of listeners) listener(notice)
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The API over a real database; a token is `<organization>/<name>/<roles>/<expiry in ms>`. */
export async function openTestApi(
  options: Partial<ApiOptions> = {},
  via = async (url: string) => url,
  webhookSender: Partial<HttpSenderOptions> = {},
) {
  const database = await createDatabase()
  const url = await via(database.appUrl)
  const pool = openPool(url)
  const reads = openReadClients(url)
  const clock = { now: () => Date.now() }
  const feed = localFeed()
  const ledger = openCommitter({
    url,
    clock,
    onCommitted: ({ organization, sequence, devices, bulks }) =>
      feed.publish({ kind: 'grown', organization, sequence, devices, bulks }),
  })
  const callers = openCallers({ pool, newId: randomUUID })
  const privateHosts = new Set(['receiver.test'])
  const webhooks = {
    privateHosts,
    secrets: createWebhookSecrets(randomBytes(32)),
    sender: createHttpSender({ privateHosts, ownAddresses: () => [], timeout: 2000, ...webhookSender }),
  }
  const ports = {
    ledger,
    clock,
    webhooks,
    feed,
    directory: { ...openDirectory(pool), samePerson: callers.samePerson },
    authority: { pin: 'pin' },
    newId: randomUUID,
    newSecret: () => randomBytes(32).toString('hex'),
    serverAddresses: () => [],
  }
  const changes = openLedgerReader({ pool, feed, onError: error => errors.push(error) })
  const errors: unknown[] = []
  const readings: string[] = []
  const artifactsDirectory = await mkdtemp(join(tmpdir(), 'artifacts-'))
  const tickets = createDownloadTickets(randomBytes(32), () => clock.now())
  const services: Services = {
    app: allUseCases(ports),
    readClient: organization =>
      reads.of(organization).$extends({
        query: {
          $allModels: {
            $allOperations: ({ model, operation, args, query }) => {
              readings.push(`${model}.${operation}`)
              return query(args)
            },
          },
        },
      }) as unknown as ReturnType<typeof reads.of>,
    ...openReadings(pool),
    changes,
    feed,
    clock,
    downloadUrl: tickets.urlFor,
  }
  const history = openHistory(pool)
  const api: Api = await openApi({
    host: '127.0.0.1',
    port: 0,
    tls: null,
    corsOrigins: [],
    schema: buildSchema(),
    contextOf: caller => createContext(services, caller),
    authenticate: async token => {
      const [organization, name, roles, expiry] = token?.split('/') ?? []
      if (!organization || !name || roles === undefined) return null
      const claims = claimsOf(organization, name, roles.split(',') as Role[])
      return { claims, expiresAt: expiry ? Number(expiry) : Date.now() + 60_000 }
    },
    callers,
    feed,
    artifacts: { tickets, read: readArtifact({ ledger }), directory: artifactsDirectory },
    exports: {
      exportHistory: exportHistory({ ledger, heads: services.ledger, history }),
      history,
      actionOf: id => decodeId('ResponseAction', id),
    },
    isOutage,
    mutationRate: null,
    metrics: new Registry(),
    console: null,
    ready: async () => true,
    log: { error: ({ err }: { err?: unknown }) => errors.push(err) },
    ...options,
  })

  const bearer = (token: string): Person => ({
    token,
    async ask(query, variables) {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      })
      const answer = (await response.json()) as { data: unknown; errors?: Answer['errors'] }
      return { status: response.status, headers: response.headers, ...answer } as Answer
    },
  })
  const person = (organization: string, name: string, ...roles: Role[]): Person =>
    bearer(`${organization}/${name}/${roles.join(',')}`)

  return {
    ...api,
    api,
    database,
    pool,
    feed,
    webhooks,
    ledger,
    services,
    artifactsDirectory,
    tickets,
    /** What was logged or failed inside. */
    errors,
    /** What was read through Prisma. */
    readings,
    newOrganization: () => `org-${randomUUID()}`,
    person,
    bearer,
    callers,
    organizationOf: async (external: string) =>
      (await callers.see(claimsOf(external, 'first', ['VIEWER']))).organization,
    device: (organization: string, device = {}) => seedDevice(ledger, organization, device),
    close: async () => {
      await api.close()
      await changes.close()
      await ledger.close()
      await Promise.all([reads.close(), pool.close()])
      await database.close()
      await rm(artifactsDirectory, { recursive: true })
    },
  }
}
export type TestApi = Awaited<ReturnType<typeof openTestApi>>
