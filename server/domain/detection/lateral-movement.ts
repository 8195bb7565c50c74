export interface LateralMovementRecord {
  readonly id: string
  readonly organizationId: string
  readonly fromDeviceId: string
  readonly toDeviceId: string
  readonly investigationId: string | null
  readonly technique: string | null
  readonly observedAt: string
}
