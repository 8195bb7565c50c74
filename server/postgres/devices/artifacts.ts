import type { ArtifactApplication } from '#app/application.ts'
import type { ArtifactRecord } from '#domain/action/artifact.ts'
import { toRecord } from '../commit/tables.ts'
import type { Pool } from '../pool/pool.ts'

interface Row {
  readonly artifact: Record<string, unknown>
  readonly is_executing: boolean
}

const one = `
SELECT to_json(f) AS artifact, a.status = 'EXECUTING' AS is_executing
FROM artifact f JOIN response_action a ON a.organization_id = f.organization_id AND a.id = f.action_id
WHERE f.id = $1 AND f.given_up_at IS NULL`

const left = `
SELECT to_json(f) AS artifact FROM artifact f
JOIN response_action a ON a.organization_id = f.organization_id AND a.id = f.action_id
WHERE f.received_at IS NULL AND f.given_up_at IS NULL AND a.status <> 'EXECUTING' LIMIT 100`

/** The upload state of artifacts. It is not on the ledger. */
export const openArtifacts = (pool: Pool): Pick<ArtifactApplication, 'find' | 'unfinished'> => ({
  find: async id => {
    const [row] = await pool.query<Row>(one, [id])
    return row ? { artifact: recordOf(row), isExecuting: row.is_executing } : null
  },
  unfinished: async () => (await pool.query<Row>(left)).map(recordOf),
})

const recordOf = ({ artifact }: Row): ArtifactRecord => toRecord('artifact', artifact)
