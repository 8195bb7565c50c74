import type { ChangeFeed } from '#app/ports.ts'
import type { Pool } from '../pool/pool.ts'

interface Options {
  readonly pool: Pool
  readonly process: string
  readonly feed: Pick<ChangeFeed, 'publish'>
  /** The others held this process for dead (it was suspended, or the database was away): its devices must be told anew. */
  readonly onForgotten: () => void
}

export interface Processes {
  /** Says that this process lives, and whose devices are offline because their process does not. */
  beat(): Promise<void>
  /** Its devices are offline from now on. */
  leave(): Promise<void>
}

/** A process that is silent for so long holds no connection any more. */
const deadAfter = '20 seconds'

const alive = `
INSERT INTO server_process (id, heartbeat_at) VALUES ($1, now())
ON CONFLICT (id) DO UPDATE SET heartbeat_at = now() RETURNING xmax = 0 AS is_new`

const forget = (which: string) => `
WITH gone AS (DELETE FROM server_process WHERE ${which} RETURNING id, heartbeat_at)
UPDATE device d SET connected_to = NULL, connected_since = NULL, last_seen_at = gone.heartbeat_at,
  connected_ms = d.connected_ms
    + coalesce(1000 * extract(epoch FROM greatest(interval '0', gone.heartbeat_at - d.connected_since)), 0)::bigint
FROM gone WHERE d.connected_to = gone.id RETURNING d.id, d.organization_id AS organization`

export function openProcesses({ pool, process, feed, onForgotten }: Options): Processes {
  let known = false
  const tell = (rows: readonly { id: string; organization: string }[]) => {
    for (const { id, organization } of rows) feed.publish({ kind: 'presence', organization, device: id })
  }
  return {
    beat: async () => {
      const [row] = await pool.query<{ is_new: boolean }>(alive, [process])
      if (row?.is_new && known) onForgotten()
      known = true
      tell(await pool.query(forget(`heartbeat_at < now() - interval '${deadAfter}' AND id <> $1`), [process]))
    },
    leave: async () => tell(await pool.query(forget('id = $1'), [process])),
  }
}
