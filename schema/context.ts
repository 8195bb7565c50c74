import DataLoader from 'dataloader'
import type { FieldNode } from 'graphql'
import type { LedgerChanges } from '#app/action/action-stream.ts'
import type { Application } from '#app/application.ts'
import type { ChangeFeed } from '#app/change-feed.ts'
import type { Clock } from '#app/ports.ts'
import type {
  BulkReading,
  ComplianceReading,
  LedgerReading,
  Lists,
  SelectedColumns,
  SettingsReading,
  StatisticsReading,
  WebhookReading,
} from '#app/reading.ts'
import type { Action } from '#domain/action/action.ts'
import type { Tally } from '#domain/bulk/bulk.ts'
import type { Caller } from '#domain/people/actor.ts'
import type {
  Analyst,
  AuditEvent,
  BulkAction,
  Detection,
  Device,
  Investigation,
  LateralMovement,
  PendingSettingsChange,
  Person,
  PrismaClient,
  ResponseAction,
  ResponseRule,
  Script,
  ServiceAccount,
} from '../prisma/generated/client.ts'

export type ReadClient = PrismaClient
export type ActionRow = ResponseAction
export type AnalystRow = Analyst
export type BulkRow = BulkAction
export type DetectionRow = Detection
export type DeviceRow = Device
export type InvestigationRow = Investigation
export type MovementRow = LateralMovement
export type RuleRow = ResponseRule
export type EventRow = AuditEvent
export type PersonRow = Person
export type ScriptRow = Script
export type ServiceAccountRow = ServiceAccount
export type SettingsChangeRow = PendingSettingsChange

/** The parts of the service that the schema uses. They are the same for every request. */
export interface Services {
  readonly app: Application
  /** A read-only client that sees only the rows of this organization. */
  readonly readClient: (organization: string) => ReadClient
  readonly lists: Lists
  /** Reads actions in the read client's row format, without relations and with the selected columns only. */
  readonly actionRows: (
    organization: string,
    ids: readonly string[],
    wanted: SelectedColumns,
  ) => Promise<readonly Partial<ActionRow>[]>
  readonly ledger: LedgerReading
  readonly compliance: ComplianceReading
  readonly statistics: StatisticsReading
  readonly settings: SettingsReading
  readonly bulks: BulkReading
  readonly webhooks: WebhookReading
  readonly changes: LedgerChanges
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  readonly clock: Clock
  /** A path from which this caller can download an artifact for one minute. */
  readonly downloadUrl: (artifact: string, caller: Caller) => string
  /** Converts an action to the read client's row, without a query. */
  readonly toReadRow: (action: Action) => ActionRow
  /** Converts a row of the read client to its action. */
  readonly fromReadRow: (row: ActionRow) => Action
}

/**
 * The context of a resolver: the services, scoped to the caller, and loaders that batch the reads of one response. The
 * loaders do not cache, because the context of a subscription outlives many responses.
 */
export interface Context extends Services {
  readonly caller: Caller
  /** The caller, for fields whose answer depends on the caller's involvement in this action. */
  readonly callerTowards: (action: Action) => Caller
  readonly prisma: ReadClient
  readonly analysts: Loader<AnalystRow>
  readonly accounts: Loader<ServiceAccountRow>
  readonly scripts: Loader<ScriptRow>
  /** The number of actions in each state, by bulk action. */
  readonly tallies: DataLoader<string, Tally>
  /** Actions whose effect is missing from the device's latest report, by device. */
  readonly drifts: DataLoader<string, readonly ActionRow[]>
  /** Includes deleted rules, because actions that they submitted still refer to them. */
  readonly rules: Loader<RuleRow>
  readonly people: Loader<PersonRow>
  /** The loaders of batches.ts, by field node. */
  readonly batches: Batches
}

export type Batches = WeakMap<FieldNode, Map<string, DataLoader<string, unknown>>>

/** Loads a row by its id. Gives null if there is no such row. */
export type Loader<Row> = DataLoader<string, Row | null>

export function createContext(services: Services, caller: Caller): Context {
  const prisma = services.readClient(caller.organization)
  const { organization: organizationId } = caller
  const byIds = (ids: readonly string[]) => ({ where: { organizationId, id: { in: [...ids] } } })
  return {
    ...services,
    caller,
    callerTowards: () => caller,
    prisma,
    analysts: loader(ids => prisma.analyst.findMany(byIds(ids))),
    accounts: loader(ids => prisma.serviceAccount.findMany(byIds(ids))),
    scripts: loader(ids => prisma.script.findMany(byIds(ids))),
    tallies: new DataLoader<string, Tally>(
      async ids => {
        const found = await services.bulks.tallies(organizationId, ids)
        return ids.map(id => found.get(id) ?? [])
      },
      { cache: false },
    ),
    drifts: new DataLoader<string, readonly ActionRow[]>(
      async devices => {
        const rows = await prisma.responseAction.findMany({
          where: {
            organizationId,
            deviceId: { in: [...devices] },
            driftedAt: { not: null },
            effect: 'IN_FORCE',
            status: 'COMPLETED',
            OR: [{ effectUntil: null }, { effectUntil: { gt: new Date(services.clock.now()) } }],
          },
          orderBy: [{ driftedAt: 'asc' }, { id: 'asc' }],
        })
        const byDevice = new Map<string | null, ActionRow[]>()
        for (const row of rows) byDevice.set(row.deviceId, [...(byDevice.get(row.deviceId) ?? []), row])
        return devices.map(device => byDevice.get(device) ?? [])
      },
      { cache: false },
    ),
    rules: loader(ids => prisma.responseRule.findMany(byIds(ids))),
    people: loader(ids => prisma.person.findMany(byIds(ids))),
    batches: new WeakMap(),
  }
}

const loader = <Row extends { readonly id: string }>(
  find: (ids: readonly string[]) => Promise<readonly Row[]>,
): Loader<Row> =>
  new DataLoader<string, Row | null>(
    async ids => {
      const byId = new Map((await find(ids)).map(row => [row.id, row]))
      return ids.map(id => byId.get(id) ?? null)
    },
    { cache: false },
  )
