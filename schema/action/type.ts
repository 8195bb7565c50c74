import { mayApprove } from '#app/action/action-filter.ts'
import type { Cancellation, FailureCode as Code, Decision as DomainDecision } from '#domain/action/action.ts'
import { mayCancel } from '#domain/action/approval.ts'
import type { ActionType as DomainType } from '#domain/catalog/action-types.ts'
import { type Actor as DomainActor, hasRight } from '#domain/people/actor.ts'
import { AuditEvent } from '../audit/type.ts'
import { builder } from '../builder.ts'
import type { ActionRow } from '../context.ts'
import { Device } from '../device/type.ts'
import { Actor, actorOf } from '../viewer/type.ts'
import {
  ActionOrigin,
  ActionStatus,
  ActionType,
  CancellationReason,
  Decision,
  FailureCode,
  VerificationStatus,
} from './enums.ts'
import { ActionParameters, typedParameters } from './parameters.ts'

const ActionFailure = builder
  .objectRef<{ readonly code: Code; readonly message: string }>('ActionFailure')
  .implement({
    description: 'Why the action failed.',
    fields: t => ({
      code: t.expose('code', { description: 'Stable code, for programs.', type: FailureCode }),
      message: t.exposeString('message', { description: 'For people.' }),
    }),
  })

const ActionCancellation = builder.objectRef<Cancellation>('ActionCancellation').implement({
  description: 'Why the action was cancelled.',
  fields: t => ({
    reason: t.expose('reason', { description: 'Stable code, for programs.', type: CancellationReason }),
    by: t.field({
      description: 'The actor who caused it.',
      type: Actor,
      nullable: true,
      resolve: ({ by }, _, context) => actorOf(by, context),
    }),
    at: t.expose('at', { description: 'The time of the event.', type: 'DateTime' }),
    comment: t.exposeString('comment', { description: 'The comment given with it.', nullable: true }),
  }),
})

const ApprovalDecision = builder.objectRef<DomainDecision>('ApprovalDecision').implement({
  description: "One person's decision.",
  fields: t => ({
    decision: t.expose('decision', {
      description: 'Whether the person approved or rejected.',
      type: Decision,
    }),
    by: t.field({
      description: 'The person who decided.',
      type: Actor,
      resolve: ({ by }, _, context) => actorOf(by, context),
    }),
    at: t.expose('at', { description: 'The time of the event.', type: 'DateTime' }),
    comment: t.exposeString('comment', { description: 'The comment given with it.', nullable: true }),
  }),
})

const Verification = builder.objectRef<ActionRow>('Verification').implement({
  description: "The verification of an action's effect.",
  fields: t => ({
    status: t.field({
      description: 'The state of the verification.',
      type: VerificationStatus,
      resolve: ({ verification }) => verification as typeof VerificationStatus.$inferType,
    }),
    dueAt: t.expose('verificationDueAt', {
      description: '60 s after completion, unless the organization configured another delay.',
      type: 'DateTime',
      nullable: true,
    }),
    verifiedAt: t.expose('verifiedAt', {
      description: 'When the verification ended.',
      type: 'DateTime',
      nullable: true,
    }),
    attempts: t.exposeInt('verificationAttempts', {
      description: 'How many times the device was asked to verify.',
    }),
    evidence: t.expose('evidence', {
      description: 'What was checked and what was found.',
      extensions: { cost: 10, bytes: 131_072 },
      type: 'JSON',
      nullable: true,
    }),
  }),
})

const failureOf = ({ failureCode, failureMessage }: ActionRow) =>
  failureCode === null ? null : { code: failureCode as Code, message: failureMessage ?? '' }

export const ResponseAction = builder.prismaNode('ResponseAction', {
  description: 'A response action on a device, from its submission to its verification.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID in MQTT topics, in the ledger and in exports.' }),
    type: t.field({
      description: 'The kind of response.',
      type: ActionType,
      resolve: ({ type }) => type as DomainType,
    }),
    status: t.field({
      description: 'The state of the action.',
      type: ActionStatus,
      resolve: ({ status }) => status as typeof ActionStatus.$inferType,
    }),
    parameters: t.field({
      description: 'The parameters of the action.',
      type: ActionParameters,
      resolve: typedParameters,
    }),
    destructive: t.exposeBoolean('destructive', {
      description: 'Whether the action counted as destructive when it was submitted.',
    }),
    origin: t.field({
      description: 'How the action was submitted.',
      type: ActionOrigin,
      resolve: ({ origin }) => origin as typeof ActionOrigin.$inferType,
    }),
    justification: t.exposeString('justification', { description: 'Why the action is needed, for people.' }),
    device: t.relation('device', {
      description: 'Null only where the action is about a person and no device was named.',
      type: Device,
      nullable: true,
    }),
    submittedBy: t.field({
      description: 'The submitter.',
      type: Actor,
      resolve: ({ submittedBy }, _, context) => actorOf(submittedBy as DomainActor, context),
    }),
    submittedAt: t.expose('submittedAt', { description: 'When it was submitted.', type: 'DateTime' }),
    approvalsRequired: t.exposeInt('approvalsRequired', {
      description: 'The number of approvals that the action needs, fixed when it was submitted.',
    }),
    approvals: t.field({
      description: 'The decisions so far, oldest first.',
      type: [ApprovalDecision],
      resolve: ({ decisions }) => decisions as unknown as DomainDecision[],
    }),
    digest: t.exposeString('digest', {
      description: `
        What exactly is approved: lower-case hex SHA-256 of the RFC 8785 form of {"device","effectFor","parameters","person","type"}.
        A decision that names another digest is refused.
      `
        .trim()
        .replace(/\n\s+/g, '\n'),
    }),
    queuedAt: t.expose('queuedAt', {
      description: 'When the action had all approvals and was queued.',
      type: 'DateTime',
      nullable: true,
    }),
    startedAt: t.expose('startedAt', {
      description: 'When the device claimed the action.',
      type: 'DateTime',
      nullable: true,
    }),
    completedAt: t.expose('completedAt', {
      description: 'When execution ended, however it ended.',
      type: 'DateTime',
      nullable: true,
    }),
    expiresAt: t.field({
      description:
        'When a queued action nobody picked up fails with AGENT_OFFLINE, or one awaiting approval is cancelled.',
      type: 'DateTime',
      resolve: ({ expiresAt, queueEndsAt }) => queueEndsAt ?? expiresAt,
    }),
    failure: t.field({
      description: 'Why the action failed.',
      type: ActionFailure,
      nullable: true,
      resolve: failureOf,
    }),
    cancellation: t.field({
      description: 'Why the action was cancelled.',
      type: ActionCancellation,
      nullable: true,
      resolve: ({ cancellation }) => cancellation as unknown as Cancellation | null,
    }),
    effectFor: t.exposeInt('effectFor', {
      description:
        'Seconds after which an isolation or a block is undone by itself; null: until somebody undoes it.',
      nullable: true,
    }),
    effectUntil: t.expose('effectUntil', {
      description: 'When that is, once the action has completed.',
      type: 'DateTime',
      nullable: true,
    }),
    output: t.expose('output', {
      description: 'What the agent reported.',
      extensions: { cost: 10, bytes: 131_072 },
      type: 'JSON',
      nullable: true,
    }),
    verification: t.field({
      description: "The verification of the action's effect.",
      type: Verification,
      resolve: row => row,
    }),
    auditTrail: t.relation('events', {
      description: "This action's part of the ledger, oldest first.",
      type: AuditEvent,
      query: { orderBy: { sequence: 'asc' } },
    }),
    viewerCanApprove: t.boolean({
      description: 'Whether the caller may approve the action now.',
      extensions: { dependsOnCaller: 'involvement' },
      resolve: (row, _, { callerTowards, clock, fromReadRow }) => {
        const action = fromReadRow(row)
        return mayApprove(action, callerTowards(action), clock.now())
      },
    }),
    viewerCanCancel: t.boolean({
      description: 'Whether the caller may cancel the action now.',
      resolve: (row, _, { caller, fromReadRow }) => hasRight(caller, 'act') && mayCancel(fromReadRow(row)),
    }),
  }),
})
