import type { Reads } from '#app/ports.ts'
import type { Records } from '#domain/records.ts'
import type { BatchState } from './batch-state.ts'
import type { RecordKind } from './tables.ts'

/** The read that loads several rows of a kind. */
const groupOf: { readonly [K in RecordKind]?: keyof Reads } = {
  responseRule: 'everyRule',
  settingsChange: 'pendingSettingsChanges',
  webhook: 'everyWebhook',
  device: 'devicesOf',
  artifact: 'artifactsOf',
}

/** The records that one change has loaded and written. It sees only its own organization's. */
export class StagedRecords {
  readonly written: [RecordKind, Records[RecordKind]][] = []
  readonly #batch: BatchState
  readonly #organization: string
  readonly #reads: Reads
  /** Ids of the declared rows, by kind. */
  readonly #named = new Map<RecordKind, ReadonlySet<string>>()

  constructor(batch: BatchState, organization: string, reads: Reads) {
    this.#batch = batch
    this.#organization = organization
    this.#reads = reads
  }

  put<K extends RecordKind>(kind: K, record: Records[K]): void {
    this.written.push([kind, record])
  }

  /** Throws if the change's reads do not declare the row. */
  find<K extends RecordKind>(kind: K, id: string): Records[K] | null {
    const staged = this.#staged(kind, id)
    if (staged) return staged
    const loaded = this.#loaded(kind, id)
    if (!this.#isDeclared(kind, id, loaded)) throw new Error(`${kind} ${id} is not among the change's reads`)
    return loaded
  }

  /** All records of a kind that were loaded or put. */
  every<K extends RecordKind>(kind: K): Records[K][] {
    const put = this.written.filter(([other]) => other === kind).map(([, { id }]) => id)
    const ids = new Set([...(this.#batch.records.get(kind)?.keys() ?? []), ...put])
    return [...ids].flatMap(id => this.#staged(kind, id) ?? this.#loaded(kind, id) ?? [])
  }

  #staged<K extends RecordKind>(kind: K, id: string): Records[K] | null {
    const put = this.written.findLast(([k, record]) => k === kind && record.id === id)?.[1]
    return (put as Records[K] | undefined) ?? null
  }

  #loaded<K extends RecordKind>(kind: K, id: string): Records[K] | null {
    const record = this.#batch.records.get(kind)?.get(id)
    return record?.organizationId === this.#organization ? (record as Records[K]) : null
  }

  /** Whether the reads declare the row, directly or as one of several. */
  #isDeclared(kind: RecordKind, id: string, loaded: object | null): boolean {
    const named = this.#named.get(kind) ?? new Set(this.#reads[kind])
    this.#named.set(kind, named)
    return named.has(id) || (loaded !== null && this.#reads[groupOf[kind] ?? kind] !== undefined)
  }
}
