import DataLoader from 'dataloader'
import type { LedgerChanges } from '#app/action-stream.ts'
import type { Application } from '#app/application.ts'
import type { ChangeFeed, Clock } from '#app/ports.ts'
import type { LedgerReading, Lists, SettingsReading } from '#app/reading.ts'
import type { Action } from '#domain/action.ts'
import type { Caller } from '#domain/actor.ts'
import type {
  Analyst,
  AuditEvent,
  Detection,
  Device,
  Investigation,
  LateralMovement,
  PrismaClient,
  ResponseAction,
} from '../prisma/generated/client.ts'

export type ReadClient = PrismaClient
export type ActionRow = ResponseAction
export type AnalystRow = Analyst
export type DetectionRow = Detection
export type DeviceRow = Device
export type InvestigationRow = Investigation
export type MovementRow = LateralMovement
export type EventRow = AuditEvent

/** What the schema needs of the rest of the service; the same for every request. */
export interface Services {
  readonly app: Application
  /** A read-only client that sees this organization alone. */
  readonly readClient: (organization: string) => ReadClient
  readonly lists: Lists
  readonly ledger: LedgerReading
  readonly settings: SettingsReading
  readonly changes: LedgerChanges
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  readonly clock: Clock
  /** An action as its row is read, without reading it. */
  readonly present: (action: Action) => ActionRow
  /** The action that a row is of. */
  readonly recall: (row: ActionRow) => Action
}

/**
 * What a resolver gets: the services as this caller may use them, and loaders that ask once for what many fields
 * of one answer need. They keep nothing: a subscription's context outlives many answers.
 */
export interface Context extends Services {
  readonly caller: Caller
  readonly prisma: ReadClient
  readonly analysts: DataLoader<string, AnalystRow | null>
}

export function createContext(services: Services, caller: Caller): Context {
  const prisma = services.readClient(caller.organization)
  return {
    ...services,
    caller,
    prisma,
    analysts: new DataLoader(ids => loadAnalysts(prisma, caller.organization, ids), { cache: false }),
  }
}

async function loadAnalysts(prisma: ReadClient, organizationId: string, ids: readonly string[]) {
  const rows = await prisma.analyst.findMany({ where: { organizationId, id: { in: [...ids] } } })
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => byId.get(id) ?? null)
}
