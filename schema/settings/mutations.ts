import type { SettingsUpdate } from '#app/application.ts'
import { ActionType } from '../action/enums.ts'
import { builder } from '../builder.ts'
import { nothing } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, refusalOr, resultOf } from '../user-error.ts'
import { PendingSettingsChange } from './pending-change.ts'
import { ResponseSettings, Weekday } from './type.ts'

const ApprovalRequirementInput = builder.inputType('ApprovalRequirementInput', {
  description: 'The approvals that a type of action needs from now on.',
  fields: t => ({
    type: t.field({ description: 'Of which type.', type: ActionType, required: true }),
    required: t.boolean({ description: 'Whether it needs approval by another person.', required: true }),
    approvals: t.int({ description: 'The number of approvals, 1 to 5; left out, it stays the same.' }),
  }),
})

const UpdateApprovalRequirementsInput = builder.inputType('UpdateApprovalRequirementsInput', {
  description: 'Types that are not named keep their requirement.',
  fields: t => ({
    requirements: t.field({ description: 'One a type.', type: [ApprovalRequirementInput], required: true }),
  }),
})

const UpdateResponseSettingsInput = builder.inputType('UpdateResponseSettingsInput', {
  description: 'Fields left out keep their value.',
  fields: t => ({
    verificationDelay: t.int({ description: '1 to 3600.' }),
    queueTimeout: t.int({ description: '10 to 2592000.' }),
    approvalTimeout: t.int({ description: '60 to 2592000.' }),
  }),
})

const ActiveHoursInput = builder.inputType('ActiveHoursInput', {
  description: 'A window of the local wall clock.',
  fields: t => ({
    timeZone: t.string({ description: 'IANA name.', required: true }),
    days: t.field({ description: 'Days on which it begins.', type: [Weekday], required: true }),
    from: t.string({ description: 'HH:MM, inclusive.', required: true }),
    to: t.string({ description: 'HH:MM, exclusive; the same as `from`: all day.', required: true }),
  }),
})

const UpdateAutoResponseInput = builder.inputType('UpdateAutoResponseInput', {
  description: 'Fields left out keep their value.',
  fields: t => ({
    enabled: t.boolean({ description: 'Whether anything is done without asking.' }),
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
    maxPerHour: t.int({ description: 'Beyond so many in an hour they wait for approval.' }),
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
    description: 'Says who has to agree to which actions, from the next submission on.',
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
    description: 'Says what is done without asking.',
    type: UpdateSettingsResult,
    right: 'administer',
    args: {
      input: t.arg({ description: 'The changes.', type: UpdateAutoResponseInput, required: true }),
    },
    resolve: async (_, { input }, { app, caller }) =>
      refusalOr(await app.updateAutoResponse(caller, { ...input }), payload),
  }),
  updateResponseSettings: t.field({
    description: 'Changes how long things may take.',
    type: UpdateSettingsResult,
    right: 'administer',
    args: {
      input: t.arg({ description: 'The changes.', type: UpdateResponseSettingsInput, required: true }),
    },
    resolve: async (_, { input }, { app, caller }) =>
      refusalOr(await app.updateResponseSettings(caller, { ...input }), payload),
  }),
}))
