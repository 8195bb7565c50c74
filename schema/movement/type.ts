import { builder } from '../builder.ts'
import type { DeviceRow, MovementRow } from '../context.ts'
import { Device } from '../device/type.ts'

export const LateralMovement = builder.prismaObject('LateralMovement', {
  description: 'The movement of an intruder from one device to another.',
  fields: t => ({
    from: t.relation('from', { description: 'The device that the intruder came from.', type: Device }),
    to: t.relation('to', { description: 'The device that the intruder moved to.', type: Device }),
    technique: t.exposeString('technique', { description: 'A MITRE ATT&CK technique id.', nullable: true }),
    observedAt: t.expose('observedAt', { description: 'When the movement was observed.', type: 'DateTime' }),
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
      description: 'The devices without duplicates, sorted by host name.',
      type: [Device],
      resolve: ({ devices }) => [...devices],
    }),
    movements: t.field({
      description: 'The latest 5,000 movements, oldest first.',
      type: [LateralMovement],
      resolve: ({ movements }) => [...movements],
    }),
  }),
})
