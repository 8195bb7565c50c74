import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { Investigation } from './type.ts'

const OpenInvestigationInput = builder.inputType('OpenInvestigationInput', {
  description: 'The investigation to open.',
  fields: t => ({
    title: t.string({ description: 'The title, 1 to 500 characters.', required: true }),
    detectionIds: t.idList({ description: 'The first detections of the investigation.' }),
  }),
})

const UpdateInvestigationInput = builder.inputType('UpdateInvestigationInput', {
  description: 'The values to change. Fields left out keep their value.',
  fields: t => ({
    title: t.string({ description: 'The title, 1 to 500 characters.' }),
    addDetectionIds: t.idList({ description: 'Detections to add to the investigation.' }),
    closed: t.boolean({ description: 'True closes the investigation; false reopens it.' }),
  }),
})

const payloadType = (name: string, description: string) =>
  builder.objectRef<{ readonly id: string }>(name).implement({
    description,
    fields: t => ({
      investigation: t.prismaField({
        description: 'Its current state.',
        type: Investigation,
        resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
          prisma.investigation.findUniqueOrThrow({
            ...query,
            where: { organizationId_id: { organizationId, id } },
          }),
      }),
    }),
  })

const OpenInvestigationResult = resultOf(
  payloadType('OpenInvestigationPayload', 'The investigation was opened.'),
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
)

const UpdateInvestigationResult = resultOf(
  payloadType('UpdateInvestigationPayload', 'The investigation was changed.'),
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
)

const payload = ({ id }: { readonly id: string }) => ({ id })
const rawIds = (ids: readonly string[] | null | undefined) => (ids ?? []).map(id => decodeId('Detection', id))

builder.mutationFields(t => ({
  openInvestigation: t.field({
    description: 'Opens an investigation.',
    type: OpenInvestigationResult,
    right: 'act',
    args: {
      input: t.arg({
        description: 'The investigation to open.',
        type: OpenInvestigationInput,
        required: true,
      }),
    },
    resolve: async (_, { input: { title, detectionIds } }, { app, caller }) =>
      refusalOr(await app.openInvestigation(caller, { title, detections: rawIds(detectionIds) }), payload),
  }),
  updateInvestigation: t.field({
    description: 'Changes an investigation: renames it, adds detections, closes or reopens it.',
    type: UpdateInvestigationResult,
    right: 'act',
    args: {
      id: t.arg.id({ description: 'The investigation, by its raw or global id.', required: true }),
      input: t.arg({ description: 'The changes.', type: UpdateInvestigationInput, required: true }),
    },
    resolve: async (_, { id, input: { title, addDetectionIds, closed } }, { app, caller }) => {
      const change = { title, addDetections: rawIds(addDetectionIds), closed }
      return refusalOr(await app.updateInvestigation(caller, decodeId('Investigation', id), change), payload)
    },
  }),
}))
