import { followBulk } from '#app/bulk/bulk-stream.ts'
import { builder } from '../builder.ts'
import { notFound } from '../errors.ts'
import { decodeId, nothing } from '../global-id.ts'
import { BulkAction } from './type.ts'

builder.subscriptionField('bulkActionChanged', t =>
  t.prismaField({
    description: 'The present value first, then the latest, at most 4 a second.',
    type: BulkAction,
    right: 'read',
    args: { id: t.arg.id({ description: 'The bulk action, by its raw or global id.', required: true }) },
    subscribe: async (
      _: unknown,
      args,
      { feed, bulks, prisma, caller: { organization: organizationId } },
    ) => {
      const id = decodeId('BulkAction', args.id) ?? nothing
      const where = { organizationId_id: { organizationId, id } }
      if (!(await prisma.bulkAction.findUnique({ where }))) throw notFound('bulk action')
      const read = async () => {
        const [row, tallies] = await Promise.all([
          prisma.bulkAction.findUnique({ where, select: { state: true } }),
          bulks.tallies(organizationId, [id]),
        ])
        return JSON.stringify([row?.state, (tallies.get(id) ?? []).map(row => JSON.stringify(row)).sort()])
      }
      return followBulk({ feed, organization: organizationId, bulk: id, read })
    },
    resolve: (query, id: string, _args, { prisma, caller: { organization: organizationId } }) =>
      prisma.bulkAction.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
  }),
)
