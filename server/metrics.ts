import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Action } from '#domain/action/action.ts'
import type { WebhookAnswer } from '#domain/webhook/delivery.ts'
import type { Log } from './log.ts'
import type { DatabaseLoad } from './postgres/pool/database-load.ts'
import type { PoolLoad } from './postgres/pool/pool.ts'

/** The current load of the API in this process. */
export interface ApiLoad {
  readonly sockets: number
  readonly subscriptions: number
  readonly exports: number
}

export interface Metrics {
  readonly registry: Registry
  /** For the broker. */
  readonly observer: {
    connections(count: number): void
    sent(kind: string): void
    received(kind: string): void
    /** @param milliseconds from the `execute` command to the device's claim */
    claimed(milliseconds: number): void
  }
  readonly operation: (type: string, field: string, milliseconds: number) => void
  readonly graphqlError: (code: string) => void
  readonly committed: () => void
  /** @param milliseconds from a change's arrival to its commit */
  readonly change: (milliseconds: number) => void
  /** Counts actions that have just ended. */
  readonly ended: (actions: readonly Action[]) => void
  /** @param milliseconds between an event's commit and its reading for subscribers */
  readonly feedLag: (milliseconds: number) => void
  readonly dueLateness: (milliseconds: number) => void
  readonly webhook: (answer: WebhookAnswer) => void
  /** A log that also counts the refusals in its lines: see #flow/refusal-log.ts. */
  countRefusals(log: Log, port: 'api' | 'device'): Log
  watchPool(name: string, load: () => PoolLoad): void
  watchApi(load: () => ApiLoad): void
  watchRedis(isAway: () => boolean): void
  watchDatabase(load: () => Promise<DatabaseLoad>): void
}

/** Seconds: from a read in memory to the timeout of a statement. */
const short = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** Seconds: from a device that answers immediately to one that was off for a day. */
const long = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800, 7200, 86_400]

const seconds = (milliseconds: number) => Math.max(0, milliseconds) / 1000

/** Metrics of the process and the service, in a separate registry. Every label has a bounded set of values. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name, help, buckets, labelNames, registers })

  gauge('defend_build_info', 'Always 1; its labels name the release and the version of Node.', [
    'version',
    'node',
  ]).set({ version, node: process.version }, 1)

  const devices = gauge('defend_connected_devices', 'Devices connected to this process.')
  const sent = counter('defend_commands_sent_total', 'Commands sent to devices, including redeliveries.', [
    'kind',
  ])
  const received = counter(
    'defend_device_messages_total',
    'Messages from devices, by kind; malformed ones have their own kind.',
    ['kind'],
  )
  const claims = histogram(
    'defend_action_claim_seconds',
    'From the latest execute command on a connection to the claim that answers it.',
    long,
  )
  const operations = histogram(
    'defend_graphql_operation_duration_seconds',
    'Queries and mutations by their first field, including the wait for a turn.',
    short,
    ['type', 'field'],
  )
  const errors = counter('defend_graphql_errors_total', 'GraphQL errors, by code.', ['code'])
  const commits = counter(
    'defend_ledger_commits_total',
    "Commits to an organization's ledger; one may contain many events.",
  )
  const changes = histogram(
    'defend_commit_duration_seconds',
    "From a change's arrival at the committer to its commit.",
    short,
  )
  const durations = histogram(
    'defend_action_duration_seconds',
    'From the submission of an action to its completion.',
    long,
    ['type'],
  )
  const ended = counter(
    'defend_actions_ended_total',
    'Actions that ended: COMPLETED, a failure code, or a reason of cancellation. A failed verification counts again.',
    ['type', 'outcome'],
  )
  const lag = histogram(
    'defend_feed_lag_seconds',
    'From the commit of a ledger event to its reading for the subscribers of this process.',
    short,
  )
  const lateness = histogram(
    'defend_due_lateness_seconds',
    'From the time at which work falls due to the start of that work.',
    short,
  )
  const webhooks = counter('defend_webhook_attempts_total', 'Attempts to deliver an event to a webhook.', [
    'outcome',
  ])
  const refusals = counter(
    'defend_refused_total',
    'Refused connections, certificates and tokens, by cause.',
    ['port', 'cause'],
  )
  const pools = new Map<string, () => PoolLoad>()
  new Gauge({
    name: 'defend_postgres_connections',
    help: 'Connections of a pool.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, load] of pools) {
        const { total, idle } = load()
        this.set({ pool, state: 'busy' }, total - idle)
        this.set({ pool, state: 'idle' }, idle)
      }
    },
  })
  new Gauge({
    name: 'defend_postgres_waiting',
    help: 'Statements that wait for a connection of the pool.',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const [pool, load] of pools) this.set({ pool }, load().waiting)
    },
  })
  /** @param value undefined: unknown, so the last value stays */
  function watch(name: string, help: string, value: () => number | Promise<number | undefined>): void {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const now = await value()
        if (now !== undefined) this.set(now)
      },
    })
  }

  return {
    registry,
    observer: {
      connections: count => devices.set(count),
      sent: kind => sent.inc({ kind }),
      received: kind => received.inc({ kind }),
      claimed: milliseconds => claims.observe(seconds(milliseconds)),
    },
    operation: (type, field, milliseconds) => operations.observe({ type, field }, seconds(milliseconds)),
    graphqlError: code => errors.inc({ code }),
    committed: () => commits.inc(),
    change: milliseconds => changes.observe(seconds(milliseconds)),
    ended: actions => {
      for (const { life, requested, submittedAt } of actions) {
        const { type } = requested
        ended.inc({ type, outcome: outcomeOf(life) })
        if (life.status === 'COMPLETED')
          durations.observe({ type }, seconds(Date.parse(life.completedAt) - Date.parse(submittedAt)))
      }
    },
    feedLag: milliseconds => lag.observe(seconds(milliseconds)),
    dueLateness: milliseconds => lateness.observe(seconds(milliseconds)),
    webhook: answer => {
      const isAccepted = 'status' in answer && answer.status >= 200 && answer.status < 300
      webhooks.inc({ outcome: isAccepted ? 'accepted' : 'status' in answer ? 'refused' : 'unreachable' })
    },
    countRefusals: (log, port) => {
      const warn = (about: object, message: string) => {
        if (isRefusal(about)) refusals.inc({ port, cause: about.cause }, about.count)
        log.warn(about, message)
      }
      return Object.assign(Object.create(log), { warn })
    },
    watchPool: (pool, load) => void pools.set(pool, load),
    watchApi: load => {
      watch('defend_graphql_sockets', 'WebSockets of admitted callers.', () => load().sockets)
      watch('defend_subscriptions', 'Open subscriptions.', () => load().subscriptions)
      watch('defend_exports', 'Running exports.', () => load().exports)
    },
    watchRedis: isAway => watch('defend_redis_up', '1 while Redis is reachable.', () => (isAway() ? 0 : 1)),
    watchDatabase: load => {
      const read = sharedForASecond(() => load().catch(() => null))
      watch('defend_postgres_up', '1 while PostgreSQL answers.', async () => ((await read()) ? 1 : 0))
      watch(
        'defend_ledger_events',
        'Events in the ledgers of all organizations.',
        async () => (await read())?.events,
      )
      watch(
        'defend_overdue_actions',
        'Actions whose next step has been due for more than a minute; at most 1,000.',
        async () => (await read())?.overdue,
      )
    },
  }
}

/** Metrics need no token, so scrapes within a second share one read. */
function sharedForASecond<T>(read: () => Promise<T>): () => Promise<T> {
  let latest: { readonly at: number; readonly value: Promise<T> } | undefined
  return () => {
    const now = performance.now()
    if (!latest || now - latest.at > 1000) latest = { at: now, value: read() }
    return latest.value
  }
}

const outcomeOf = (life: Action['life']): string => {
  if (life.status === 'FAILED') return life.failure.code
  return life.status === 'CANCELLED' ? life.cancellation.reason : life.status
}

const isRefusal = (about: unknown): about is { readonly cause: string; readonly count: number } =>
  typeof about === 'object' && about !== null && 'cause' in about && 'count' in about
