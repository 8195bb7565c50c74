import type { DueActions, DueBulks, DueSettingsChanges } from '#app/due-ports.ts'
import type { Pool } from '../pool/pool.ts'
import { submitterMayAct } from './submitter.ts'

const due = `
SELECT organization_id AS organization, id AS action, device_id AS device,
  coalesce(effect = 'IN_FORCE' AND effect_until <= to_timestamp($1::double precision / 1000), false) AS "effectEnds",
  CASE WHEN type = 'FORCE_PASSWORD_RESET' AND status <> 'PENDING_APPROVAL' THEN person_id END AS resets,
  CASE WHEN type = 'FORCE_PASSWORD_RESET' THEN ${submitterMayAct('t')} ELSE true END AS "submitterMayAct"
FROM response_action t
WHERE due_at <= to_timestamp($1::double precision / 1000) ORDER BY due_at LIMIT $2`

export const openDueActions = (pool: Pool): DueActions => ({
  due: (now, limit) => pool.query(due, [now, limit]),
})

const dueBulks = `
SELECT organization_id AS organization, id AS bulk FROM bulk_action
WHERE due_at <= to_timestamp($1::double precision / 1000) ORDER BY due_at LIMIT $2`

export const openDueBulks = (pool: Pool): DueBulks => ({
  due: (now, limit) => pool.query(dueBulks, [now, limit]),
})

const dueSettingsChanges = `
SELECT organization_id AS organization, id AS change FROM settings_change
WHERE state = 'PENDING' AND expires_at <= to_timestamp($1::double precision / 1000) ORDER BY expires_at LIMIT $2`

export const openDueSettingsChanges = (pool: Pool): DueSettingsChanges => ({
  due: (now, limit) => pool.query(dueSettingsChanges, [now, limit]),
})
