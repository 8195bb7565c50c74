import type { Benchmark, Sizes } from './benchmark.ts'
import { ms, quantile, ratio, wallClock, whole } from './figures.ts'
import { type HttpConnections, openConnections } from './http-connections.ts'
import { whileOpen } from './opened.ts'
import { globalId, type ServiceUnderLoad, startServiceUnderLoad } from './service-under-load.ts'

const requests = 60

type Filter = Readonly<Record<string, unknown>>
interface Known {
  readonly device: string
  readonly rare: string
  readonly analyst: string
  readonly year: string
  readonly action: string
}

/** Each filter of actions alone, and usual combinations. */
const filters: Readonly<Record<string, (known: Known) => Filter>> = {
  'status, usual': () => ({ statuses: ['COMPLETED'] }),
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

/** The same of the ledger. */
const auditFilters: Readonly<Record<string, (known: Known) => Filter>> = {
  'kind, rare': () => ({ kinds: ['SETTINGS_CHANGED'] }),
  'two kinds': () => ({ kinds: ['SETTINGS_CHANGED', 'ACTION_FAILED'] }),
  'from an instant': ({ year }) => ({ from: year }),
  'kind from an instant': ({ year }) => ({ kinds: ['ACTION_FAILED'], from: year }),
  'actor, often': ({ analyst }) => ({ actorId: analyst }),
  'device of the ledger': ({ device }) => ({ deviceId: device }),
  'action of the ledger': ({ action }) => ({ actionId: action }),
}
const auditQuery =
  'query ($filter: AuditFilter) { auditEvents(first: 50, filter: $filter) { edges { node { sequence kind at } } pageInfo { hasNextPage } } }'

/** Filtered pages of the history over HTTP, one caller, at each size; the rows are as unequal as real ones. */
export const historyFilters: Benchmark = sizes =>
  whileOpen(sizes.interrupted, async keep => {
    const stage = keep(await startServiceUnderLoad(null))
    const measured: Record<string, number>[] = []
    for (const rows of sizes.rows) measured.push(await measureAt(stage, rows))
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

async function measureAt(stage: ServiceUnderLoad, rows: number): Promise<Record<string, number>> {
  // Makes the organization and its people on first sight.
  for (const name of ['alice', 'bob', 'vera'] as const) await stage.as(name)('{ viewer { __typename } }')
  await fillHistory(stage, rows)
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
  // The first ones compile and plan.
  return quantile(times.slice(requests / 4), 0.5)
}

/** Devices, actions and a ledger that has two lines of each, straight into their tables; no hash of them is true. */
async function fillHistory(stage: ServiceUnderLoad, rows: number): Promise<void> {
  await stage.sql(
    `INSERT INTO device (id, organization_id, hostname, platform, enrolled_at, certificate_expires_at)
     SELECT gen_random_uuid(), o.id, 'host-' || n, 'LINUX', now(), now() + interval '90 days'
     FROM organization o, generate_series(1, 100) n
     WHERE NOT EXISTS (SELECT FROM device)`,
  )
  await stage.sql(
    `INSERT INTO response_action (
       id, organization_id, type, status, lane, parameters, destructive, origin, justification, device_id,
       submitted_by, submitted_by_id, responsible_id, submitted_at, approvals_required, decisions, approver_ids,
       digest, queued_at, queued_sequence, started_at, command_id, completed_at, expires_at, output, answered,
       verification, verification_due_at, verification_attempts, verified_at, evidence)
     SELECT gen_random_uuid(), o.id, type, status, 'SHORT',
       '{"pid": 4242, "processName": "xmrig", "startedAt": null}', false,
       CASE WHEN n % 5 = 0 THEN 'BULK' WHEN n % 3001 = 0 THEN 'AUTO_RESPONSE' WHEN n % 5003 = 0 THEN 'RESPONSE_RULE' ELSE 'MANUAL' END,
       'A miner ran on it, number ' || n || CASE WHEN n % 1000 = 0 THEN ' like a zephyr' WHEN n % 4999 = 7 THEN ' and quixotic' ELSE '' END,
       d.ids[1 + n % cardinality(d.ids)],
       jsonb_build_object('kind', 'analyst', 'id', a.id, 'name', a.name), a.id, a.id, at, 0, '[]',
       CASE WHEN n % 7 = 0 THEN ARRAY[people.alice] WHEN n % 4001 = 0 THEN ARRAY[people.bob] ELSE '{}' END,
       repeat('0', 64), at, n, at, gen_random_uuid(), CASE WHEN status IN ('COMPLETED', 'FAILED') THEN at END, 'infinity',
       '{"pid": 4242, "startedAt": null, "processName": "xmrig"}', '{}',
       CASE WHEN status <> 'COMPLETED' THEN 'NOT_SCHEDULED' WHEN n % 2003 = 0 THEN 'FAILED' WHEN n % 203 = 0 THEN 'INCONCLUSIVE' ELSE 'PASSED' END,
       at, 1, at, '{"alive": false}'
     FROM (SELECT * FROM organization LIMIT 1) o,
       (SELECT array_agg(id) AS ids FROM device) d,
       (SELECT (SELECT id FROM analyst WHERE email LIKE 'alice%') AS alice, (SELECT id FROM analyst WHERE email LIKE 'bob%') AS bob) people,
       (SELECT count(*) AS count FROM response_action) present,
       LATERAL (
         SELECT n, now() - ($1::bigint - n) * interval '30 seconds' AS at,
           CASE WHEN n % 4007 = 0 THEN 'QUEUED' WHEN n % 6007 = 0 THEN 'PENDING_APPROVAL' WHEN n % 50 = 0 THEN 'FAILED'
             WHEN n % 101 = 0 THEN 'CANCELLED' ELSE 'COMPLETED' END AS status,
           CASE WHEN n % 2999 = 0 THEN 'RUN_SCRIPT' WHEN n % 10 = 0 THEN 'ISOLATE_DEVICE' WHEN n % 9 = 0 THEN 'UNISOLATE_DEVICE' ELSE 'KILL_PROCESS' END AS type
         FROM generate_series(present.count + 1, $1::bigint) n
       ) numbered,
       LATERAL (SELECT * FROM analyst WHERE id = CASE WHEN n % 3989 = 0 THEN people.bob ELSE people.alice END) a`,
    [rows],
  )
  await stage.sql(
    `WITH head AS (SELECT organization_id, sequence FROM ledger_head LIMIT 1), added AS (
       INSERT INTO audit_event (organization_id, sequence, kind, at, action_id, device_id, actor, actor_id, canonical, hash)
       SELECT head.organization_id, head.sequence + row_number() OVER (ORDER BY submitted_at, kind),
         CASE WHEN random() < 0.0005 THEN 'SETTINGS_CHANGED' WHEN random() < 0.01 THEN 'ACTION_FAILED' ELSE kind END,
         submitted_at, a.id, device_id, submitted_by, submitted_by_id, '{"data":{}}', digest
       FROM head, response_action a, unnest(ARRAY['ACTION_SUBMITTED', 'ACTION_QUEUED']) kind
       WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.organization_id = a.organization_id AND e.action_id = a.id)
       RETURNING sequence)
     UPDATE ledger_head SET sequence = (SELECT max(sequence) FROM added)`,
  )
  await stage.sql('VACUUM ANALYZE response_action, action_text, audit_event, device')
}
