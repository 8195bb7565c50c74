import type { Committed } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import type { Tally } from '#domain/bulk/bulk.ts'
import type { LedgerHead, SealedEvent } from '#domain/ledger/ledger.ts'
import type { Records } from '#domain/records.ts'
import type { Settings } from '#domain/settings/settings.ts'
import type { RecordKind } from './tables.ts'

/** An action with the columns of its row that the domain does not have. */
export interface StoredAction {
  readonly action: Action
  readonly dueAt: number | null
}

export interface LedgerLine extends SealedEvent {
  readonly device: string | null
}

export interface Organization {
  readonly head: LedgerHead
  readonly settings: Settings
}

/** Actions by id, with indexes by device and bulk, because scanning thousands of actions for each lookup would take minutes. */
export interface Actions {
  readonly byId: Map<string, StoredAction>
  readonly onDevice: Map<string, string[]>
  readonly inBulk: Map<string, string[]>
}

/** The rows that were loaded for a batch, including the changes decided so far. */
export interface BatchState {
  readonly organizations: Map<string, Organization>
  readonly actions: Actions
  readonly tallies: Map<string, Tally>
  readonly records: ReadonlyMap<RecordKind, Map<string, Records[RecordKind]>>
  readonly openActions: Map<string, number>
  /** Number of automatic actions in the last hour, by organization. */
  readonly automaticActions: Map<string, number>
}

export const noActions = (): Actions => ({ byId: new Map(), onDevice: new Map(), inBulk: new Map() })

export function indexAction({ byId, onDevice, inBulk }: Actions, kept: StoredAction): void {
  const { id, device, bulk } = kept.action
  const isKnown = byId.has(id)
  byId.set(id, kept)
  if (isKnown) return
  if (device !== null) addTo(onDevice, device, id)
  if (bulk !== null) addTo(inBulk, bulk, id)
}

function addTo(index: Map<string, string[]>, key: string, id: string): void {
  const ids = index.get(key)
  if (ids) ids.push(id)
  else index.set(key, [id])
}

/** The notice about one organization, collected while a batch is decided. */
export interface CommitNotice extends Omit<Committed, 'bulks'> {
  sequence: number
  readonly devices: string[]
  readonly ready: Action[]
  readonly ended: Action[]
  readonly bulks: Set<string>
  readonly due: number[]
}

/** The rows that a batch will write. */
export interface BatchWrites {
  readonly lines: LedgerLine[]
  readonly actions: Map<string, StoredAction>
  readonly records: ReadonlyMap<RecordKind, Map<string, Records[RecordKind]>>
  readonly settings: Map<string, Settings>
  readonly committed: Map<string, CommitNotice>
}
