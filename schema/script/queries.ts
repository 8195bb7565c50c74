import { builder } from '../builder.ts'
import type { ScriptRow } from '../context.ts'
import { decodeGlobalId, encodeId } from '../global-id.ts'
import { type Connection, described, noCount, pageArgs, parsePage, toConnection } from '../lists.ts'
import { Script } from './type.ts'

const ScriptEdge = builder.objectRef<Connection<ScriptRow>['edges'][number]>('ScriptEdge').implement({
  description: 'A script in a list.',
  fields: t => ({
    node: t.field({ description: described.node, type: Script, resolve: ({ node }) => node }),
    cursor: t.exposeString('cursor', { description: described.cursor }),
  }),
})

const ScriptConnection = builder.objectRef<Connection<ScriptRow>>('ScriptConnection').implement({
  description: 'A page of scripts.',
  fields: t => ({
    edges: t.field({ description: described.edges, type: [ScriptEdge], resolve: ({ edges }) => edges }),
    pageInfo: t.field({
      description: described.pageInfo,
      type: builder.pageInfoRef(),
      resolve: ({ pageInfo }) => pageInfo,
    }),
  }),
})

builder.queryField('scripts', t =>
  t.field({
    description: 'The scripts, including retired ones, newest first.',
    type: ScriptConnection,
    right: 'read',
    args: pageArgs(t.arg),
    resolve: async (_, args, { lists, prisma, caller: { organization: organizationId } }) => {
      const page = parsePage(args, cursor => decodeGlobalId('Script', cursor))
      const found = await lists.scripts(organizationId, page)
      const rows = await prisma.script.findMany({ where: { organizationId, id: { in: [...found.keys] } } })
      const byId = new Map(rows.map(row => [row.id, row]))
      return toConnection(page, found, byId, id => encodeId('Script', id), noCount)
    },
  }),
)
