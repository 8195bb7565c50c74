import type { SettingsUpdate } from '#app/application.ts'
import { ActionType } from '../action/enums.ts'
import { builder } from '../builder.ts'
import { nothing } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, refusalOr, resultOf } from '../user-error.ts'
import { PendingSettingsChange } from './pending-change.ts'
import { ResponseSettings, Weekday } from './type.ts'

const ApprovalRequirementInput = builder.inputType('ApprovalRequirementInput', {
  description: 'The approvals that an action type will need.',
  fields: t => ({
    type: t.field({ description: 'The action type.', type: ActionType, required: true }),
    required: t.boolean({ description: 'Whether it needs approval by another person.', required: true }),
    approvals: t.int({ description: 'The number of approvals, 1 to 5. If left out, it does not change.' }),
  }),
})

const UpdateApprovalRequirementsInput = builder.inputType('UpdateApprovalRequirementsInput', {
  description: 'The requirements to change. Action types left out keep theirs.',
  fields: t => ({
    requirements: t.field({
      description: 'At most one requirement per action type.',
      type: [ApprovalRequirementInput],
      required: true,
    }),
  }),
})

const UpdateResponseSettingsInput = builder.inputType('UpdateResponseSettingsInput', {
  description: 'The values to change. Fields left out keep their value.',
  fields: t => ({
    verificationDelay: t.int({ description: '1 to 3600.' }),
    queueTimeout: t.int({ description: '10 to 2592000.' }),
    approvalTimeout: t.int({ description: '60 to 2592000.' }),
  }),
})

const ActiveHoursInput = builder.inputType('ActiveHoursInput', {
  description: 'A window in local time. If `from` is later than `to`, it runs past midnight.',
  fields: t => ({
    timeZone: t.string({ description: 'An IANA time zone name.', required: true }),
    days: t.field({ description: 'The days on which the window begins.', type: [Weekday], required: true }),
    from: t.string({ description: 'The start, HH:MM, inclusive.', required: true }),
    to: t.string({
      description: 'The end, HH:MM, exclusive. The same value as `from` means all day.',
      required: true,
    }),
  }),
})

const UpdateAutoResponseInput = builder.inputType('UpdateAutoResponseInput', {
  description: 'The values to change. Fields left out keep their value.',
  fields: t => ({
    enabled: t.boolean({ description: 'Whether auto-response is on.' }),
    isolateOnCritical: t.boolean({ description: 'Isolate the device of a CRITICAL detection.' }),
    killOnHigh: t.boolean({ description: 'Kill the process of a HIGH detection.' }),
    activeHours: t.field({
      description: 'Null clears them, leaving it out keeps them.',
      type: ActiveHoursInput,
    }),
    requireApprovalFor: t.field({
      description: 'Automatic actions of these types wait for approval.',
      type: [ActionType],
    }),
    maxPerHour: t.int({
      description: 'The maximum number of automatic actions per hour. Actions beyond it wait for approval.',
    }),
  }),
})

const UpdateSettingsPayload = builder.objectRef<SettingsUpdate>('UpdateSettingsPayload').implement({
  description: 'The settings were changed, or the change was proposed.',
  fields: t => ({
    settings: t.field({
      description: 'The settings as they are now.',
      type: ResponseSettings,
      resolve: ({ settings }) => settings,
    }),
    pendingChange: t.prismaField({
      description: 'Not null: nothing has changed yet, a second administrator has to confirm.',
      type: PendingSettingsChange,
      nullable: true,
      resolve: (query, { pendingChange }, _args, { prisma, caller: { organization: organizationId } }) => {
        const id = pendingChange?.id ?? nothing
        return prisma.pendingSettingsChange.findUnique({
          ...query,
          where: { organizationId_id: { organizationId, id } },
        })
      },
    }),
  }),
})

const UpdateSettingsResult = resultOf(UpdateSettingsPayload, InvalidInputError, ForbiddenError)

const payload = (update: SettingsUpdate) => update

builder.mutationFields(t => ({
  updateApprovalRequirements: t.field({
    description: 'Changes the number of approvals that action types need. Applies to later submissions.',
    type: UpdateSettingsResult,
    right: 'administer',
    args: {
      input: t.arg({ description: 'The changes.', type: UpdateApprovalRequirementsInput, required: true }),
    },
    resolve: async (_, { input }, { app, caller }) => {
      const changes = input.requirements.map(({ type, required, approvals }) =>
        approvals == null ? { type, required } : { type, required, approvals },
      )
      return refusalOr(await app.updateApprovalRequirements(caller, changes), payload)
    },
  }),
  updateAutoResponse: t.field({
    description: 'Changes the settings of auto-response.',
    type: UpdateSettingsResult,
    right: 'administer',
    args: {
      input: t.arg({ description: 'The changes.', type: UpdateAutoResponseInput, required: true }),
    },
    resolve: async (_, { input }, { app, caller }) =>
      refusalOr(await app.updateAutoResponse(caller, { ...input }), payload),
  }),
  updateResponseSettings: t.field({
    description: 'Changes the verification delay and the timeouts.',
    type: UpdateSettingsResult,
    right: 'administer',
    args: {
      input: t.arg({ description: 'The changes.', type: UpdateResponseSettingsInput, required: true }),
    },
    resolve: async (_, { input }, { app, caller }) =>
      refusalOr(await app.updateResponseSettings(caller, { ...input }), payload),
  }),
}))
