import { randomBytes } from 'node:crypto'
import { runDueWork } from '#app/action/due-work.ts'
import { allUseCases, type UseCasePorts } from '#app/all-use-cases.ts'
import type { Application, Callers } from '#app/application.ts'
import { reviewBulk } from '#app/bulk/review-bulk.ts'
import { reviewDueBulks } from '#app/bulk/watch-bulks.ts'
import type { ChangeFeed } from '#app/change-feed.ts'
import type { Directory, Mailer } from '#app/people/people-ports.ts'
import { openPasswordResets, type PasswordResets } from '#app/people/reset-passwords.ts'
import type { Clock, Committed } from '#app/ports.ts'
import { expireSettingsChanges } from '#app/settings/decide-settings-change.ts'
import { createListeners, type Listeners } from '#flow/listeners.ts'
import type { Metrics } from '../metrics.ts'
import { openCallers } from '../postgres/callers/callers.ts'
import { openDirectory } from '../postgres/callers/directory.ts'
import { openCommitter } from '../postgres/commit/group-commit.ts'
import { openSnapshots } from '../postgres/commit/snapshots.ts'
import { openDueActions, openDueBulks, openDueSettingsChanges } from '../postgres/devices/due-actions.ts'
import { openPool, type Pool } from '../postgres/pool/pool.ts'
import { timeOrderedId } from '../postgres/pool/time-ordered-id.ts'
import type { Keep } from './parts.ts'

export interface CoreOptions {
  readonly databaseUrl: string
  readonly clock: Clock
  readonly feed: ChangeFeed
  readonly mailer: Pick<Mailer, 'send'>
  readonly authority: UseCasePorts['authority']
  readonly webhooks: UseCasePorts['webhooks']
  readonly serverAddresses: UseCasePorts['serverAddresses']
  /** Milliseconds for which a caller's row is cached. Default: 5000. */
  readonly callersFresh?: number
  /** Default: none. */
  readonly metrics?: Pick<Metrics, 'change' | 'watchPool'>
  readonly keep: Keep
  /** Handles the failures of background work. */
  readonly onError: (what: string) => (error: unknown) => void
}

/** The use cases on PostgreSQL and their background work, without the ports that call them. */
export interface Core {
  readonly pool: Pool
  readonly clock: Clock
  readonly feed: ChangeFeed
  readonly callers: Callers
  readonly ports: UseCasePorts & { readonly directory: Directory }
  /** The API's use cases. */
  readonly app: Application
  readonly resets: PasswordResets
  /** Takes a bulk's next rollout step. */
  readonly reviewBulk: (organization: string, bulk: string) => Promise<void>
  /** Tasks, each for one kind of due work. */
  readonly dueTasks: readonly (() => Promise<void>)[]
  /** Called after each commit. */
  readonly commits: Pick<Listeners<Committed>, 'add'>
}

/**
 * Builds the use cases for the service, the API tests and the tests of single use cases. Add a new use case to
 * `allUseCases`, a new port to `ports`, and new due work to `dueTasks`.
 */
export function openCore(options: CoreOptions): Core {
  const { databaseUrl, clock, feed, mailer, callersFresh, keep, onError } = options
  const { authority, webhooks, serverAddresses, metrics } = options
  const newId = timeOrderedId
  const commits = createListeners<Committed>()
  const pool = keep(openPool(databaseUrl))
  metrics?.watchPool('general', pool.load)
  const ledger = keep(
    openCommitter({
      url: databaseUrl,
      clock,
      onCommitted: commits.tell,
      ...(metrics && { onChange: metrics.change }),
    }),
  )
  const callers = openCallers({ pool, newId, ...(callersFresh !== undefined && { fresh: callersFresh }) })
  const ports = {
    ledger,
    snapshots: openSnapshots(pool, clock),
    clock,
    feed,
    directory: { ...openDirectory(pool), samePerson: callers.samePerson },
    authority,
    webhooks,
    newId,
    newSecret: () => randomBytes(32).toString('hex'),
    serverAddresses,
  }
  const resets = keep(
    openPasswordResets({ ledger, mailer, onError: onError('the outcome of a message was not recorded') }),
  )
  const review = reviewBulk({ ledger })
  return {
    pool,
    clock,
    feed,
    callers,
    ports,
    app: allUseCases(ports),
    resets,
    reviewBulk: review,
    dueTasks: [
      runDueWork({ ledger, clock, newId, resets, dueActions: openDueActions(pool), since: clock.now() }),
      reviewDueBulks({ clock, review, dueBulks: openDueBulks(pool) }),
      expireSettingsChanges({ ledger, clock, dueSettingsChanges: openDueSettingsChanges(pool) }),
    ],
    commits,
  }
}
