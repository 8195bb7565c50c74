import { matchesDetection } from '#app/detection/detection-stream.ts'
import { builder } from '../builder.ts'
import { DetectionFilter, parseDetectionFilter } from './connection.ts'
import { Detection } from './type.ts'

builder.subscriptionField('detectionReported', t =>
  t.prismaField({
    description: 'Each detection as it is reported.',
    type: Detection,
    right: 'read',
    args: { filter: t.arg({ description: 'Which detections.', type: DetectionFilter }) },
    subscribe: (_: unknown, args, { changes, caller: { organization } }) => {
      const filter = parseDetectionFilter(args.filter)
      return changes.followDetections(organization, seen => matchesDetection(seen, filter))
    },
    resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
      prisma.detection.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
  }),
)
