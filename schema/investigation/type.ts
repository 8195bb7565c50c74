import { listActionsOf, ResponseActionConnection } from '../action/connection.ts'
import { ActionFilter } from '../action/filter.ts'
import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'
import { DetectionConnection, listDetections, parseDetectionCursor } from '../detection/connection.ts'
import { Detection } from '../detection/type.ts'
import { pageArgs, parsePage } from '../lists.ts'

export const Investigation = builder.prismaNode('Investigation', {
  description: 'A group of related detections, and the response to them.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID in the ledger and in exports.' }),
    title: t.exposeString('title', { description: 'A title for people.' }),
    openedAt: t.expose('openedAt', { description: 'When the investigation was opened.', type: 'DateTime' }),
    closedAt: t.expose('closedAt', {
      description: 'When the investigation was closed. Null if it is open.',
      type: 'DateTime',
      nullable: true,
    }),
    detections: t.field({
      description: 'The detections of the investigation, newest first.',
      type: DetectionConnection,
      args: pageArgs(t.arg),
      resolve: ({ id }, args, context, info) =>
        listDetections(context, info, { investigation: id }, parsePage(args, parseDetectionCursor)),
    }),
    actions: t.field({
      description: 'The actions submitted for the investigation, newest first.',
      type: ResponseActionConnection,
      args: {
        filter: t.arg({ description: 'Returns only entries that match.', type: ActionFilter }),
        ...pageArgs(t.arg),
      },
      resolve: ({ id }, args, context, info) => listActionsOf('investigation', id, args, context, info),
    }),
  }),
})

builder.prismaObjectField(ResponseAction, 'investigation', t =>
  t.relation('investigation', {
    description: 'The investigation that the action was submitted for.',
    type: Investigation,
    nullable: true,
  }),
)

builder.prismaObjectField(Detection, 'investigation', t =>
  t.relation('investigation', {
    description: 'The investigation that it belongs to.',
    type: Investigation,
    nullable: true,
  }),
)
