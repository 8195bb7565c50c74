import type { ActionQuery, DeviceQuery } from '../../../generated/documents.ts'

export type ActionDetails = NonNullable<ActionQuery['action']>
export type DeviceDetails = NonNullable<DeviceQuery['device']>
