import type { Benchmark, Sizes } from './benchmark.ts'
import { ms, quantile, ratio, rounded, wallClock } from './figures.ts'
import { type HttpConnections, openConnections } from './http-connections.ts'
import { whileOpen } from './opened.ts'
import { globalId, type ServiceUnderLoad, startServiceUnderLoad } from './service-under-load.ts'

const requests = 200

const nodes =
  'edges { node { id type status submittedAt justification verification { status } } } pageInfo { hasNextPage endCursor }'

/** The queries to time. `$deep` is a cursor at 90 % of the history. */
const pages: Readonly<Record<string, string>> = {
  'first page of 50': `{ actions(first: 50) { ${nodes} } }`,
  'a page of 50 at 90 % depth': `query ($deep: String) { actions(first: 50, after: $deep) { ${nodes} } }`,
  'last page of 50': `{ actions(last: 50) { ${nodes} } }`,
  'first page of one device': `query ($device: ID!) { actions(first: 50, filter: { deviceId: $device }) { ${nodes} } }`,
  'first page with totalCount': `{ actions(first: 50) { totalCount ${nodes} } }`,
}

/** Times pages of the history over HTTP for one caller at each size. The growth between sizes is the result. */
export const historyPage: Benchmark = sizes =>
  whileOpen(sizes.interrupted, async keep => {
    const stage = keep(await startServiceUnderLoad(null))
    const measured: Record<string, number>[] = []
    for (const rows of sizes.rows) measured.push(await measureAt(stage, rows))
    return [table(sizes, measured)]
  })

function table({ rows: counts }: Sizes, measured: readonly Record<string, number>[]) {
  const [least, most] = [measured[0], measured.at(-1)]
  return {
    title: 'A page of the history over HTTP: p50 ms',
    columns: ['page', ...counts.map(rows => `${rounded(rows)} actions`), 'growth'],
    rows: Object.keys(pages).map(page => [
      page,
      ...measured.map(times => ms(times[page] ?? Number.NaN)),
      ratio((most?.[page] ?? Number.NaN) / (least?.[page] ?? Number.NaN)),
    ]),
  }
}

async function measureAt(stage: ServiceUnderLoad, rows: number): Promise<Record<string, number>> {
  // The first request creates the organization.
  await stage.as('vera')('{ viewer { __typename } }')
  await fillHistory(stage, rows)
  const [place] = await stage.sql<{ id: string; device: string }>(
    `SELECT id, device_id AS device FROM response_action ORDER BY submitted_at DESC, id DESC OFFSET $1 LIMIT 1`,
    [Math.floor(rows * 0.9)],
  )
  const variables = {
    deep: globalId('ResponseAction', place?.id ?? ''),
    device: globalId('Device', place?.device ?? ''),
  }
  const http = openConnections(stage.service.api, 1, await stage.identity.token('vera'))
  const times: Record<string, number> = {}
  for (const [page, query] of Object.entries(pages)) times[page] = await medianOf(http, query, variables)
  http.close()
  return times
}

async function medianOf(http: HttpConnections, query: string, variables: object): Promise<number> {
  const body = JSON.stringify({ query, variables })
  const times: number[] = []
  for (let i = 0; i < requests; i++) {
    const start = wallClock()
    const answer = await http.post(body)
    times.push(wallClock() - start)
    if (i === 0 && !answer.includes('"node"')) throw new Error(`no page: ${answer}`)
  }
  // The first requests warm up query plans and compiled code.
  return quantile(times.slice(requests / 4), 0.5)
}

/** Inserts devices and completed actions by SQL until there are `rows` actions. Writes no ledger events. */
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
     SELECT gen_random_uuid(), a.organization_id, 'KILL_PROCESS', 'COMPLETED', 'CONTAINMENT',
       '{"pid": 4242, "processName": "xmrig", "startedAt": null}', false, 'MANUAL', 'A miner ran on it, number ' || n,
       d.ids[1 + n % cardinality(d.ids)],
       jsonb_build_object('kind', 'analyst', 'id', a.id, 'name', a.name), a.id, a.id, at, 0, '[]', '{}',
       repeat('0', 64), at, n, at, gen_random_uuid(), at, at + interval '1 day',
       '{"pid": 4242, "startedAt": null, "processName": "xmrig"}', '{}', 'PASSED', at, 1, at, '{"alive": false}'
     FROM (SELECT * FROM analyst LIMIT 1) a,
       (SELECT array_agg(id) AS ids FROM device) d,
       (SELECT count(*) AS count FROM response_action) present,
       LATERAL (
         SELECT n, now() - (n * interval '10 seconds') AS at FROM generate_series(present.count + 1, $1::bigint) n
       ) numbered`,
    [rows],
  )
  await stage.sql('VACUUM ANALYZE response_action')
}
