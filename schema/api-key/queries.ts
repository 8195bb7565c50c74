import { builder } from '../builder.ts'
import { ServiceAccount } from '../viewer/type.ts'

builder.queryField('serviceAccounts', t =>
  t.prismaField({
    description: 'All of them, newest first, expired and revoked ones too.',
    type: [ServiceAccount],
    right: 'administer',
    resolve: (query, _, _args, { prisma, caller: { organization: organizationId } }) =>
      prisma.serviceAccount.findMany({
        ...query,
        where: { organizationId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      }),
  }),
)
