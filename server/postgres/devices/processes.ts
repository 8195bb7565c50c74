import type { ChangeFeed } from '#app/change-feed.ts'
import type { Fleet } from '#app/device/rebalance-devices.ts'
import type { Pool } from '../pool/pool.ts'

interface Options {
  readonly pool: Pool
  readonly process: string
  readonly feed: Pick<ChangeFeed, 'publish'>
  /**
   * Called when another process has declared this one dead (for example because it was suspended or could not reach the
   * database). Its connected devices must be registered again.
   */
  readonly onForgotten: () => void
  /** Devices connected to this process. */
  readonly connected: () => number
}

export interface Processes {
  /** Records this process's heartbeat, and marks the devices of dead processes as offline. */
  beat(): Promise<void>
  /** All processes and their devices, by their latest heartbeats. */
  fleet(): Promise<Fleet>
  /** Removes this process and marks its devices as offline. */
  leave(): Promise<void>
}

/** A process without a heartbeat for this long is considered dead. */
const deadAfter = '20 seconds'

const alive = `
INSERT INTO server_process (id, heartbeat_at, devices) VALUES ($1, now(), $2)
ON CONFLICT (id) DO UPDATE SET heartbeat_at = now(), devices = $2 RETURNING xmax = 0 AS is_new`

const fleet =
  'SELECT count(*)::int AS processes, coalesce(sum(devices), 0)::int AS devices FROM server_process'

const forget = (which: string) => `
WITH gone AS (DELETE FROM server_process WHERE ${which} RETURNING id, heartbeat_at)
UPDATE device d SET connected_to = NULL, connected_since = NULL, last_seen_at = gone.heartbeat_at,
  connected_ms = d.connected_ms
    + coalesce(1000 * extract(epoch FROM greatest(interval '0', gone.heartbeat_at - d.connected_since)), 0)::bigint
FROM gone WHERE d.connected_to = gone.id RETURNING d.id, d.organization_id AS organization`

export function openProcesses({ pool, process, feed, onForgotten, connected }: Options): Processes {
  let known = false
  const tell = (rows: readonly { id: string; organization: string }[]) => {
    for (const { id, organization } of rows) feed.publish({ kind: 'presence', organization, device: id })
  }
  return {
    beat: async () => {
      const [row] = await pool.query<{ is_new: boolean }>(alive, [process, connected()])
      if (row?.is_new && known) onForgotten()
      known = true
      tell(await pool.query(forget(`heartbeat_at < now() - interval '${deadAfter}' AND id <> $1`), [process]))
    },
    fleet: async () => {
      const [found] = await pool.query<Fleet>(fleet)
      return found ?? { processes: 1, devices: 0 }
    },
    leave: async () => tell(await pool.query(forget('id = $1'), [process])),
  }
}
