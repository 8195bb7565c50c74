import { builder } from '../builder.ts'
import { Webhook } from './type.ts'

builder.queryField('webhooks', t =>
  t.prismaField({
    description: 'All webhooks, newest first.',
    type: [Webhook],
    right: 'administer',
    resolve: (query, _, _args, { prisma, caller: { organization: organizationId } }) =>
      prisma.webhook.findMany({
        ...query,
        where: { organizationId, deletedAt: null },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      }),
  }),
)
