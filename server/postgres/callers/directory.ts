import type { Directory } from '#app/ports.ts'
import type { Pool } from '../pool/pool.ts'

const token = 'SELECT organization_id AS organization, id FROM enrollment_token WHERE secret_hash = $1'

const analyst = 'SELECT FROM analyst WHERE organization_id = $1 AND id = $2'

export const openDirectory = (pool: Pool): Pick<Directory, 'enrollmentToken' | 'isAnalyst'> => ({
  enrollmentToken: async hash => {
    const [row] = await pool.query<{ organization: string; id: string }>(token, [hash])
    return row ?? null
  },
  isAnalyst: async (organization, id) => (await pool.query(analyst, [organization, id])).length > 0,
})
