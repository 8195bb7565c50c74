import { builder } from '../builder.ts'
import { ResponseRule } from './type.ts'

builder.queryField('responseRules', t =>
  t.prismaField({
    description: 'All response rules, in the order in which they are evaluated.',
    type: [ResponseRule],
    right: 'read',
    resolve: (query, _, _args, { prisma, caller: { organization: organizationId } }) =>
      prisma.responseRule.findMany({
        ...query,
        where: { organizationId, deletedAt: null },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      }),
  }),
)
