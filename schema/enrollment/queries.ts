import { builder } from '../builder.ts'
import { EnrollmentToken } from './type.ts'

builder.queryField('enrollmentTokens', t =>
  t.prismaField({
    description: 'All enrolment tokens, newest first.',
    type: [EnrollmentToken],
    right: 'administer',
    resolve: (query, _, _args, { prisma, caller: { organization: organizationId } }) =>
      prisma.enrollmentToken.findMany({
        ...query,
        where: { organizationId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      }),
  }),
)
