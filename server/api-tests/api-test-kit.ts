import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import type { ChangeFeed, Notice } from '#app/change-feed.ts'
import type { Role } from '#domain/people/actor.ts'
import { createListeners } from '#flow/listeners.ts'
import { createContext, type ReadClient, type Services } from '../../schema/context.ts'
import type { Authenticate } from '../access/authentication.ts'
import { type Api, type ApiOptions, openApi } from '../api-port/api-port.ts'
import { openApiParts } from '../composition/api.ts'
import { openCore } from '../composition/core.ts'
import { createParts } from '../composition/parts.ts'
import { createDatabase } from '../testing/database.ts'
import { claimsOf, seedDevice } from '../testing/seed.ts'
import { createTestWebhooks } from '../testing/test-webhooks.ts'
import type { HttpSenderOptions } from '../webhooks/http-sender.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the query of each test decides the shape
  readonly data: any
  readonly errors?: readonly {
    readonly message: string
    readonly path?: unknown
    readonly extensions: Record<string, unknown>
  }[]
}

/** A caller of the API. */
export interface Person {
  readonly token: string
  ask(query: string, variables?: object): Promise<Answer>
}

/** A change feed within one process. */
function localFeed(): ChangeFeed {
  const listeners = createListeners<Notice>()
  return { publish: listeners.tell, subscribe: listeners.add }
}

/** `<organization>/<name>/<roles>/<expiry in ms>` */
const authenticateTestToken: Authenticate = async token => {
  const [organization, name, roles, expiry] = token?.split('/') ?? []
  if (!organization || !name || roles === undefined) return null
  const claims = claimsOf(organization, name, roles.split(',') as Role[])
  return { claims, expiresAt: expiry ? Number(expiry) : Date.now() + 60_000 }
}

/** Adds `<model>.<operation>` to `readings` for each read. */
const recordReads = (client: ReadClient, readings: string[]): ReadClient =>
  client.$extends({
    query: {
      $allModels: {
        $allOperations: ({ model, operation, args, query }) => {
          readings.push(`${model}.${operation}`)
          return query(args)
        },
      },
    },
  }) as unknown as ReadClient

/** The API over a real database; a token is `<organization>/<name>/<roles>/<expiry in ms>`. */
export async function openTestApi(
  options: Partial<ApiOptions> = {},
  via = async (url: string) => url,
  webhookSender: Partial<HttpSenderOptions> = {},
) {
  const errors: unknown[] = []
  const onError = () => (error: unknown) => void errors.push(error)
  const { keep, close } = createParts(onError())
  const database = keep(await createDatabase())
  const databaseUrl = await via(database.appUrl)
  const artifactsDirectory = await mkdtemp(join(tmpdir(), 'artifacts-'))
  keep({ close: () => rm(artifactsDirectory, { recursive: true }) })
  const feed = localFeed()
  const webhooks = createTestWebhooks(webhookSender)
  const core = openCore({
    databaseUrl,
    clock: { now: () => Date.now() },
    feed,
    mailer: { send: async () => ({ accepted: 'OK' }) },
    authority: { pin: 'pin' },
    webhooks,
    serverAddresses: () => [],
    keep,
    onError,
  })
  core.commits.add(({ organization, sequence, devices, bulks }) =>
    feed.publish({ kind: 'grown', organization, sequence, devices, bulks }),
  )
  const { pool, callers } = core
  const { ledger } = core.ports
  const downloadKey = randomBytes(32)
  const parts = openApiParts({ core, databaseUrl, artifactsDirectory, downloadKey, keep, onError })
  const readings: string[] = []
  const services: Services = {
    ...parts.services,
    readClient: organization => recordReads(parts.services.readClient(organization), readings),
  }
  const api: Api = keep(
    await openApi({
      ...parts,
      contextOf: caller => createContext(services, caller),
      host: '127.0.0.1',
      port: 0,
      tls: null,
      corsOrigins: [],
      authenticate: authenticateTestToken,
      mutationRate: null,
      metrics: new Registry(),
      console: null,
      ready: async () => true,
      log: { error: ({ err }: { err?: unknown }) => errors.push(err) },
      ...options,
    }),
  )

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
    tickets: parts.tickets,
    /** Logged errors, and failures of background work. */
    errors,
    /** Reads through Prisma: `<model>.<operation>`. */
    readings,
    newOrganization: () => `org-${randomUUID()}`,
    person,
    bearer,
    callers,
    organizationOf: async (external: string) =>
      (await callers.see(claimsOf(external, 'first', ['VIEWER']))).organization,
    device: (organization: string, device = {}) => seedDevice(ledger, organization, device),
    close,
  }
}
export type TestApi = Awaited<ReturnType<typeof openTestApi>>
