import type { Benchmark, Sizes } from './benchmark.ts'
import { ms, quantile, ratio, rounded, wallClock } from './figures.ts'
import { type HttpConnections, openConnections } from './http-connections.ts'
import { whileOpen } from './opened.ts'
import { globalId, type ServiceUnderLoad, startServiceUnderLoad } from './service-under-load.ts'
import { fillHistory } from './unequal-history.ts'

const requests = 60
/** Requests before the first measurement, so that hot code is compiled as in a service that has been running for a while. */
const warmUp = 300

type Filter = Readonly<Record<string, unknown>>
/** Values to filter by. */
interface FilterValues {
  readonly device: string
  /** An analyst with few actions. */
  readonly rare: string
  /** An analyst with many actions. */
  readonly frequent: string
  /** A time after a third of the history. */
  readonly instant: string
  readonly action: string
}

/** Each filter of `actions` alone, and common combinations. */
const filters: Readonly<Record<string, (values: FilterValues) => Filter>> = {
  'status, common': () => ({ statuses: ['COMPLETED'] }),
  'status, no match': () => ({ statuses: ['EXECUTING'] }),
  'status, rare': () => ({ statuses: ['QUEUED'] }),
  'three statuses': () => ({ statuses: ['QUEUED', 'EXECUTING', 'FAILED'] }),
  'type, rare': () => ({ types: ['RUN_SCRIPT'] }),
  'origin, rare': () => ({ origins: ['RESPONSE_RULE'] }),
  'verification, rare': () => ({ verification: ['FAILED'] }),
  device: ({ device }) => ({ deviceId: device }),
  'submitted by, frequent': ({ frequent }) => ({ submittedById: frequent }),
  'submitted by, rare': ({ rare }) => ({ submittedById: rare }),
  'approved by, frequent': ({ frequent }) => ({ approvedById: frequent }),
  'approved by, rare': ({ rare }) => ({ approvedById: rare }),
  'submitted before': ({ instant }) => ({ submittedBefore: instant }),
  'awaiting my approval': () => ({ awaitingMyApproval: true }),
  'failed on a device': ({ device }) => ({ statuses: ['FAILED'], deviceId: device }),
  'failed isolations': () => ({ statuses: ['FAILED'], types: ['ISOLATE_DEVICE'] }),
  'my open actions': ({ frequent }) => ({
    submittedById: frequent,
    statuses: ['PENDING_APPROVAL', 'QUEUED', 'EXECUTING'],
  }),
  'by rules, verification not passed': () => ({
    origins: ['AUTO_RESPONSE', 'RESPONSE_RULE'],
    verification: ['FAILED', 'INCONCLUSIVE'],
  }),
  'scripts before an instant': ({ instant }) => ({ types: ['RUN_SCRIPT'], submittedBefore: instant }),
  'kills on a device since an instant': ({ device, instant }) => ({
    types: ['KILL_PROCESS'],
    deviceId: device,
    submittedAfter: instant,
  }),
  'search, common word': () => ({ search: 'miner' }),
  'search, rare word': () => ({ search: 'quixotic' }),
  'search, one in a thousand': () => ({ search: 'zephyr' }),
  'search, two words': () => ({ search: 'miner quixotic' }),
  'search, a hostname': () => ({ search: 'host-77' }),
  'search, no match': () => ({ search: 'nowhere-at-all' }),
}
const nodes =
  'edges { node { id type status submittedAt justification verification { status } } } pageInfo { hasNextPage }'
const actionsQuery = `query ($filter: ActionFilter) { actions(first: 50, filter: $filter) { ${nodes} } }`

/** Filters of `auditEvents`. */
const auditFilters: Readonly<Record<string, (values: FilterValues) => Filter>> = {
  'ledger: kind, rare': () => ({ kinds: ['SETTINGS_CHANGED'] }),
  'ledger: two kinds': () => ({ kinds: ['SETTINGS_CHANGED', 'ACTION_FAILED'] }),
  'ledger: from an instant': ({ instant }) => ({ from: instant }),
  'ledger: kind from an instant': ({ instant }) => ({ kinds: ['ACTION_FAILED'], from: instant }),
  'ledger: actor, frequent': ({ frequent }) => ({ actorId: frequent }),
  'ledger: device': ({ device }) => ({ deviceId: device }),
  'ledger: action, two events': ({ action }) => ({ actionId: action }),
}
const auditQuery =
  'query ($filter: AuditFilter) { auditEvents(first: 50, filter: $filter) { edges { node { sequence kind at } } pageInfo { hasNextPage } } }'

/** Times filtered pages over HTTP for one caller at each history size. The values are skewed as in real data. */
export const historyFilters: Benchmark = sizes =>
  whileOpen(sizes.interrupted, async keep => {
    const stage = keep(await startServiceUnderLoad(null))
    const measured: Record<string, number>[] = []
    const least = Math.min(...sizes.rows)
    for (const rows of sizes.rows) measured.push(await measureAt(stage, rows, least))
    return [table(sizes, measured)]
  })

function table({ rows: counts }: Sizes, measured: readonly Record<string, number>[]) {
  const [least, most] = [measured[0], measured.at(-1)]
  return {
    title: 'A filtered page of 50 over HTTP: p50 ms',
    columns: ['filter', ...counts.map(rows => `${rounded(rows)} actions`), 'growth'],
    rows: [...Object.keys(filters), ...Object.keys(auditFilters)].map(name => [
      name,
      ...measured.map(times => ms(times[name] ?? Number.NaN)),
      ratio((most?.[name] ?? Number.NaN) / (least?.[name] ?? Number.NaN)),
    ]),
  }
}

async function measureAt(
  stage: ServiceUnderLoad,
  rows: number,
  least: number,
): Promise<Record<string, number>> {
  // The first request of each person creates the organization and the analyst.
  for (const name of ['alice', 'bob', 'vera'] as const) await stage.as(name)('{ viewer { __typename } }')
  await fillHistory(stage, rows, least)
  const [raw] = await stage.sql<FilterValues>(
    `SELECT (SELECT id FROM device WHERE hostname = 'host-42') AS device,
       (SELECT id FROM analyst WHERE email LIKE 'alice%') AS frequent, (SELECT id FROM analyst WHERE email LIKE 'bob%') AS rare,
       (SELECT submitted_at FROM response_action ORDER BY submitted_at OFFSET $1 LIMIT 1) AS instant,
       (SELECT id FROM response_action ORDER BY submitted_at OFFSET $1 LIMIT 1) AS action`,
    [Math.floor(rows / 3)],
  )
  if (!raw) throw new Error('the history could not be filled')
  const values: FilterValues = {
    ...raw,
    device: globalId('Device', raw.device),
    frequent: globalId('Analyst', raw.frequent),
    rare: globalId('Analyst', raw.rare),
    action: globalId('ResponseAction', raw.action),
  }
  const http = openConnections(stage.service.api, 1, await stage.identity.token('alice'))
  const unmeasured = JSON.stringify({ query: actionsQuery, variables: { filter: {} } })
  for (let i = 0; i < warmUp; i++) await http.post(unmeasured)
  const times: Record<string, number> = {}
  for (const [name, filter] of Object.entries(filters))
    times[name] = await medianOf(http, actionsQuery, filter(values))
  for (const [name, filter] of Object.entries(auditFilters))
    times[name] = await medianOf(http, auditQuery, filter(values))
  http.close()
  return times
}

async function medianOf(http: HttpConnections, query: string, filter: Filter): Promise<number> {
  const body = JSON.stringify({ query, variables: { filter } })
  const times: number[] = []
  for (let i = 0; i < requests; i++) {
    const start = wallClock()
    const answer = await http.post(body)
    times.push(wallClock() - start)
    if (answer.includes('"errors"')) throw new Error(`${JSON.stringify(filter)}: ${answer}`)
  }
  // The first requests warm up query plans and compiled code.
  return quantile(times.slice(requests / 4), 0.5)
}
