import { laneOrder } from '#domain/action/lane-order.ts'
import { builder } from '../builder.ts'
import { Device } from '../device/type.ts'
import { pageArgs } from '../lists.ts'
import { listActionsOf, ResponseActionConnection } from './connection.ts'
import { ActionFilter } from './filter.ts'
import { ResponseAction } from './type.ts'

builder.prismaObjectFields(Device, t => ({
  queue: t.relation('actions', {
    description: 'What waits and runs here, in the order in which it will be run.',
    type: ResponseAction,
    query: {
      where: { status: { in: ['QUEUED', 'EXECUTING'] }, lane: { not: null }, hold: null },
      orderBy: [
        { startedAt: { sort: 'asc', nulls: 'last' } },
        ...laneOrder.map(({ field, nullsFirst }) => ({
          [field]: nullsFirst ? ({ sort: 'asc', nulls: 'first' } as const) : ('asc' as const),
        })),
      ],
    },
  }),
  actions: t.field({
    description: 'All actions submitted for the device, newest first.',
    type: ResponseActionConnection,
    args: {
      filter: t.arg({ description: 'Returns only entries that match.', type: ActionFilter }),
      ...pageArgs(t.arg),
    },
    resolve: ({ id }, args, context, info) => listActionsOf('device', id, args, context, info),
  }),
}))
