import type { ActionStatus } from '#domain/action/action.ts'
import type { Tally } from '#domain/bulk/bulk.ts'
import type { ActionType, Platform, Requested } from '#domain/catalog/action-types.ts'
import type { DetectionStatus, Severity } from '#domain/detection/detection.ts'
import type { AuditEventKind } from '#domain/ledger/ledger.ts'
import type { Settings } from '#domain/settings/settings.ts'
import type { ActionFilter, BulkFilter, VerificationStatus } from './action/action-filter.ts'

/** A page request: at most `size` items between two keys. */
export interface Page<Key> {
  readonly size: number
  /** Exclusive, in the list's order. */
  readonly after: Key | null
  readonly before: Key | null
  /** Whether to take the last items instead of the first. */
  readonly fromEnd: boolean
}

/** A page's keys in list order, and whether more follow in the direction of paging. */
export interface Found<Key> {
  readonly keys: readonly Key[]
  readonly hasMore: boolean
}

/** The columns to read, by the read client's names; null: all. */
export type SelectedColumns = ReadonlySet<string> | null

/** With the keys' rows, in no particular order, in the read client's format but with only the selected columns. */
export interface FoundRows<Key> extends Found<Key> {
  readonly rows: readonly object[]
}

/** The cursor is not valid in this list: it is malformed, of another organization, or beyond the end. */
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
  /** Whether its latest report lacks an effect that is in force. */
  readonly drifted?: boolean
  readonly platform?: Platform
  /** Compared without case, like `hostname`. */
  readonly hostnameContains?: string
  readonly hostname?: string
  /** Normalised by `parseAddress`. */
  readonly ipAddress?: string
  readonly ids?: readonly string[]
  /** The device must have all of them. Normalised by `normalLabel`. */
  readonly labels?: readonly string[]
  /** Assigned to this person; null matches nothing. */
  readonly person?: string | null
}

/** A null id matches nothing. */
export interface DetectionFilter {
  readonly severities?: readonly Severity[]
  readonly statuses?: readonly DetectionStatus[]
  readonly assignee?: string | null
  readonly device?: string | null
  readonly investigation?: string | null
  readonly firedAfter?: Date
  /** All must occur in the title, technique, process or hostname. Lists only. */
  readonly words?: readonly string[]
}

/** A null id matches nothing. */
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

/** The parents whose lists are read together. */
export interface Parents<Kind extends string> {
  readonly kind: Kind
  readonly ids: readonly string[]
}

/** Counts stop here: a count one higher means "more". */
export const countedUpTo = 10_000

/**
 * Lists of one organization, paged by keyset, so a page costs the same at any depth. They return keys, by which the
 * caller reads the rows. The longest lists also return the rows' `wanted` columns; by default, only the keys. They
 * reject with `BadCursor` for an unknown key.
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
  /** One page for each parent, in the order of the parents, read with one statement. */
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
  /** Newest first; `search` matches a part of the name or e-mail, without case. */
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

/** The progress of one event's delivery to a webhook. */
export interface WebhookDeliveryFacts {
  /** The event's sequence. */
  readonly sequence: number
  readonly attempts: number
  /** The HTTP status of the latest attempt; null if there was no answer. */
  readonly responseStatus: number | null
  /** Why there was no answer. */
  readonly error: string | null
  readonly deliveredAt: Date | null
  readonly nextAttemptAt: Date | null
}

export interface WebhookReading {
  /** One page of each webhook's deliveries, latest event first, in the order of `webhooks`. */
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
  /** Counts the actions of these bulks by status and verification, without distinguishing canaries and held actions. */
  tallies(organization: string, bulks: readonly string[]): Promise<ReadonlyMap<string, Tally>>
}

export interface SettingsReading {
  /** The settings in force, including defaults. */
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
  /** Oldest first; weeks without actions are left out. */
  readonly byWeek: readonly ComplianceWeek[]
  /** At most 100, those with the most submissions and approvals first. */
  readonly byAnalyst: readonly ComplianceAnalyst[]
  /** The latest destructive actions that were queued without a second person, at most 100 ids. */
  readonly alone: readonly string[]
}

export interface ComplianceWeek {
  /** The Monday on which it begins, at midnight UTC, as ISO 8601. */
  readonly from: string
  readonly submitted: number
  readonly destructive: number
  readonly withoutSecondPerson: number
  readonly failed: number
}

export interface ComplianceAnalyst {
  readonly name: string
  readonly submitted: number
  readonly approved: number
}

export interface ComplianceReading {
  /** The figures for actions submitted in [from, to). */
  figures(organization: string, from: Date, to: Date): Promise<ComplianceFigures>
}

export interface ActionCounts {
  readonly byStatus: { readonly [S in ActionStatus]: number }
  readonly byVerification: { readonly [S in VerificationStatus]: number }
}

/** A part of a period. */
export interface ActionCountsPart {
  readonly from: Date
  readonly to: Date
  readonly byStatus: { readonly [S in ActionStatus]: number }
}

export interface StatisticsReading {
  /** Counts the actions submitted in [from, to) in equal parts of the period, earliest first. */
  parts(
    organization: string,
    period: { readonly from: Date; readonly to: Date },
    count: number,
  ): Promise<ActionCountsPart[]>
  /** Counts the actions submitted in [from, to) by their current status. */
  counts(organization: string, from: Date, to: Date): Promise<ActionCounts>
}

/** A range of the ledger, by sequence and optionally by time. */
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

/** A ledger event with its action's request and device. */
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

/** Streams an organization's history in pages, so memory use does not depend on its length. */
export interface HistoryReading {
  lines(organization: string, range: LedgerRange): AsyncIterable<readonly HistoryLine[]>
  /** In order of submission. `range` bounds the sequences of the submissions. */
  actions(organization: string, range: LedgerRange): AsyncIterable<readonly HistoryAction[]>
  /** The sequence of ACTION_SUBMITTED; null if the organization has no such action. */
  submissionOf(organization: string, action: string): Promise<number | null>
}
