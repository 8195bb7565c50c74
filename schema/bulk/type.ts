import {
  countOf,
  type Rollout as DomainRollout,
  isOpen,
  type BulkProgress as Progress,
  progressOf,
  type BulkState as State,
  stateOf,
} from '#domain/bulk/bulk.ts'
import type { ActionType as DomainType } from '#domain/catalog/action-types.ts'
import type { Actor as DomainActor } from '#domain/people/actor.ts'
import { listActionsOf, ResponseActionConnection } from '../action/connection.ts'
import { ActionType } from '../action/enums.ts'
import { ActionFilter } from '../action/filter.ts'
import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'
import { pageArgs } from '../lists.ts'
import { Actor, actorOf } from '../viewer/type.ts'

const BulkState = builder.enumType('BulkState', {
  description:
    'PAUSED and ABORTED send nothing more; what was sent runs on. ABORTED cancels what had not been sent.',
  values: {
    RUNNING: { description: 'Actions are being sent.' },
    PAUSED: { description: 'No more actions are sent until an analyst resumes the bulk action.' },
    ABORTED: { description: 'Too many actions failed.' },
    FINISHED: { description: 'All actions have ended.' },
  },
})

const Rollout = builder.objectRef<DomainRollout>('Rollout').implement({
  description: 'Null: everything at once.',
  fields: t => ({
    canary: t.exposeInt('canary', { description: 'The number of devices in the canary.', nullable: true }),
    perMinute: t.exposeInt('perMinute', {
      description: 'The number of devices per minute after the canary.',
      nullable: true,
    }),
    abortAboveFailurePercent: t.exposeInt('abortAboveFailurePercent', {
      description: 'Abort if more than this percentage of the ended actions failed.',
      nullable: true,
    }),
    abortAfter: t.exposeInt('abortAfter', {
      description: 'The number of actions that must have ended before the failure percentage is checked.',
      nullable: true,
    }),
  }),
})

const BulkProgress = builder.objectRef<Progress>('BulkProgress').implement({
  description: 'The number of actions in each state. The first six fields add up to `total`.',
  fields: t => ({
    pendingApproval: t.exposeInt('pendingApproval', { description: 'Actions that wait for approvals.' }),
    queued: t.exposeInt('queued', { description: 'Actions that wait for their device or for the rollout.' }),
    executing: t.exposeInt('executing', { description: 'Actions that a device has claimed.' }),
    completed: t.exposeInt('completed', { description: 'Actions that were completed.' }),
    failed: t.exposeInt('failed', {
      description: 'Actions that did not succeed or whose effect did not hold.',
    }),
    cancelled: t.exposeInt('cancelled', { description: 'Actions that were cancelled.' }),
    verified: t.exposeInt('verified', { description: 'Completed actions whose verification passed.' }),
  }),
})

export const BulkAction = builder.prismaNode('BulkAction', {
  description: 'A group of actions, one for each of many devices, submitted and decided together.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID in the ledger and in exports.' }),
    type: t.field({
      description: 'The kind of response.',
      type: ActionType,
      resolve: ({ type }) => type as DomainType,
    }),
    justification: t.exposeString('justification', { description: 'Why the action is needed, for people.' }),
    submittedBy: t.field({
      description: 'The submitter.',
      type: Actor,
      resolve: ({ submittedBy }, _, context) => actorOf(submittedBy as DomainActor, context),
    }),
    submittedAt: t.expose('submittedAt', { description: 'When it was submitted.', type: 'DateTime' }),
    total: t.exposeInt('total', { description: 'The number of actions.' }),
    progress: t.field({
      description: 'The number of actions in each state.',
      type: BulkProgress,
      resolve: async ({ id }, _, { tallies }) => progressOf(await tallies.load(id)),
    }),
    digest: t.exposeString('digest', {
      description:
        'Lower-case hex SHA-256 of the sorted digests of its actions, joined by newlines, none at the end.',
    }),
    rollout: t.field({
      description: 'How the bulk action is rolled out.',
      type: Rollout,
      nullable: true,
      resolve: ({ rollout }) => rollout as unknown as DomainRollout | null,
    }),
    state: t.field({
      description: 'The state of the rollout.',
      type: BulkState,
      resolve: async ({ id, state }, _, { tallies }) =>
        stateOf(state as State, countOf(await tallies.load(id), isOpen)),
    }),
    actions: t.field({
      description: 'Its actions, latest first.',
      type: ResponseActionConnection,
      args: {
        filter: t.arg({ description: 'Returns only entries that match.', type: ActionFilter }),
        ...pageArgs(t.arg),
      },
      resolve: ({ id }, args, context, info) => listActionsOf('bulk', id, args, context, info),
    }),
  }),
})

builder.prismaObjectField(ResponseAction, 'bulkAction', t =>
  t.relation('bulkAction', {
    description: 'The bulk action that the action belongs to.',
    type: BulkAction,
    nullable: true,
  }),
)
