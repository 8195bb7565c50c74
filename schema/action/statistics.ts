import { type VerificationStatus as Verification, verificationStatuses } from '#app/action/action-filter.ts'
import type { ActionCounts, ActionCountsPart } from '#app/reading.ts'
import { actionStatuses } from '#domain/action/action.ts'
import { ActionStatusCount } from '../audit/compliance.ts'
import { builder } from '../builder.ts'
import { badUserInput } from '../errors.ts'
import { VerificationStatus } from './enums.ts'

const VerificationStatusCount = builder
  .objectRef<{ readonly status: Verification; readonly count: number }>('VerificationStatusCount')
  .implement({
    description: 'The number of actions that are now in one verification state.',
    fields: t => ({
      status: t.expose('status', { description: 'The verification state.', type: VerificationStatus }),
      count: t.exposeInt('count', { description: 'The number of actions; never 0.' }),
    }),
  })

interface Statistics extends ActionCounts {
  readonly from: Date
  readonly to: Date
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

const counted = <S extends string>(statuses: readonly S[], counts: { readonly [T in S]: number }) =>
  statuses.map(status => ({ status, count: counts[status] })).filter(({ count }) => count > 0)

const ActionStatisticsPart = builder.objectRef<ActionCountsPart>('ActionStatisticsPart').implement({
  description: 'The figures of a part of a period.',
  fields: t => ({
    from: t.expose('from', { description: 'The start of the part, inclusive.', type: 'DateTime' }),
    to: t.expose('to', { description: 'The end of the part, exclusive.', type: 'DateTime' }),
    submitted: t.int({
      description: 'The number of actions submitted in the part.',
      resolve: ({ byStatus }) => sumOf(byStatus),
    }),
    byStatus: t.field({
      description: 'The same actions, counted by their current state. States with no actions are left out.',
      type: [ActionStatusCount],
      resolve: ({ byStatus }) => counted(actionStatuses, byStatus),
    }),
  }),
})

const mostParts = 100

const ActionStatistics = builder.objectRef<Statistics>('ActionStatistics').implement({
  description: 'Exact figures about the actions that were submitted in a period.',
  fields: t => ({
    from: t.expose('from', { description: 'The start of the period, inclusive.', type: 'DateTime' }),
    to: t.expose('to', { description: 'The end of the period, exclusive.', type: 'DateTime' }),
    submitted: t.int({
      description: 'The number of actions submitted in the period.',
      resolve: ({ byStatus }) => sumOf(byStatus),
    }),
    byStatus: t.field({
      description: 'The same actions, counted by their current state. States with no actions are left out.',
      type: [ActionStatusCount],
      resolve: ({ byStatus }) => counted(actionStatuses, byStatus),
    }),
    byVerification: t.field({
      description:
        'The same actions, counted by their current verification state. States with no actions are left out.',
      type: [VerificationStatusCount],
      resolve: ({ byVerification }) => counted(verificationStatuses, byVerification),
    }),
    parts: t.field({
      description: 'The same actions by equal parts of the period, earliest first.',
      type: [ActionStatisticsPart],
      args: {
        count: t.arg.int({ description: 'The number of parts, 1 to 100.', required: true }),
      },
      resolve: ({ from, to }, { count }, { statistics, caller }) => {
        if (count < 1 || count > mostParts) throw badUserInput(`count must be 1 to ${mostParts}.`)
        if (from >= to) throw badUserInput('from must be before to.')
        return statistics.parts(caller.organization, { from, to }, count)
      },
    }),
    awaitingMyApproval: t.int({
      description:
        'Actions that the viewer may approve now, whenever they were submitted; exact up to 10,000, 10001 means more.',
      extensions: { dependsOnCaller: true },
      resolve: (_, _args, { lists, caller }) =>
        lists.countActions(caller.organization, { awaiting: { approvalOf: caller, expected: true } }),
    }),
  }),
})

const longestPeriod = 31 * 86_400_000

builder.queryField('actionStatistics', t =>
  t.field({
    description: 'Figures for a dashboard, such as those of the last hour; a period of at most 31 days.',
    type: ActionStatistics,
    right: 'read',
    args: {
      from: t.arg({ description: 'The start of the period, inclusive.', type: 'DateTime', required: true }),
      to: t.arg({
        description: 'The end of the period, exclusive. Not before `from`.',
        type: 'DateTime',
        required: true,
      }),
    },
    resolve: async (_, { from, to }, { statistics, caller }) => {
      if (from > to) throw badUserInput('from must not be after to.')
      if (to.getTime() - from.getTime() > longestPeriod)
        throw badUserInput('to must be at most 31 days after from.')
      return { from, to, ...(await statistics.counts(caller.organization, from, to)) }
    },
  }),
)
