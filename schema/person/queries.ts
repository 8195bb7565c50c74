import { builder } from '../builder.ts'
import type { PersonRow } from '../context.ts'
import { decodeGlobalId, encodeId } from '../global-id.ts'
import { type Connection, described, noCount, pageArgs, parsePage, toConnection } from '../lists.ts'
import { Person } from './type.ts'

const PersonEdge = builder.objectRef<Connection<PersonRow>['edges'][number]>('PersonEdge').implement({
  description: 'A person in a list.',
  fields: t => ({
    node: t.field({ description: described.node, type: Person, resolve: ({ node }) => node }),
    cursor: t.exposeString('cursor', { description: described.cursor }),
  }),
})

const PersonConnection = builder.objectRef<Connection<PersonRow>>('PersonConnection').implement({
  description: 'A page of people.',
  fields: t => ({
    edges: t.field({ description: described.edges, type: [PersonEdge], resolve: ({ edges }) => edges }),
    pageInfo: t.field({
      description: described.pageInfo,
      type: builder.pageInfoRef(),
      resolve: ({ pageInfo }) => pageInfo,
    }),
  }),
})

builder.queryField('people', t =>
  t.field({
    description: 'The people of the organization, the most recently added first.',
    type: PersonConnection,
    right: 'read',
    args: {
      search: t.arg.string({ description: 'Part of the name or of the e-mail address, ignoring case.' }),
      ...pageArgs(t.arg),
    },
    resolve: async (_, { search, ...args }, { lists, prisma, caller: { organization: organizationId } }) => {
      const page = parsePage(args, cursor => decodeGlobalId('Person', cursor))
      const found = await lists.people(organizationId, search ?? null, page)
      const rows = await prisma.person.findMany({ where: { organizationId, id: { in: [...found.keys] } } })
      const byId = new Map(rows.map(row => [row.id, row]))
      return toConnection(page, found, byId, id => encodeId('Person', id), noCount)
    },
  }),
)
