import { builder } from '../builder.ts'
import { forwardArgs, parsePage } from '../lists.ts'
import {
  DetectionConnection,
  DetectionFilter,
  listDetections,
  parseDetectionCursor,
  parseDetectionFilter,
} from './connection.ts'

builder.queryField('detections', t =>
  t.field({
    description: 'Detections, the one that fired last first.',
    type: DetectionConnection,
    right: 'read',
    args: {
      filter: t.arg({ description: 'Restricts the list.', type: DetectionFilter }),
      ...forwardArgs(t.arg),
    },
    resolve: (_, args, context, info) =>
      listDetections(context, info, parseDetectionFilter(args.filter), parsePage(args, parseDetectionCursor)),
  }),
)
