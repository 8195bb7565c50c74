import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { createApiKey, revokeApiKey } from '#app/api-keys.ts'
import type { Application } from '#app/application.ts'
import { readArtifact } from '#app/artifacts.ts'
import { approveAction, cancelAction, rejectAction } from '#app/decide-action.ts'
import {
  approveBulkAction,
  cancelBulkAction,
  pauseBulkAction,
  rejectBulkAction,
  resumeBulkAction,
} from '#app/decide-bulk-action.ts'
import { createEnrollmentToken, revokeEnrollmentToken } from '#app/enrollment-tokens.ts'
import { exportHistory } from '#app/export-history.ts'
import { openInvestigation, updateInvestigation } from '#app/investigations.ts'
import type { ChangeFeed, Notice } from '#app/ports.ts'
import { reportDetection } from '#app/report-detection.ts'
import { reportLateralMovement } from '#app/report-lateral-movement.ts'
import { createResponseRule, deleteResponseRule, updateResponseRule } from '#app/response-rules.ts'
import { revokeDevice } from '#app/revoke-device.ts'
import { registerScript, retireScript } from '#app/scripts.ts'
import { previewAction, submitAction } from '#app/submit-action.ts'
import { submitBulkAction } from '#app/submit-bulk-action.ts'
import { syncPerson } from '#app/sync-person.ts'
import {
  updateApprovalRequirements,
  updateAutoResponse,
  updateResponseSettings,
} from '#app/update-settings.ts'
import type { Role } from '#domain/actor.ts'
import { createContext, type Services } from '../../schema/context.ts'
import { decodeId } from '../../schema/global-id.ts'
import { buildSchema } from '../../schema/schema.ts'
import { openBulkReading } from '../postgres/bulk-reading.ts'
import { openCallers } from '../postgres/callers.ts'
import { openCompliance } from '../postgres/compliance.ts'
import { openDirectory } from '../postgres/directory.ts'
import { openCommitter } from '../postgres/group-commit.ts'
import { openHistory } from '../postgres/history.ts'
import { openLedgerReader } from '../postgres/ledger-reader.ts'
import { openLists } from '../postgres/lists.ts'
import { isOutage } from '../postgres/outage.ts'
import { openPool } from '../postgres/pool.ts'
import { present, recall } from '../postgres/present.ts'
import { openReadClients } from '../postgres/read-client.ts'
import { openRowReading } from '../postgres/rows.ts'
import { openSettingsReading } from '../postgres/settings.ts'
import { openLedgerReading } from '../postgres/verify-ledger.ts'
import { createDatabase } from '../testing/database.ts'
import { claimsOf, seedDevice } from '../testing/seed.ts'
import { type Api, type ApiOptions, openApi } from './api-server.ts'
import { createDownloadTickets } from './download-tickets.ts'

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
export async function openTestApi(options: Partial<ApiOptions> = {}, via = async (url: string) => url) {
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
  const ports = {
    ledger,
    feed,
    directory: { ...openDirectory(pool), samePerson: callers.samePerson },
    authority: { pin: 'pin' },
    newId: randomUUID,
    newSecret: () => randomBytes(32).toString('hex'),
    serverAddresses: () => [],
  }
  const app: Application = {
    submitAction: submitAction(ports),
    previewAction: previewAction(ports),
    approveAction: approveAction(ports),
    rejectAction: rejectAction(ports),
    cancelAction: cancelAction(ports),
    submitBulkAction: submitBulkAction(ports),
    approveBulkAction: approveBulkAction(ports),
    rejectBulkAction: rejectBulkAction(ports),
    cancelBulkAction: cancelBulkAction(ports),
    pauseBulkAction: pauseBulkAction(ports),
    resumeBulkAction: resumeBulkAction(ports),
    reportDetection: reportDetection(ports),
    openInvestigation: openInvestigation(ports),
    updateInvestigation: updateInvestigation(ports),
    reportLateralMovement: reportLateralMovement(ports),
    updateApprovalRequirements: updateApprovalRequirements(ports),
    updateResponseSettings: updateResponseSettings(ports),
    updateAutoResponse: updateAutoResponse(ports),
    createResponseRule: createResponseRule(ports),
    updateResponseRule: updateResponseRule(ports),
    deleteResponseRule: deleteResponseRule(ports),
    createEnrollmentToken: createEnrollmentToken(ports as never),
    revokeEnrollmentToken: revokeEnrollmentToken(ports),
    revokeDevice: revokeDevice(ports),
    createApiKey: createApiKey(ports),
    revokeApiKey: revokeApiKey(ports),
    syncPerson: syncPerson(ports),
    registerScript: registerScript(ports),
    retireScript: retireScript(ports),
  }
  const changes = openLedgerReader({ pool, feed, onError: error => errors.push(error) })
  const errors: unknown[] = []
  const readings: string[] = []
  const artifactsDirectory = await mkdtemp(join(tmpdir(), 'artifacts-'))
  const tickets = createDownloadTickets(randomBytes(32), () => clock.now())
  const services: Services = {
    app,
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
    lists: openLists(pool),
    rows: openRowReading(pool),
    ledger: openLedgerReading(pool),
    compliance: openCompliance(pool),
    settings: openSettingsReading(pool),
    bulks: openBulkReading(pool),
    changes,
    feed,
    clock,
    downloadUrl: tickets.urlFor,
    present,
    recall,
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
