import type { ActionStatus } from '#domain/action/action.ts'
import type { Tally } from '#domain/bulk/bulk.ts'
import type { ActionType, Platform, Requested } from '#domain/catalog/action-types.ts'
import type { DetectionStatus, Severity } from '#domain/detection/detection.ts'
import type { AuditEventKind } from '#domain/ledger/ledger.ts'
import type { Settings } from '#domain/settings/settings.ts'
import type { ActionFilter, BulkFilter, VerificationStatus } from './action/action-filter.ts'

/** A page of a list: at most `size` items between two keys, from either end. */
export interface Page<Key> {
  readonly size: number
  /** Exclusive, in the list's order. */
  readonly after: Key | null
  readonly before: Key | null
  /** Take the last items instead of the first. */
  readonly fromEnd: boolean
}

/** A page's keys in list order, and whether more follow in the direction of travel. */
export interface Found<Key> {
  readonly keys: readonly Key[]
  readonly hasMore: boolean
}

/** The columns that a list reads, by the read client's names; null: all. */
export type SelectedColumns = ReadonlySet<string> | null

/** The keys' rows in no particular order, shaped like the read client's but with the wanted columns only. */
export interface FoundRows<Key> extends Found<Key> {
  readonly rows: readonly object[]
}

/** A cursor that names nothing in this list: unknown, another organization's, or beyond the end. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor'
}

export interface ActionListOrder {
  readonly field: 'SUBMITTED_AT' | 'COMPLETED_AT'
  readonly direction: 'ASC' | 'DESC'
}

export interface DeviceFilter {
  readonly online?: boolean
  readonly isolated?: boolean
  /** Whether its report lacks what completed actions left in force. */
  readonly drifted?: boolean
  readonly platform?: Platform
  /** Case is ignored in both. */
  readonly hostnameContains?: string
  readonly hostname?: string
  /** In the form of `parseAddress`. */
  readonly ipAddress?: string
  readonly ids?: readonly string[]
  /** All of these, in the form of `normalLabel`. */
  readonly labels?: readonly string[]
  /** Assigned to this person; null matches nothing. */
  readonly person?: string | null
}

/** A null id names nothing and matches nothing. */
export interface DetectionFilter {
  readonly severities?: readonly Severity[]
  readonly statuses?: readonly DetectionStatus[]
  readonly assignee?: string | null
  readonly device?: string | null
  readonly investigation?: string | null
  readonly firedAfter?: Date
  /** Words that must all occur in title, technique, process or hostname; for lists only. */
  readonly words?: readonly string[]
}

/** A null id names nothing and matches nothing. */
export interface AuditFilter {
  readonly kinds?: readonly AuditEventKind[]
  readonly action?: string | null
  readonly device?: string | null
  readonly actor?: string | null
  /** Inclusive. */
  readonly from?: Date
  /** Exclusive. */
  readonly to?: Date
}

/** Parents that each have a list of their own. */
export interface Parents<Kind extends string> {
  readonly kind: Kind
  readonly ids: readonly string[]
}

/** Counting stops here; one more means "more". */
export const countedUpTo = 10_000

/**
 * Lists of one organization by keyset, so that a page costs the same at any depth.
 * They give keys, by which what is wanted of the rows is read; the longest give that too, by default the keys alone.
 * A key that names nothing rejects with `BadCursor`.
 */
export interface Lists {
  actions(
    organization: string,
    filter: ActionFilter,
    order: ActionListOrder,
    page: Page<string>,
    wanted?: SelectedColumns,
  ): Promise<FoundRows<string>>
  countActions(organization: string, filter: ActionFilter): Promise<number>
  /** The same page for each parent, in the order of the parents, by one statement. */
  actionsOf(
    organization: string,
    parents: Parents<'device' | 'investigation' | 'bulk'>,
    filter: ActionFilter,
    order: ActionListOrder,
    page: Page<string>,
  ): Promise<readonly Found<string>[]>
  countActionsOf(
    organization: string,
    parents: Parents<'device' | 'investigation' | 'bulk'>,
    filter: ActionFilter,
  ): Promise<readonly number[]>
  devices(organization: string, filter: DeviceFilter, page: Page<string>): Promise<Found<string>>
  countDevices(organization: string, filter: DeviceFilter): Promise<number>
  detections(organization: string, filter: DetectionFilter, page: Page<string>): Promise<Found<string>>
  detectionsOf(
    organization: string,
    parents: Parents<'device' | 'investigation'>,
    filter: DetectionFilter,
    page: Page<string>,
  ): Promise<readonly Found<string>[]>
  investigations(organization: string, page: Page<string>): Promise<Found<string>>
  bulkActions(organization: string, filter: BulkFilter, page: Page<string>): Promise<Found<string>>
  /** Newest first; `search` matches part of the name or e-mail, case ignored. */
  people(organization: string, search: string | null, page: Page<string>): Promise<Found<string>>
  /** Newest first. */
  scripts(organization: string, page: Page<string>): Promise<Found<string>>
  /** By sequence. */
  events(
    organization: string,
    filter: AuditFilter,
    page: Page<number>,
    wanted?: SelectedColumns,
  ): Promise<FoundRows<number>>
}

/** How far the delivery of one event to a webhook has come. */
export interface WebhookDeliveryFacts {
  /** The event's. */
  readonly sequence: number
  readonly attempts: number
  /** Of the latest attempt; null where there was no answer. */
  readonly responseStatus: number | null
  /** Why there was no answer. */
  readonly error: string | null
  readonly deliveredAt: Date | null
  readonly nextAttemptAt: Date | null
}

export interface WebhookReading {
  /** The same page of each of these webhooks' deliveries, latest event first, at their places. */
  deliveriesOf(
    organization: string,
    webhooks: readonly string[],
    page: Page<number>,
  ): Promise<readonly (Found<number> & { readonly rows: readonly WebhookDeliveryFacts[] })[]>
}

export interface LedgerReport {
  readonly intact: boolean
  /** Number of events checked. */
  readonly checked: number
  readonly firstBrokenSequence: number | null
  readonly headHash: string
}

/** Reads an organization's ledger. */
export interface LedgerReading {
  /** The latest sequence; 0 for an empty ledger. */
  head(organization: string): Promise<number>
  /** Both ends are inclusive; null means the first event and the head. */
  verify(organization: string, from: number | null, to: number | null): Promise<LedgerReport>
}

export interface BulkReading {
  /** Counts the actions of these bulks by status and verification. Does not tell canaries or held actions apart. */
  tallies(organization: string, bulks: readonly string[]): Promise<ReadonlyMap<string, Tally>>
}

export interface SettingsReading {
  /** The settings in force: defaults for whatever was never set. */
  settings(organization: string): Promise<Settings>
}

/** Figures about the actions of a period. */
export interface ComplianceFigures {
  readonly byType: { readonly [T in ActionType]?: number }
  readonly byStatus: { readonly [S in ActionStatus]?: number }
  readonly destructive: number
  readonly withoutSecondPerson: number
  readonly passRate: number | null
  readonly secondsToApproval: number | null
  readonly secondsToCompletion: number | null
}

export interface ComplianceReading {
  /** For actions submitted in [from, to). */
  figures(organization: string, from: Date, to: Date): Promise<ComplianceFigures>
}

export interface ActionCounts {
  readonly byStatus: { readonly [S in ActionStatus]: number }
  readonly byVerification: { readonly [S in VerificationStatus]: number }
}

export interface StatisticsReading {
  /** Of the actions submitted from one instant (inclusive) to another (exclusive), as they are now. */
  counts(organization: string, from: Date, to: Date): Promise<ActionCounts>
}

/** A part of the ledger, by sequence and optionally by time. */
export interface LedgerRange {
  /** Exclusive. */
  readonly after: number
  /** Inclusive. */
  readonly upTo: number
  /** Inclusive. */
  readonly from: Date | null
  /** Exclusive. */
  readonly to: Date | null
}

/** A ledger event with what is known about its action. */
export interface HistoryLine {
  readonly sequence: number
  readonly canonical: string
  readonly hash: string
  readonly action: { readonly requested: Requested; readonly device: HistoryDevice | null } | null
}
export interface HistoryDevice {
  readonly id: string
  readonly hostname: string
  readonly platform: Platform
}

/** A row of the action export. Instants are ISO 8601. */
export interface HistoryAction {
  readonly id: string
  readonly type: string
  readonly status: string
  readonly origin: string
  readonly device: string | null
  readonly hostname: string | null
  readonly submittedBy: string
  readonly submittedAt: string
  readonly approvedBy: readonly string[]
  readonly queuedAt: string | null
  readonly startedAt: string | null
  readonly completedAt: string | null
  readonly failureCode: string | null
  readonly cancellationReason: string | null
  readonly verification: string
  readonly detection: string | null
  readonly justification: string
}

/** Streams an organization's history in pages, so memory use does not grow with its length. */
export interface HistoryReading {
  lines(organization: string, stretch: LedgerRange): AsyncIterable<readonly HistoryLine[]>
  /** In order of submission. `stretch` bounds the sequences of the submissions. */
  actions(organization: string, stretch: LedgerRange): AsyncIterable<readonly HistoryAction[]>
  /** The sequence of an action's submission; null if the organization has no such action. */
  submissionOf(organization: string, action: string): Promise<number | null>
}
