import type { ActionStatus } from '#domain/action/action.ts'
import type { Tally } from '#domain/bulk/bulk.ts'
import type { ActionType, Platform, Requested } from '#domain/catalog/action-types.ts'
import type { DetectionStatus, Severity } from '#domain/detection/detection.ts'
import type { AuditEventKind } from '#domain/ledger/ledger.ts'
import type { Settings } from '#domain/settings/settings.ts'
import type { ActionFilter, BulkFilter } from './action/action-filter.ts'

/** A page of a list: at most `size` of what lies between two keys, from the one end or from the other. */
export interface Page<Key> {
  readonly size: number
  /** Exclusive, in the list's order. */
  readonly after: Key | null
  readonly before: Key | null
  /** The last ones instead of the first. */
  readonly fromEnd: boolean
}

/** Keys of a page in the list's order, and whether there are more in the direction of travel. */
export interface Found<Key> {
  readonly keys: readonly Key[]
  readonly hasMore: boolean
}

/** Which columns of its rows a list reads, by the read client's names; null: all of them. */
export type SelectedColumns = ReadonlySet<string> | null

/** The rows of the keys as well, as the read client gives them but with what is wanted only; in no order. */
export interface FoundRows<Key> extends Found<Key> {
  readonly rows: readonly object[]
}

/** A cursor names nothing of this list: another organization's, unknown, or of the future. */
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
}

/** An id that names nothing (null) matches nothing. */
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

/** An id that names nothing (null) matches nothing. */
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

/** Things that each have a list of their own. */
export interface Parents<Kind extends string> {
  readonly kind: Kind
  readonly ids: readonly string[]
}

/** More than this is not counted: one more says "more". */
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
  /** The same page of each of these things, at their places, by one statement for all. */
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
  /** Newest first; with this in name or e-mail, case aside. */
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
  /** Events that were looked at. */
  readonly checked: number
  readonly firstBrokenSequence: number | null
  readonly headHash: string
}

/** What the ledger of an organization says of itself. */
export interface LedgerReading {
  /** The last sequence; 0 where there is none yet. */
  head(organization: string): Promise<number>
  /** Both ends inclusive; null: the first, and the head. */
  verify(organization: string, from: number | null, to: number | null): Promise<LedgerReport>
}

export interface BulkReading {
  /** How many actions of these bulks are how far, counted by the database; what a rollout does with them aside. */
  tallies(organization: string, bulks: readonly string[]): Promise<ReadonlyMap<string, Tally>>
}

export interface SettingsReading {
  /** As they are in force; the defaults where nothing was set. */
  settings(organization: string): Promise<Settings>
}

/** What was done in a period. */
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
  /** Of the actions submitted from one instant (inclusive) to another (exclusive). */
  figures(organization: string, from: Date, to: Date): Promise<ComplianceFigures>
}

/** A part of the history by sequence, and by instants if that is wanted. */
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

/** A line of the ledger, and what is known of the action that it is about. */
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

/** An action as it stands, for a table. Instants are ISO 8601. */
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

/** The whole history of an organization, however long, some at a time: only what was asked for is in memory. */
export interface HistoryReading {
  lines(organization: string, stretch: LedgerRange): AsyncIterable<readonly HistoryLine[]>
  /** In the order of their submission, whose place in the ledger the stretch bounds. */
  actions(organization: string, stretch: LedgerRange): AsyncIterable<readonly HistoryAction[]>
  /** The sequence of an action's submission; null for what is no action of the organization. */
  submissionOf(organization: string, action: string): Promise<number | null>
}
