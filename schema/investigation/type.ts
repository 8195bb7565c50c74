import { listActions, ResponseActionConnection } from '../action/connection.ts'
import { ActionFilter, parseActionFilter } from '../action/filter.ts'
import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'
import { DetectionConnection, listDetections, parseDetectionCursor } from '../detection/connection.ts'
import { Detection } from '../detection/type.ts'
import { decodeGlobalId } from '../global-id.ts'
import { forwardArgs, parsePage } from '../lists.ts'

export const Investigation = builder.prismaNode('Investigation', {
  description: 'Detections that belong together, and the response to them.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger and exports use.' }),
    title: t.exposeString('title', { description: 'A title for people.' }),
    openedAt: t.expose('openedAt', { description: 'When it was opened.', type: 'DateTime' }),
    closedAt: t.expose('closedAt', {
      description: 'When it was closed; null: it is open.',
      type: 'DateTime',
      nullable: true,
    }),
    detections: t.field({
      description: 'Its detections, latest first.',
      type: DetectionConnection,
      args: forwardArgs(t.arg),
      resolve: ({ id }, args, context, info) =>
        listDetections(context, info, { investigation: id }, parsePage(args, parseDetectionCursor)),
    }),
    actions: t.field({
      description: 'Actions submitted for it, latest first.',
      type: ResponseActionConnection,
      args: {
        filter: t.arg({ description: 'Restricts the list.', type: ActionFilter }),
        ...forwardArgs(t.arg),
      },
      resolve: ({ id }, args, context, info) => {
        const filter = parseActionFilter(args.filter, context.caller)
        // A filter that names another investigation matches nothing.
        const isOther = filter.investigation !== undefined && filter.investigation !== id
        const page = parsePage(args, cursor => decodeGlobalId('ResponseAction', cursor))
        const order = { field: 'SUBMITTED_AT', direction: 'DESC' } as const
        return listActions(context, info, { ...filter, investigation: isOther ? null : id }, order, page)
      },
    }),
  }),
})

builder.prismaObjectField(ResponseAction, 'investigation', t =>
  t.relation('investigation', {
    description: 'The investigation that it was submitted for.',
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
