import { isFoundBy, matchesDetection } from '#app/detection/detection-stream.ts'
import { filterIterator } from '#flow/iterate.ts'
import { builder } from '../builder.ts'
import { DetectionFilter, parseDetectionFilter } from './connection.ts'
import { Detection } from './type.ts'

builder.subscriptionField('detectionReported', t =>
  t.prismaField({
    description: 'Delivers each new detection as it is reported.',
    type: Detection,
    right: 'read',
    args: { filter: t.arg({ description: 'Delivers only matching detections.', type: DetectionFilter }) },
    subscribe: async (_: unknown, args, { changes, prisma, caller: { organization: organizationId } }) => {
      const filter = parseDetectionFilter(args.filter)
      const { words = [] } = filter
      const reported = await changes.followDetections(organizationId, seen => matchesDetection(seen, filter))
      if (words.length === 0) return reported
      return filterIterator(reported, async seen => {
        const { hostname } = await prisma.device.findUniqueOrThrow({
          select: { hostname: true },
          where: { organizationId_id: { organizationId, id: seen.device } },
        })
        return isFoundBy(words, seen, hostname)
      })
    },
    resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
      prisma.detection.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
  }),
)
