import type { ComplianceFigures, LedgerReport } from '#app/reading.ts'
import { actionStatuses, type ActionStatus as Status } from '#domain/action/action.ts'
import { actionTypes, type ActionType as Type } from '#domain/catalog/action-types.ts'
import { ActionStatus, ActionType } from '../action/enums.ts'
import { builder } from '../builder.ts'
import { badUserInput } from '../errors.ts'
import { LedgerVerification } from './verification.ts'

const ActionTypeCount = builder
  .objectRef<{ readonly type: Type; readonly count: number }>('ActionTypeCount')
  .implement({
    description: 'The number of actions of one type.',
    fields: t => ({
      type: t.expose('type', { description: 'Which type.', type: ActionType }),
      count: t.exposeInt('count', { description: 'The number of actions; never 0.' }),
    }),
  })

export const ActionStatusCount = builder
  .objectRef<{ readonly status: Status; readonly count: number }>('ActionStatusCount')
  .implement({
    description: 'The number of actions in one state now.',
    fields: t => ({
      status: t.expose('status', { description: 'Which state.', type: ActionStatus }),
      count: t.exposeInt('count', { description: 'The number of actions; never 0.' }),
    }),
  })

interface Report extends ComplianceFigures {
  readonly from: Date
  readonly to: Date
}

const verifications = new WeakMap<Report, Promise<LedgerReport>>()

const ComplianceReport = builder.objectRef<Report>('ComplianceReport').implement({
  description: 'What was done in a period, by whom it was approved and whether it held, for an auditor.',
  fields: t => ({
    from: t.expose('from', { description: 'Where the period begins, inclusive.', type: 'DateTime' }),
    to: t.expose('to', { description: 'Where the period ends, exclusive.', type: 'DateTime' }),
    actionsByType: t.field({
      description:
        'Actions submitted in the period, by what they do; types of which there were none are left out.',
      type: [ActionTypeCount],
      resolve: ({ byType }) =>
        actionTypes.flatMap(type => ({ type, count: byType[type] ?? 0 })).filter(isSome),
    }),
    actionsByStatus: t.field({
      description:
        'The same actions by the state that they are in now; states in which there are none are left out.',
      type: [ActionStatusCount],
      resolve: ({ byStatus }) =>
        actionStatuses.map(status => ({ status, count: byStatus[status] ?? 0 })).filter(isSome),
    }),
    destructiveActions: t.exposeInt('destructive', {
      description: 'The number of them that were destructive at submission.',
    }),
    destructiveActionsWithoutSecondPerson: t.exposeInt('withoutSecondPerson', {
      description:
        'How many of the destructive ones went to the queue with no approval of another person: by auto-response, or because the organization required none.',
    }),
    verificationPassRate: t.exposeFloat('passRate', {
      description: 'PASSED / (PASSED + FAILED); null where nothing was verified either way.',
      nullable: true,
    }),
    medianSecondsToApproval: t.exposeFloat('secondsToApproval', {
      description: 'From submission to the last approval needed; null where none was approved.',
      nullable: true,
    }),
    medianSecondsToCompletion: t.exposeFloat('secondsToCompletion', {
      description: 'From submission to completion, of those that completed; null where none did.',
      nullable: true,
    }),
    ledger: t.field({
      description: 'Whether the whole ledger, not only that of the period, is what was written.',
      type: LedgerVerification,
      resolve: (report, _args, { ledger, caller }) => {
        // One verification for each report, under however many aliases it is selected.
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
    description: 'What was done in a period, by `submittedAt`.',
    extensions: { cost: 2000 },
    type: ComplianceReport,
    right: 'audit',
    args: {
      from: t.arg({ description: 'Inclusive.', type: 'DateTime', required: true }),
      to: t.arg({ description: 'Exclusive; not before `from`.', type: 'DateTime', required: true }),
    },
    resolve: async (_, { from, to }, { compliance, caller }) => {
      if (from > to) throw badUserInput('from lies after to.')
      return { from, to, ...(await compliance.figures(caller.organization, from, to)) }
    },
  }),
)
