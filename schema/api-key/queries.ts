import { builder } from '../builder.ts'
import { ServiceAccount } from '../viewer/type.ts'

builder.queryField('serviceAccounts', t =>
  t.prismaField({
    description: 'All service accounts, including expired and revoked ones, newest first.',
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
