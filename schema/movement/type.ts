import { builder } from '../builder.ts'
import type { DeviceRow, MovementRow } from '../context.ts'
import { Device } from '../device/type.ts'

export const LateralMovement = builder.prismaObject('LateralMovement', {
  description: 'An intruder went from one device to another.',
  fields: t => ({
    from: t.relation('from', { description: 'The source.', type: Device }),
    to: t.relation('to', { description: 'The target.', type: Device }),
    technique: t.exposeString('technique', { description: 'MITRE ATT&CK technique id.', nullable: true }),
    observedAt: t.expose('observedAt', { description: 'When it was seen.', type: 'DateTime' }),
  }),
})

export interface Graph {
  readonly movements: readonly MovementRow[]
  readonly devices: readonly DeviceRow[]
}

export const LateralMovementGraph = builder.objectRef<Graph>('LateralMovementGraph').implement({
  description: 'Devices an intruder moved between, so that several can be chosen at once.',
  fields: t => ({
    devices: t.field({
      description: 'Each once, by hostname.',
      type: [Device],
      resolve: ({ devices }) => [...devices],
    }),
    movements: t.field({
      description: 'Oldest first; of more than 5,000 the latest.',
      type: [LateralMovement],
      resolve: ({ movements }) => [...movements],
    }),
  }),
})
