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
  /** Whom it is assigned to. */
  readonly personId: string | null
  /** Lower case, sorted: see label.ts. */
  readonly labels: readonly string[]
  /** Milliseconds connected before the present connection; written by presence alone. */
  readonly connectedMs: number
  /** Null while offline; written by presence alone. */
  readonly connectedSince: string | null
}

/** Milliseconds that a device has been connected in all. */
export const connectedMs = (device: DeviceRecord, now: number): number =>
  device.connectedMs + (device.connectedSince ? Math.max(0, now - Date.parse(device.connectedSince)) : 0)
