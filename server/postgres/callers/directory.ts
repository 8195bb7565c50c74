import type { Directory } from '#app/people/people-ports.ts'
import type { Pool } from '../pool/pool.ts'
import { samePersonAs } from './same-person.ts'

const token = 'SELECT organization_id AS organization, id FROM enrollment_token WHERE secret_hash = $1'

const analyst = 'SELECT FROM analyst WHERE organization_id = $1 AND id = $2'

const secondAdministrator = `
WITH administrator AS (
  SELECT id FROM analyst
  WHERE organization_id = $1::uuid AND 'ADMIN' = ANY(roles) AND seen_at > now() - interval '90 days'
)
SELECT EXISTS (SELECT FROM administrator WHERE id NOT IN (
  ${samePersonAs('$1::uuid', '(SELECT id FROM administrator ORDER BY id LIMIT 1)')})) AS exists`

export const openDirectory = (
  pool: Pool,
): Pick<Directory, 'enrollmentToken' | 'isAnalyst' | 'hasSecondAdministrator'> => ({
  enrollmentToken: async hash => {
    const [row] = await pool.query<{ organization: string; id: string }>(token, [hash])
    return row ?? null
  },
  isAnalyst: async (organization, id) => (await pool.query(analyst, [organization, id])).length > 0,
  hasSecondAdministrator: async organization => {
    const [row] = await pool.query<{ exists: boolean }>(secondAdministrator, [organization])
    return row?.exists ?? false
  },
})
