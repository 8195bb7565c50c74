import type { DueActions } from '#app/ports.ts'
import type { Pool } from './pool.ts'

const due = `
SELECT organization_id AS organization, id AS action, device_id AS device,
  coalesce(effect = 'IN_FORCE' AND effect_until <= to_timestamp($1::double precision / 1000), false) AS "effectEnds"
FROM response_action
WHERE due_at <= to_timestamp($1::double precision / 1000) ORDER BY due_at LIMIT $2`

export const openDueActions = (pool: Pool): DueActions => ({
  due: (now, limit) => pool.query(due, [now, limit]),
})
