import { builder } from '../builder.ts'
import { pageArgs, parsePage } from '../lists.ts'
import {
  DetectionConnection,
  DetectionFilter,
  listDetections,
  parseDetectionCursor,
  parseDetectionFilter,
} from './connection.ts'

builder.queryField('detections', t =>
  t.field({
    description: 'The detections, the latest `firedAt` first.',
    type: DetectionConnection,
    right: 'read',
    args: {
      filter: t.arg({ description: 'Returns only entries that match.', type: DetectionFilter }),
      ...pageArgs(t.arg),
    },
    resolve: (_, args, context, info) =>
      listDetections(context, info, parseDetectionFilter(args.filter), parsePage(args, parseDetectionCursor)),
  }),
)
