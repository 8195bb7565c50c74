import type { Platform } from '#domain/catalog/action-types.ts'

export interface DeviceRecord {
  readonly id: string
  readonly organizationId: string
  readonly hostname: string
  readonly platform: Platform
  readonly agentVersion: string | null
  readonly enrolledAt: string
  readonly revokedAt: string | null
  readonly certificateExpiresAt: string
  /** The person to whom it is assigned. */
  readonly personId: string | null
  /** Lower case, sorted: see label.ts. */
  readonly labels: readonly string[]
  /** Total milliseconds connected before the current connection. Only the presence updates write it. */
  readonly connectedMs: number
  /** Null while offline. Only the presence updates write it. */
  readonly connectedSince: string | null
}

/** Total milliseconds that a device has been connected. */
export const connectedMs = (device: DeviceRecord, now: number): number =>
  device.connectedMs + (device.connectedSince ? Math.max(0, now - Date.parse(device.connectedSince)) : 0)
