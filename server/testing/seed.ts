import { randomBytes, randomUUID } from 'node:crypto'
import type { Claims } from '#app/application.ts'
import type { Ledger } from '#app/ports.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import { type Caller, type Role, server } from '#domain/people/actor.ts'
import { openCallers } from '../postgres/callers/callers.ts'
import type { Pool } from '../postgres/pool/pool.ts'

/** A new organization for one test, with its people. */
export interface SeededOrganization {
  readonly id: string
  /** The organization's id at the issuer. */
  readonly external: string
  person(name: string, ...roles: Role[]): Promise<Caller>
}

export function seedOrganization(pool: Pool): Promise<SeededOrganization> {
  const external = `org-${randomUUID()}`
  const callers = openCallers({ pool, newId: randomUUID, fresh: 0 })
  const person = (name: string, ...roles: Role[]) => callers.see(claimsOf(external, name, roles))
  return person('first', 'VIEWER').then(({ organization: id }) => ({ id, external, person }))
}

export const claimsOf = (externalOrganization: string, name: string, roles: readonly Role[]): Claims => ({
  issuer: 'https://issuer.example',
  subject: name,
  email: `${name}@example.org`,
  name,
  externalOrganization,
  roles: new Set(roles),
})

/** A device that never enrolled over TLS, for tests that need only its database row. */
export async function seedDevice(
  ledger: Ledger,
  organization: string,
  device: Partial<DeviceRecord> = {},
): Promise<DeviceRecord> {
  const record: DeviceRecord = {
    id: randomUUID(),
    organizationId: organization,
    hostname: `host-${randomBytes(3).toString('hex')}`,
    platform: 'LINUX',
    agentVersion: '1.0.0',
    enrolledAt: new Date().toISOString(),
    revokedAt: null,
    certificateExpiresAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
    personId: null,
    labels: [],
    connectedMs: 0,
    connectedSince: null,
    ...device,
  }
  await ledger.commit({
    organization,
    reads: {},
    decide: transaction => {
      transaction.put('device', record)
      transaction.append({ kind: 'DEVICE_ENROLLED', data: { device: record.id }, device: record.id }, server)
    },
  })
  return record
}
