import { actionTypes, type ActionType as DomainType } from '#domain/catalog/action-types.ts'
import {
  type ActiveHours as DomainHours,
  type Weekday as DomainWeekday,
  weekdays,
} from '#domain/settings/active-hours.ts'
import type { AutoResponse } from '#domain/settings/auto-response.ts'
import type { Settings } from '#domain/settings/settings.ts'
import { ActionType } from '../action/enums.ts'
import { builder } from '../builder.ts'
import { PendingSettingsChange } from './pending-change.ts'

const ApprovalRequirement = builder
  .objectRef<{ type: DomainType; required: boolean; approvals: number }>('ApprovalRequirement')
  .implement({
    description: 'The approvals that an action type needs.',
    fields: t => ({
      type: t.expose('type', { description: 'The action type.', type: ActionType }),
      required: t.exposeBoolean('required', { description: 'Whether it needs approval by another person.' }),
      approvals: t.exposeInt('approvals', {
        description: 'The number of approvals if approval is required, 1 to 5.',
      }),
    }),
  })

export const Weekday = builder.enumType('Weekday', {
  description: 'A day of the local calendar.',
  values: Object.fromEntries(
    weekdays.map(day => [day, { description: `${day.charAt(0)}${day.slice(1).toLowerCase()}.` }]),
  ) as Record<DomainWeekday, { description: string }>,
})

const ActiveHours = builder.objectRef<DomainHours>('ActiveHours').implement({
  description: 'Local wall-clock window; `from` later than `to` runs over midnight. Null means always.',
  fields: t => ({
    timeZone: t.exposeString('timeZone', { description: 'An IANA time zone name.' }),
    days: t.expose('days', { description: 'The days on which the window begins.', type: [Weekday] }),
    from: t.exposeString('from', { description: 'The start, HH:MM, inclusive.' }),
    to: t.exposeString('to', {
      description: 'The end, HH:MM, exclusive. The same value as `from` means all day.',
    }),
  }),
})

const AutoResponseSettings = builder.objectRef<AutoResponse>('AutoResponseSettings').implement({
  description: 'Settings of the automatic response to severe detections.',
  fields: t => ({
    enabled: t.exposeBoolean('enabled', { description: 'Whether auto-response is on; off by default.' }),
    isolateOnCritical: t.exposeBoolean('isolateOnCritical', {
      description: 'Isolate the device of a CRITICAL detection.',
    }),
    killOnHigh: t.exposeBoolean('killOnHigh', { description: 'Kill the process of a HIGH detection.' }),
    activeHours: t.expose('activeHours', {
      description: 'The hours in which auto-response acts. Null means always.',
      type: ActiveHours,
      nullable: true,
    }),
    requireApprovalFor: t.expose('requireApprovalFor', {
      description: 'Automatic actions of these types wait for approval.',
      type: [ActionType],
    }),
    maxPerHour: t.exposeInt('maxPerHour', {
      description: 'Beyond so many automatic actions in an hour they wait for approval; 20 by default.',
    }),
  }),
})

export const ResponseSettings = builder.objectRef<Settings>('ResponseSettings').implement({
  description: 'The response settings of the organization.',
  fields: t => ({
    approvalRequirements: t.field({
      description: 'The approvals that each action type needs.',
      type: [ApprovalRequirement],
      resolve: ({ approvalRequirements }) =>
        actionTypes.map(type => ({ type, ...approvalRequirements[type] })),
    }),
    autoResponse: t.expose('autoResponse', {
      description: 'Settings of the automatic response to severe detections.',
      type: AutoResponseSettings,
    }),
    verificationDelay: t.exposeInt('verificationDelay', {
      description: 'Seconds between completion and verification; 60 by default.',
    }),
    queueTimeout: t.exposeInt('queueTimeout', {
      description: 'Seconds a queued action waits for its agent before it fails with AGENT_OFFLINE.',
    }),
    approvalTimeout: t.exposeInt('approvalTimeout', {
      description: 'Seconds an action waits for approval before it is cancelled.',
    }),
    pendingChanges: t.prismaField({
      description:
        'Changes that lower protection and wait for a second administrator; see service.md, Changing settings.',
      type: [PendingSettingsChange],
      resolve: (query, _settings, _args, { prisma, clock, caller: { organization: organizationId } }) => {
        const expiresAt = { gt: new Date(clock.now()) }
        return prisma.pendingSettingsChange.findMany({
          ...query,
          where: { organizationId, state: 'PENDING', expiresAt },
          orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
        })
      },
    }),
  }),
})
