import pg from 'pg'
import { type Change, type Clock, type Committed, type Ledger, Unavailable } from '#app/ports.ts'
import { outsideSpans } from '#flow/tracing.ts'
import { isOutage } from '../pool/outage.ts'
import { PostgresClient } from '../pool/postgres-client.ts'
import type { BatchState, BatchWrites } from './batch-state.ts'
import { beginBatch, isLarge } from './begin-batch.ts'
import { type ChangeTrace, openChangeTrace } from './change-trace.ts'
import { commitBatch } from './commit-batch.ts'
import { decideOn } from './staged.ts'
import { recordKinds } from './tables.ts'

const maxBatchBytes = 8 * 1024 * 1024
const defaultBytes = 4 * 1024
/** Attempts for a change that, alone in its batch, meets a deadlock or a locked ledger head. */
const maxAttempts = 3

interface Waiting {
  readonly change: Change<unknown>
  readonly trace: ChangeTrace
  resolve(outcome: unknown): void
  reject(error: unknown): void
}

interface Options {
  readonly url: string
  readonly clock: Clock
  /** Called after each commit, once per changed organization. It must not throw. */
  readonly onCommitted: (committed: Committed) => void
  /** Told of each committed change: the milliseconds since its arrival. */
  readonly onChange?: (milliseconds: number) => void
  /** Milliseconds after which a statement without an answer counts as a lost connection; default: 20 s. */
  readonly answerWithin?: number
}

export interface Committer extends Ledger {
  /** Commits the waiting changes, then closes the connections. */
  close(): Promise<void>
}

/**
 * Commits all writes of a process, in batches. Slow changes (for example ten thousand actions, or a ledger head that
 * another process has locked) take a second connection, so that no organization waits for another's.
 */
export function openCommitter(options: Options): Committer {
  const patient = openQueue(options, null)
  const prompt = openQueue(options, patient)
  let closed = false
  return {
    commit: <T>(change: Change<T>) => {
      if (closed) return Promise.reject(new Unavailable('the service is stopping'))
      // A change that is still waiting in the patient queue holds no lock, so others need not queue behind it.
      const isLong = isLarge(change) || patient.isAtWorkFor(change.organization)
      const queue = isLong ? patient : prompt
      const trace = openChangeTrace(change.organization)
      const begin = performance.now()
      return new Promise<T>((resolve, reject) => {
        queue.add([
          {
            change,
            trace,
            resolve: outcome => {
              trace.end()
              options.onChange?.(performance.now() - begin)
              resolve(outcome as T)
            },
            reject: error => {
              trace.end(error)
              reject(error)
            },
          },
        ])
      })
    },
    close: async () => {
      closed = true
      await prompt.close()
      await patient.close()
    },
  }
}

interface CommitQueue {
  add(more: readonly Waiting[]): void
  isAtWorkFor(organization: string): boolean
  close(): Promise<void>
}

/**
 * One connection and its queue. Changes that arrive during a transaction form the next batch, whatever their
 * organization, so a commit costs the same for one change as for hundreds.
 * @param patient receives the changes whose ledger head is locked; null: this queue waits for locks itself
 */
function openQueue(
  { url, clock, onCommitted, answerWithin = 20_000 }: Options,
  patient: CommitQueue | null,
): CommitQueue {
  const waiting: Waiting[] = []
  let atWork: readonly Waiting[] = []
  let connection: pg.Client | null = null
  let running: Promise<void> | null = null

  async function connect(): Promise<pg.Client> {
    if (connection) return connection
    const name = patient ? 'defend prompt committer' : 'defend patient committer'
    const client = new PostgresClient({ url, name, pipeline: true, answerWithin })
    client.on('error', () => {
      if (connection === client) connection = null
    })
    client.on('end', () => {
      if (connection === client) connection = null
    })
    await client.connect()
    connection = client
    return client
  }

  function take(): Waiting[] {
    let bytes = 0
    let n = 0
    while (n < waiting.length) {
      bytes += waiting[n]?.change.bytes ?? defaultBytes
      if (n > 0 && bytes > maxBatchBytes) break
      n++
    }
    return waiting.splice(0, n)
  }

  async function drain(): Promise<void> {
    // Waits one tick, so that changes of the same tick share a batch.
    await null
    while (waiting.length > 0) {
      atWork = take()
      await run(atWork)
    }
    // In the same tick as the last check, so no change can arrive unnoticed in between.
    atWork = []
    running = null
  }

  /** Runs one transaction. Repeats a failed batch change by change, so that one bad change fails alone. */
  async function run(batch: readonly Waiting[], attempt = 1): Promise<void> {
    let client: pg.Client | null = null
    try {
      client = await connect()
      const state = await beginBatch(
        client,
        batch.map(({ change }) => change),
        patient === null,
        clock.now(),
      )
      const hasHead = ({ change }: Waiting) => state.organizations.has(change.organization)
      const written = nothingWritten()
      const answers = batch.filter(hasHead).map(one => decide(one, state, written, clock.now()))
      if (isEmpty(written)) await client.query('ROLLBACK')
      else await commitBatch(client, state, written)
      for (const committed of written.committed.values())
        onCommitted({ ...committed, bulks: [...committed.bulks] })
      for (const answer of answers) answer()
      const without = batch.filter(one => !hasHead(one))
      if (patient) patient.add(without)
      else for (const one of without) one.reject(new Error(`no organization ${one.change.organization}`))
    } catch (error) {
      await failed(batch, error, client, attempt)
    }
  }

  async function failed(
    batch: readonly Waiting[],
    error: unknown,
    client: pg.Client | null,
    attempt: number,
  ) {
    if (isOutage(error)) {
      if (connection === client) connection = null
      client?.end().catch(() => {})
      for (const one of batch) one.reject(new Unavailable('the database is unreachable', { cause: error }))
      return
    }
    await client?.query('ROLLBACK').catch(() => {})
    const [only] = batch
    if (batch.length > 1) for (const one of batch) await run([one])
    else if (only && attempt < maxAttempts && isCollision(error)) await run(batch, attempt + 1)
    else only?.reject(isCollision(error) ? new Unavailable('the ledger is locked', { cause: error }) : error)
  }

  return {
    add: more => {
      if (more.length === 0) return
      waiting.push(...more)
      running ??= outsideSpans(drain)
    },
    isAtWorkFor: organization => atWork.some(({ change }) => change.organization === organization),
    close: async () => {
      await running
      await connection?.end()
    },
  }
}

/** Decides one change and returns a function that settles its promise after the commit. */
function decide(
  { change, trace, resolve, reject }: Waiting,
  state: BatchState,
  written: BatchWrites,
  clock: number,
): () => void {
  try {
    const outcome = decideOn(state, written, change, clock, trace)
    return () => resolve(outcome)
  } catch (error) {
    return () => reject(error)
  }
}

const nothingWritten = (): BatchWrites => ({
  lines: [],
  actions: new Map(),
  records: new Map(recordKinds.map(kind => [kind, new Map()])),
  settings: new Map(),
  committed: new Map(),
})

const isEmpty = ({ lines, actions, records, settings }: BatchWrites): boolean =>
  lines.length === 0 &&
  actions.size === 0 &&
  settings.size === 0 &&
  [...records.values()].every(kept => kept.size === 0)

/** Deadlock, serialization failure or lock timeout: another attempt may succeed. */
const isCollision = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && ['40001', '40P01', '55P03'].includes(error.code ?? '')
