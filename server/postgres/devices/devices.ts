import type { ChangeFeed } from '#app/change-feed.ts'
import type { DeviceReport, Devices, OpenCommand, ScriptContent } from '#app/device/device-ports.ts'
import type { Action } from '#domain/action/action.ts'
import { laneOrder } from '#domain/action/lane-order.ts'
import { lanes } from '#domain/catalog/action-types.ts'
import { coalesce } from '#flow/coalesce.ts'
import { type ActionRow, fromRow } from '../commit/action-row.ts'
import { inForce } from '../commit/begin-batch.ts'
import { columnOf } from '../pool/names.ts'
import type { Pool } from '../pool/pool.ts'
import { submitterMayAct } from './submitter.ts'

interface Options {
  readonly pool: Pool
  /** This process's id in `server_process`. */
  readonly process: string
  readonly feed: Pick<ChangeFeed, 'publish'>
}

interface OpenRow {
  readonly action: ActionRow
  readonly submitter_may_act: boolean
  readonly script: ScriptContent | null
}

type Found = { readonly id: string; readonly organization_id: string }

const identify = 'SELECT id, organization_id FROM device WHERE id = ANY($1::uuid[]) AND revoked_at IS NULL'

const elapsed =
  "coalesce(1000 * extract(epoch FROM greatest(interval '0', now() - d.connected_since)), 0)::bigint"

const connect = `
UPDATE device d SET connected_to = $2, connection_epoch = n.epoch, connected_since = now(), last_seen_at = now(),
  connected_ms = d.connected_ms + ${elapsed}
FROM json_to_recordset($1::json) n(device uuid, epoch bigint)
WHERE d.id = n.device AND d.connection_epoch <= n.epoch
RETURNING d.id, d.organization_id`

const disconnect = `
UPDATE device d SET connected_to = NULL, connected_since = NULL, last_seen_at = now(),
  connected_ms = d.connected_ms + ${elapsed}
FROM json_to_recordset($1::json) n(device uuid, epoch bigint)
WHERE d.id = n.device AND d.connected_to = $2 AND d.connection_epoch = n.epoch
RETURNING d.id, d.organization_id`

const visible = (row: string) =>
  `(${row}.hostname, ${row}.platform, ${row}.agent_version, ${row}.ip_addresses, ${row}.isolated, ${row}.isolated_since, ${row}.blocked_addresses, ${row}.quarantined_files)`

// Fields that a report omits keep their values. A reported containment state replaces the previous one.
const report = `
UPDATE device d SET hostname = coalesce(n.hostname, d.hostname), platform = coalesce(n.platform, d.platform),
  agent_version = coalesce(n.agent_version, d.agent_version), ip_addresses = coalesce(n.ip_addresses, d.ip_addresses),
  isolated = coalesce(n.isolated, d.isolated),
  isolated_since = CASE WHEN n.isolated IS NULL THEN d.isolated_since ELSE n.isolated_since END,
  blocked_addresses = coalesce(n.blocked_addresses, d.blocked_addresses),
  quarantined_files = coalesce(n.quarantined_files, d.quarantined_files), reported_at = now(), last_seen_at = now()
FROM json_to_recordset($1::json) n(device uuid, hostname text, platform text, agent_version text, ip_addresses text[],
  isolated boolean, isolated_since timestamptz, blocked_addresses text[], quarantined_files jsonb), device old
WHERE d.id = n.device AND old.id = d.id
RETURNING d.id, d.organization_id, ${visible('old')} IS DISTINCT FROM ${visible('d')} AS changed`

// Scripts are immutable and the action's parameters hold the body's hash, so the approved script is the one that runs.
const scriptOf = (action: string) =>
  `CASE WHEN ${action}.type = 'RUN_SCRIPT' THEN (SELECT json_build_object('name', s.name, 'interpreter', s.interpreter, 'body', s.body)
    FROM script s WHERE s.organization_id = ${action}.organization_id AND s.id = (${action}.parameters->'script'->>'id')::uuid) END`

const order = laneOrder
  .map(({ field, nullsFirst }) => `${columnOf(field)}${nullsFirst ? ' NULLS FIRST' : ''}`)
  .join(', ')

const openCommands = `
SELECT to_json(t) AS action, ${submitterMayAct('t')} AS submitter_may_act, ${scriptOf('t')} AS script
FROM unnest($1::uuid[]) d(id) CROSS JOIN unnest($2::text[]) l(lane) CROSS JOIN LATERAL (
  SELECT * FROM response_action
  WHERE device_id = d.id AND lane = l.lane AND status IN ('QUEUED', 'EXECUTING') AND hold IS NULL
  ORDER BY ${order} LIMIT 1) t
UNION ALL
SELECT to_json(t), true, ${scriptOf('t')} FROM response_action t
WHERE device_id = ANY($1::uuid[]) AND verification = 'SCHEDULED' AND verification_attempts > 0`

const inForceOn = `
SELECT to_json(t) AS action FROM response_action t WHERE device_id = ANY($1::uuid[]) AND ${inForce}`

const withOpenCommands = `
SELECT DISTINCT a.device_id AS id FROM response_action a JOIN device d ON d.id = a.device_id
WHERE d.connected_to = $1 AND (a.status IN ('QUEUED', 'EXECUTING')
  OR (a.verification = 'SCHEDULED' AND a.verification_attempts > 0))`

export function openDevices({ pool, process, feed }: Options): Devices {
  type Connection = { readonly device: string; readonly epoch: number }
  const tellPresence = (rows: readonly Found[]) => {
    for (const { id, organization_id: organization } of rows)
      feed.publish({ kind: 'presence', organization, device: id })
  }
  const nothing = (items: readonly unknown[]) => items.map(() => undefined)

  const setConnection = (statement: string) =>
    coalesce<Connection, undefined>(async connections => {
      // A statement can update a row only once, so only the latest connection of each device is written.
      const latest = new Map<string, number>()
      for (const { device, epoch } of connections)
        latest.set(device, Math.max(epoch, latest.get(device) ?? 0))
      const rows = [...latest].map(([device, epoch]) => ({ device, epoch }))
      tellPresence(await pool.query<Found>(statement, [JSON.stringify(rows), process]))
      return nothing(connections)
    })
  const connected = setConnection(connect)
  const disconnected = setConnection(disconnect)

  const reported = coalesce<{ device: string; said: DeviceReport }, undefined>(async items => {
    const last = new Map(items.map(({ device, said }) => [device, said]))
    const rows = [...last].map(([device, said]) => reportedColumns(device, said))
    const written = await pool.query<Found & { changed: boolean }>(report, [JSON.stringify(rows)])
    tellPresence(written.filter(({ changed }) => changed))
    return nothing(items)
  })

  const effectsInForce = coalesce<string, readonly Action[]>(async ids => {
    const actions = new Map<string, Action[]>(ids.map(id => [id, []]))
    for (const { action } of await pool.query<{ action: ActionRow }>(inForceOn, [ids]))
      actions.get(action.device_id ?? '')?.push(fromRow(action))
    return ids.map(id => actions.get(id) ?? [])
  })

  return {
    effectsInForce,
    identify: coalesce(async ids => {
      const rows = await pool.query<Found>(identify, [ids])
      const organizations = new Map(rows.map(row => [row.id, row.organization_id]))
      return ids.map(id => {
        const organization = organizations.get(id)
        return organization ? { organization } : null
      })
    }),
    connected: (device, epoch) => connected({ device, epoch }),
    disconnected: (device, epoch) => disconnected({ device, epoch }),
    report: (device, said) => reported({ device, said }),
    withOpenCommands: async () =>
      (await pool.query<{ id: string }>(withOpenCommands, [process])).map(({ id }) => id),
    openCommands: async ids => {
      const commands = new Map<string, OpenCommand[]>()
      for (const { action: row, submitter_may_act: submitterMayAct, script } of await pool.query<OpenRow>(
        openCommands,
        [ids, lanes],
      )) {
        const action = fromRow(row)
        const device = action.device ?? ''
        const known = commands.get(device)
        const command = { ...commandFor(action, submitterMayAct), ...(script && { script }) }
        if (known) known.push(command)
        else commands.set(device, [command])
      }
      for (const list of commands.values())
        list.sort((a, b) => (a.action.submittedAt < b.action.submittedAt ? -1 : 1))
      return commands
    },
  }
}

const reportedColumns = (
  device: string,
  { hostname, platform, agentVersion, ipAddresses, containment }: DeviceReport,
) => ({
  device,
  hostname,
  platform,
  agent_version: agentVersion,
  ip_addresses: ipAddresses,
  isolated: containment?.isolated ?? null,
  isolated_since: containment?.isolatedSince ?? null,
  blocked_addresses: containment?.blockedAddresses ?? null,
  quarantined_files: containment?.quarantinedFiles ?? null,
})

const commandFor = (action: OpenCommand['action'], submitterMayAct: boolean): OpenCommand => {
  if (action.life.status === 'QUEUED') return { kind: 'execute', action, submitterMayAct }
  if (action.life.status === 'EXECUTING') return { kind: 'grant', action }
  return { kind: 'verify', action }
}
