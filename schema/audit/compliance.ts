import type {
  ComplianceAnalyst as AnalystFigures,
  ComplianceFigures,
  LedgerReport,
  ComplianceWeek as Week,
} from '#app/reading.ts'
import { actionStatuses, type ActionStatus as Status } from '#domain/action/action.ts'
import { actionTypes, type ActionType as Type } from '#domain/catalog/action-types.ts'
import { ActionStatus, ActionType } from '../action/enums.ts'
import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'
import { badUserInput } from '../errors.ts'
import { LedgerVerification } from './verification.ts'

const ActionTypeCount = builder
  .objectRef<{ readonly type: Type; readonly count: number }>('ActionTypeCount')
  .implement({
    description: 'The number of actions of one type.',
    fields: t => ({
      type: t.expose('type', { description: 'The action type.', type: ActionType }),
      count: t.exposeInt('count', { description: 'The number of actions; never 0.' }),
    }),
  })

export const ActionStatusCount = builder
  .objectRef<{ readonly status: Status; readonly count: number }>('ActionStatusCount')
  .implement({
    description: 'The number of actions that are now in one state.',
    fields: t => ({
      status: t.expose('status', { description: 'The state.', type: ActionStatus }),
      count: t.exposeInt('count', { description: 'The number of actions; never 0.' }),
    }),
  })

const ComplianceWeek = builder.objectRef<Week>('ComplianceWeek').implement({
  description: 'The actions submitted in one week of the period.',
  fields: t => ({
    from: t.field({
      description: 'The Monday on which the week begins, in UTC.',
      type: 'DateTime',
      resolve: ({ from }) => new Date(from),
    }),
    submitted: t.exposeInt('submitted', { description: 'All of them.' }),
    destructive: t.exposeInt('destructive', { description: 'The destructive ones.' }),
    withoutSecondPerson: t.exposeInt('withoutSecondPerson', {
      description: 'The destructive ones that were queued without a second person.',
    }),
    failed: t.exposeInt('failed', { description: 'The failed ones.' }),
  }),
})

const ComplianceAnalyst = builder.objectRef<AnalystFigures>('ComplianceAnalyst').implement({
  description: 'The part of one analyst in the actions of the period.',
  fields: t => ({
    name: t.exposeString('name', { description: "The analyst's name." }),
    submitted: t.exposeInt('submitted', { description: 'Actions that they submitted.' }),
    approved: t.exposeInt('approved', { description: 'Actions that they approved.' }),
  }),
})

interface Report extends ComplianceFigures {
  readonly from: Date
  readonly to: Date
}

const verifications = new WeakMap<Report, Promise<LedgerReport>>()

const ComplianceReport = builder.objectRef<Report>('ComplianceReport').implement({
  description: 'Figures for auditors: the actions of a period, their approvals and their verification.',
  fields: t => ({
    from: t.expose('from', { description: 'The start of the period, inclusive.', type: 'DateTime' }),
    to: t.expose('to', { description: 'The end of the period, exclusive.', type: 'DateTime' }),
    actionsByType: t.field({
      description:
        'The actions submitted in the period, counted by type. Types with no actions are left out.',
      type: [ActionTypeCount],
      resolve: ({ byType }) =>
        actionTypes.flatMap(type => ({ type, count: byType[type] ?? 0 })).filter(isSome),
    }),
    actionsByStatus: t.field({
      description: 'The same actions, counted by their current state. States with no actions are left out.',
      type: [ActionStatusCount],
      resolve: ({ byStatus }) =>
        actionStatuses.map(status => ({ status, count: byStatus[status] ?? 0 })).filter(isSome),
    }),
    destructiveActions: t.exposeInt('destructive', {
      description: 'How many of these actions were destructive when they were submitted.',
    }),
    destructiveActionsWithoutSecondPerson: t.exposeInt('withoutSecondPerson', {
      description:
        'How many of the destructive actions were queued without the approval of a second person, because auto-response submitted them or the organization required no approval.',
    }),
    weeks: t.field({
      description: 'The same actions by week, oldest first. Weeks with no actions are left out.',
      type: [ComplianceWeek],
      resolve: ({ byWeek }) => [...byWeek],
    }),
    analysts: t.field({
      description: 'The analysts who submitted or approved them, the busiest first, at most 100.',
      type: [ComplianceAnalyst],
      resolve: ({ byAnalyst }) => [...byAnalyst],
    }),
    actionsWithoutSecondPerson: t.prismaField({
      description: 'The destructive actions that were queued without a second person, the latest 100.',
      type: [ResponseAction],
      resolve: (query, { alone }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.responseAction.findMany({
          ...query,
          where: { organizationId, id: { in: [...alone] } },
          orderBy: [{ submittedAt: 'desc' }, { id: 'asc' }],
        }),
    }),
    verificationPassRate: t.exposeFloat('passRate', {
      description: 'PASSED / (PASSED + FAILED). Null if both are 0.',
      nullable: true,
    }),
    medianSecondsToApproval: t.exposeFloat('secondsToApproval', {
      description:
        'Median seconds from submission to the last required approval. Null if no action was approved.',
      nullable: true,
    }),
    medianSecondsToCompletion: t.exposeFloat('secondsToCompletion', {
      description: 'Median seconds from submission to completion. Null if no action was completed.',
      nullable: true,
    }),
    ledger: t.field({
      description: 'The verification of the whole ledger, not only of the period.',
      type: LedgerVerification,
      resolve: (report, _args, { ledger, caller }) => {
        // Verifies once per report, even if the field is selected under several aliases.
        const known = verifications.get(report) ?? ledger.verify(caller.organization, null, null)
        verifications.set(report, known)
        return known
      },
    }),
  }),
})

const isSome = ({ count }: { readonly count: number }) => count > 0

builder.queryField('complianceReport', t =>
  t.field({
    description: 'The compliance figures of the actions submitted in a period.',
    extensions: { cost: 2000 },
    type: ComplianceReport,
    right: 'audit',
    args: {
      from: t.arg({ description: 'The start of the period, inclusive.', type: 'DateTime', required: true }),
      to: t.arg({
        description: 'The end of the period, exclusive. Not before `from`.',
        type: 'DateTime',
        required: true,
      }),
    },
    resolve: async (_, { from, to }, { compliance, caller }) => {
      if (from > to) throw badUserInput('from must not be after to.')
      return { from, to, ...(await compliance.figures(caller.organization, from, to)) }
    },
  }),
)
