import type { Benchmark, Sizes } from './benchmark.ts'
import { ms, quantile, ratio, wallClock, whole } from './figures.ts'
import { type HttpConnections, openConnections } from './http-connections.ts'
import { whileOpen } from './opened.ts'
import { globalId, type ServiceUnderLoad, startServiceUnderLoad } from './service-under-load.ts'
import { fillHistory } from './unequal-history.ts'

const requests = 60
/** Requests before the first measurement, so that hot code is compiled as in a service that has run for a minute. */
const warmUp = 300

type Filter = Readonly<Record<string, unknown>>
interface Known {
  readonly device: string
  readonly rare: string
  readonly analyst: string
  readonly year: string
  readonly action: string
}

/** Each filter of `actions` alone, and common combinations. */
const filters: Readonly<Record<string, (known: Known) => Filter>> = {
  'status, usual': () => ({ statuses: ['COMPLETED'] }),
  'status, nothing': () => ({ statuses: ['EXECUTING'] }),
  'status, rare': () => ({ statuses: ['QUEUED'] }),
  'three statuses': () => ({ statuses: ['QUEUED', 'EXECUTING', 'FAILED'] }),
  'type, rare': () => ({ types: ['RUN_SCRIPT'] }),
  'origin, rare': () => ({ origins: ['RESPONSE_RULE'] }),
  'verification, rare': () => ({ verification: ['FAILED'] }),
  device: ({ device }) => ({ deviceId: device }),
  'submitted by, often': ({ analyst }) => ({ submittedById: analyst }),
  'submitted by, rarely': ({ rare }) => ({ submittedById: rare }),
  'approved by, often': ({ analyst }) => ({ approvedById: analyst }),
  'approved by, rarely': ({ rare }) => ({ approvedById: rare }),
  'submitted before': ({ year }) => ({ submittedBefore: year }),
  'awaiting my approval': () => ({ awaitingMyApproval: true }),
  'failed on a device': ({ device }) => ({ statuses: ['FAILED'], deviceId: device }),
  'failed isolations': () => ({ statuses: ['FAILED'], types: ['ISOLATE_DEVICE'] }),
  'mine that are open': ({ analyst }) => ({
    submittedById: analyst,
    statuses: ['PENDING_APPROVAL', 'QUEUED', 'EXECUTING'],
  }),
  'by rules, not verified': () => ({
    origins: ['AUTO_RESPONSE', 'RESPONSE_RULE'],
    verification: ['FAILED', 'INCONCLUSIVE'],
  }),
  'scripts of a year ago': ({ year }) => ({ types: ['RUN_SCRIPT'], submittedBefore: year }),
  'kills on a device since': ({ device, year }) => ({
    types: ['KILL_PROCESS'],
    deviceId: device,
    submittedAfter: year,
  }),
  'search, usual word': () => ({ search: 'miner' }),
  'search, rare word': () => ({ search: 'quixotic' }),
  'search, one in a thousand': () => ({ search: 'zephyr' }),
  'search, two words': () => ({ search: 'miner quixotic' }),
  'search, a hostname': () => ({ search: 'host-77' }),
  'search, nothing': () => ({ search: 'nowhere-at-all' }),
}
const nodes =
  'edges { node { id type status submittedAt justification verification { status } } } pageInfo { hasNextPage }'
const actionsQuery = `query ($filter: ActionFilter) { actions(first: 50, filter: $filter) { ${nodes} } }`

/** Filters of `auditEvents`. */
const auditFilters: Readonly<Record<string, (known: Known) => Filter>> = {
  'kind, rare': () => ({ kinds: ['SETTINGS_CHANGED'] }),
  'two kinds': () => ({ kinds: ['SETTINGS_CHANGED', 'ACTION_FAILED'] }),
  'from an instant': ({ year }) => ({ from: year }),
  'kind from an instant': ({ year }) => ({ kinds: ['ACTION_FAILED'], from: year }),
  'actor, often': ({ analyst }) => ({ actorId: analyst }),
  'device of the ledger': ({ device }) => ({ deviceId: device }),
  'action of the ledger, two lines': ({ action }) => ({ actionId: action }),
}
const auditQuery =
  'query ($filter: AuditFilter) { auditEvents(first: 50, filter: $filter) { edges { node { sequence kind at } } pageInfo { hasNextPage } } }'

/** Times filtered pages over HTTP for one caller at each history size, with values skewed as in real data. */
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
    columns: ['filter', ...counts.map(rows => `${whole(rows)} actions`), 'growth'],
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
  const [known] = await stage.sql<Known>(
    `SELECT (SELECT id FROM device WHERE hostname = 'host-42') AS device,
       (SELECT id FROM analyst WHERE email LIKE 'alice%') AS analyst, (SELECT id FROM analyst WHERE email LIKE 'bob%') AS rare,
       (SELECT submitted_at FROM response_action ORDER BY submitted_at OFFSET $1 LIMIT 1) AS year,
       (SELECT id FROM response_action ORDER BY submitted_at OFFSET $1 LIMIT 1) AS action`,
    [Math.floor(rows / 3)],
  )
  if (!known) throw new Error('nothing was filled')
  const named: Known = {
    ...known,
    device: globalId('Device', known.device),
    analyst: globalId('Analyst', known.analyst),
    rare: globalId('Analyst', known.rare),
    action: globalId('ResponseAction', known.action),
  }
  const http = openConnections(stage.service.api, 1, await stage.identity.token('alice'))
  const unmeasured = JSON.stringify({ query: actionsQuery, variables: { filter: {} } })
  for (let i = 0; i < warmUp; i++) await http.post(unmeasured)
  const times: Record<string, number> = {}
  for (const [name, filter] of Object.entries(filters))
    times[name] = await medianOf(http, actionsQuery, filter(named))
  for (const [name, filter] of Object.entries(auditFilters))
    times[name] = await medianOf(http, auditQuery, filter(named))
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
