import { matchesDetection } from '#app/detection/detection-stream.ts'
import { builder } from '../builder.ts'
import { badUserInput } from '../errors.ts'
import { DetectionFilter, parseDetectionFilter } from './connection.ts'
import { Detection } from './type.ts'

builder.subscriptionField('detectionReported', t =>
  t.prismaField({
    description: 'Delivers each new detection as it is reported.',
    type: Detection,
    right: 'read',
    args: { filter: t.arg({ description: 'Delivers only matching detections.', type: DetectionFilter }) },
    subscribe: (_: unknown, args, { changes, caller: { organization } }) => {
      if (args.filter?.search != null) throw badUserInput('filter.search is not allowed in subscriptions.')
      const filter = parseDetectionFilter(args.filter)
      return changes.followDetections(organization, seen => matchesDetection(seen, filter))
    },
    resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
      prisma.detection.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
  }),
)
