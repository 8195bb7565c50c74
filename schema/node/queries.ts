import { brandWithType } from '@pothos/core'
import { queryFromInfo } from '@pothos/plugin-prisma'
import type { GraphQLResolveInfo } from 'graphql'
import { sequenceOf } from '#domain/ledger/ledger.ts'
import { hasRight, type Right } from '#domain/people/actor.ts'
import { ResponseAction } from '../action/type.ts'
import { Artifact } from '../artifact/type.ts'
import { AuditEvent } from '../audit/type.ts'
import { builder } from '../builder.ts'
import { BulkAction } from '../bulk/type.ts'
import type { Context, ReadClient } from '../context.ts'
import { Detection } from '../detection/type.ts'
import { Device } from '../device/type.ts'
import { EnrollmentToken } from '../enrollment/type.ts'
import { badUserInput, forbidden } from '../errors.ts'
import { parseId } from '../global-id.ts'
import { Investigation } from '../investigation/type.ts'
import { Person } from '../person/type.ts'
import { ResponseRule } from '../rule/type.ts'
import { Script } from '../script/type.ts'
import { PendingSettingsChange } from '../settings/pending-change.ts'
import { Analyst, ServiceAccount } from '../viewer/type.ts'
import { Webhook } from '../webhook/type.ts'

interface NodeKey {
  readonly organizationId: string
  readonly id: string
}
type Include = { include: Record<never, never> }

/** For each type with a global id: the right that reading it requires, and how to find its row. */
const nodes = {
  ResponseAction: {
    type: ResponseAction,
    right: 'read',
    find: (prisma, query, key) =>
      prisma.responseAction.findUnique({ ...query, where: { organizationId_id: key } }),
  },
  Device: {
    type: Device,
    right: 'read',
    find: (prisma, query, key) => prisma.device.findUnique({ ...query, where: { organizationId_id: key } }),
  },
  Detection: {
    type: Detection,
    right: 'read',
    find: (prisma, query, key) =>
      prisma.detection.findUnique({ ...query, where: { organizationId_id: key } }),
  },
  Investigation: {
    type: Investigation,
    right: 'read',
    find: (prisma, _query, key) => prisma.investigation.findUnique({ where: { organizationId_id: key } }),
  },
  BulkAction: {
    type: BulkAction,
    right: 'read',
    find: (prisma, _query, key) => prisma.bulkAction.findUnique({ where: { organizationId_id: key } }),
  },
  ResponseRule: {
    type: ResponseRule,
    right: 'read',
    find: (prisma, _query, key) => prisma.responseRule.findUnique({ where: { organizationId_id: key } }),
  },
  Analyst: {
    type: Analyst,
    right: 'read',
    find: (prisma, _query, key) => prisma.analyst.findUnique({ where: { organizationId_id: key } }),
  },
  ServiceAccount: {
    type: ServiceAccount,
    right: 'read',
    find: (prisma, query, key) =>
      prisma.serviceAccount.findUnique({ ...query, where: { organizationId_id: key } }),
  },
  Person: {
    type: Person,
    right: 'read',
    find: (prisma, _query, key) => prisma.person.findUnique({ where: { organizationId_id: key } }),
  },
  Artifact: {
    type: Artifact,
    right: 'read',
    find: async (prisma, _query, key) => {
      const artifact = await prisma.artifact.findUnique({ where: { organizationId_id: key } })
      return artifact?.receivedAt ? artifact : null
    },
  },
  Script: {
    type: Script,
    right: 'read',
    find: (prisma, _query, key) => prisma.script.findUnique({ where: { organizationId_id: key } }),
  },
  PendingSettingsChange: {
    type: PendingSettingsChange,
    right: 'read',
    find: async (prisma, _query, key) => {
      const change = await prisma.pendingSettingsChange.findUnique({ where: { organizationId_id: key } })
      return change?.state === 'PENDING' ? change : null
    },
  },
  EnrollmentToken: {
    type: EnrollmentToken,
    right: 'administer',
    find: (prisma, _query, key) => prisma.enrollmentToken.findUnique({ where: { organizationId_id: key } }),
  },
  Webhook: {
    type: Webhook,
    right: 'administer',
    find: async (prisma, _query, key) => {
      const webhook = await prisma.webhook.findUnique({ where: { organizationId_id: key } })
      return webhook?.deletedAt === null ? webhook : null
    },
  },
  AuditEvent: {
    type: AuditEvent,
    right: 'audit',
    find: async (prisma, query, { organizationId, id }) => {
      const sequence = sequenceOf(organizationId, id)
      if (sequence === null) return null
      return prisma.auditEvent.findUnique({
        ...query,
        where: { organizationId_sequence: { organizationId, sequence } },
      })
    },
  },
} satisfies Record<
  string,
  {
    type: object
    right: Right
    find: (prisma: ReadClient, query: Include, key: NodeKey) => Promise<object | null>
  }
>

async function findNode(
  globalId: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<object | null> {
  const parsed = parseId(globalId)
  if (!parsed || !Object.hasOwn(nodes, parsed.typename)) return null
  const typename = parsed.typename as keyof typeof nodes
  const { right, type, find } = nodes[typename]
  if (!hasRight(context.caller, right)) throw forbidden()
  const { include } = queryFromInfo({ context, info, typeName: typename })
  const key = { organizationId: context.caller.organization, id: parsed.uuid }
  const row = await find(context.prisma, (include ? { include } : {}) as Include, key)
  if (row) brandWithType(row, type)
  return row
}

const maxNodes = 200

builder.queryFields(t => ({
  node: t.field({
    description: 'The object with this global id. Null if there is none.',
    type: builder.nodeInterfaceRef(),
    nullable: true,
    right: 'read',
    args: { id: t.arg.id({ description: 'A global id.', required: true }) },
    resolve: (_, { id }, context, info) => findNode(id, context, info),
  }),
  nodes: t.field({
    description:
      'The objects with these global ids, in the order of the ids. Null for each id that names none.',
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    right: 'read',
    args: { ids: t.arg.idList({ description: 'Global ids, at most 200.', required: true }) },
    resolve: (_, { ids }, context, info) => {
      if (ids.length > maxNodes) throw badUserInput(`ids must have at most ${maxNodes} entries.`)
      return ids.map(id => findNode(id, context, info))
    },
  }),
}))
