import type { ServiceUnderLoad } from './service-under-load.ts'

/**
 * Inserts devices, actions with skewed values and two ledger events per action by SQL. The hashes are not real. A rare
 * value occurs in one of 4,001 rows, but in one of 59 of the first `least` rows, so that it fills a page at every size and
 * the growth compares pages of the same length.
 */
export async function fillHistory(stage: ServiceUnderLoad, rows: number, least: number): Promise<void> {
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
     SELECT gen_random_uuid(), o.id, type, status, 'CONTAINMENT',
       '{"pid": 4242, "processName": "xmrig", "startedAt": null}', false,
       CASE WHEN rare = 3 THEN 'RESPONSE_RULE' WHEN n % 5 = 0 THEN 'BULK' WHEN n % 3001 = 0 THEN 'AUTO_RESPONSE' ELSE 'MANUAL' END,
       'A miner ran on it, number ' || n || CASE WHEN rare = 4 THEN ' and quixotic' WHEN rare = 8 OR n % 1000 = 0 THEN ' like a zephyr' ELSE '' END,
       d.ids[1 + CASE WHEN rare = 7 THEN 41 ELSE n % cardinality(d.ids) END],
       jsonb_build_object('kind', 'analyst', 'id', a.id, 'name', a.name), a.id, a.id, at, 0, '[]',
       CASE WHEN rare = 5 THEN ARRAY[people.bob] WHEN n % 7 = 0 THEN ARRAY[people.alice] ELSE '{}' END,
       repeat('0', 64), at, n, at, gen_random_uuid(), CASE WHEN status IN ('COMPLETED', 'FAILED') THEN at END, 'infinity',
       '{"pid": 4242, "startedAt": null, "processName": "xmrig"}', '{}',
       CASE WHEN status <> 'COMPLETED' THEN 'NOT_SCHEDULED' WHEN rare = 3 THEN 'FAILED' WHEN n % 203 = 0 THEN 'INCONCLUSIVE' ELSE 'PASSED' END,
       at, 1, at, '{"alive": false}'
     FROM (SELECT * FROM organization LIMIT 1) o,
       (SELECT array_agg(id ORDER BY length(hostname), hostname) AS ids FROM device) d,
       (SELECT (SELECT id FROM analyst WHERE email LIKE 'alice%') AS alice, (SELECT id FROM analyst WHERE email LIKE 'bob%') AS bob) people,
       (SELECT count(*) AS count FROM response_action) present,
       LATERAL (
         SELECT n, n % CASE WHEN n <= $2 THEN 59 ELSE 4001 END AS rare, now() - ($1::bigint - n) * interval '30 seconds' AS at
         FROM generate_series(present.count + 1, $1::bigint) n
       ) numbered,
       LATERAL (
         SELECT CASE WHEN rare = 1 THEN 'QUEUED' WHEN rare = 2 THEN 'PENDING_APPROVAL' WHEN rare = 7 OR n % 50 = 0 THEN 'FAILED'
             WHEN rare <> 3 AND n % 101 = 0 THEN 'CANCELLED' ELSE 'COMPLETED' END AS status,
           CASE WHEN rare = 0 THEN 'RUN_SCRIPT' WHEN n % 10 = 0 THEN 'ISOLATE_DEVICE' WHEN n % 9 = 0 THEN 'UNISOLATE_DEVICE' ELSE 'KILL_PROCESS' END AS type
       ) kinds,
       LATERAL (SELECT * FROM analyst WHERE id = CASE WHEN rare IN (2, 6) THEN people.bob ELSE people.alice END) a`,
    [rows, least],
  )
  await stage.sql(
    `WITH head AS (SELECT organization_id, sequence FROM ledger_head LIMIT 1), added AS (
       INSERT INTO audit_event (organization_id, sequence, kind, at, action_id, device_id, actor, actor_id, canonical, hash)
       SELECT head.organization_id, head.sequence + place,
         CASE WHEN place % CASE WHEN place <= $1 THEN 97 ELSE 4001 END = 0 THEN 'SETTINGS_CHANGED' WHEN place % 101 = 0 THEN 'ACTION_FAILED' ELSE kind END,
         submitted_at, id, device_id, submitted_by, submitted_by_id, '{"data":{}}', digest
       FROM head, (
         SELECT a.*, kind, row_number() OVER (ORDER BY submitted_at, kind) AS place
         FROM response_action a, unnest(ARRAY['ACTION_SUBMITTED', 'ACTION_QUEUED']) kind
         WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.organization_id = a.organization_id AND e.action_id = a.id)
       ) lines
       RETURNING sequence)
     UPDATE ledger_head SET sequence = (SELECT max(sequence) FROM added)`,
    [least],
  )
  await stage.sql('VACUUM ANALYZE response_action, action_text, audit_event, device')
}
