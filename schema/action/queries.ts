import { actionTypes, catalog } from '#domain/catalog/action-types.ts'
import { builder } from '../builder.ts'
import { decodeGlobalId, decodeId, nothing } from '../global-id.ts'
import { pageArgs, parsePage } from '../lists.ts'
import { listActions, ResponseActionConnection } from './connection.ts'
import { ActionType } from './enums.ts'
import { ActionFilter, ActionOrder, parseActionFilter } from './filter.ts'
import { ResponseAction } from './type.ts'

const ActionTypeInfo = builder
  .objectRef<{
    type: (typeof actionTypes)[number]
    title: string
    description: string
    destructive: boolean
    verifies: string
    requiresApproval: boolean
    approvalsRequired: number
  }>('ActionTypeInfo')
  .implement({
    description: 'One entry of the catalog of action types, as this organization has configured it.',
    fields: t => ({
      type: t.expose('type', { description: 'Returns only entries that match.', type: ActionType }),
      title: t.exposeString('title', { description: 'Its name, for people.' }),
      description: t.exposeString('description', {
        description: 'A description of what it does, for people.',
      }),
      destructive: t.exposeBoolean('destructive', {
        description: 'Whether it disrupts users.',
      }),
      requiresApproval: t.exposeBoolean('requiresApproval', {
        description: 'Whether it needs approval by another person.',
      }),
      approvalsRequired: t.exposeInt('approvalsRequired', {
        description: 'The number of approvals it needs; 0 if none.',
      }),
      verifies: t.exposeString('verifies', {
        description: 'What the post-action verification confirms, in words.',
      }),
    }),
  })

builder.queryFields(t => ({
  actionTypes: t.field({
    description: 'The catalog of action types.',
    type: [ActionTypeInfo],
    right: 'read',
    resolve: async (_, _args, { settings, caller }) => {
      const { approvalRequirements } = await settings.settings(caller.organization)
      return actionTypes.map(type => {
        const { required, approvals } = approvalRequirements[type]
        return {
          type,
          ...catalog[type],
          requiresApproval: required,
          approvalsRequired: required ? approvals : 0,
        }
      })
    },
  }),
  action: t.prismaField({
    description: 'An action by its id. Null if there is none with this id.',
    type: ResponseAction,
    nullable: true,
    right: 'read',
    args: { id: t.arg.id({ description: 'The raw or global id.', required: true }) },
    resolve: (query, _, args, { prisma, caller: { organization: organizationId } }) => {
      const id = decodeId('ResponseAction', args.id) ?? nothing
      return prisma.responseAction.findUnique({
        ...query,
        where: { organizationId_id: { organizationId, id } },
      })
    },
  }),
  actions: t.field({
    description: 'The actions of the organization. By default the newest submission comes first.',
    type: ResponseActionConnection,
    right: 'read',
    args: {
      filter: t.arg({ description: 'Returns only entries that match.', type: ActionFilter }),
      orderBy: t.arg({ description: 'The sort order.', type: ActionOrder }),
      ...pageArgs(t.arg),
    },
    resolve: (_, args, context, info) => {
      const filter = parseActionFilter(args.filter, context.caller)
      const order = args.orderBy ?? { field: 'SUBMITTED_AT', direction: 'DESC' }
      const page = parsePage(args, cursor => decodeGlobalId('ResponseAction', cursor))
      return listActions(context, info, filter, order, page)
    },
  }),
}))
