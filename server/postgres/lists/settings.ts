import type { SettingsReading } from '#app/reading.ts'
import { defaultSettings, type Settings } from '#domain/settings/settings.ts'
import type { Pool } from '../pool/pool.ts'

export const openSettingsReading = (pool: Pool): SettingsReading => ({
  async settings(organization): Promise<Settings> {
    const text = 'SELECT settings FROM organization WHERE id = $1'
    const [row] = await pool.query<{ settings: Partial<Settings> }>(text, [organization])
    return { ...defaultSettings, ...row?.settings }
  },
})
