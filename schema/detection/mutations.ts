import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'
import { decodeId, nothing } from '../global-id.ts'
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  refusalOr,
  resultOf,
} from '../user-error.ts'
import { DetectionStatus, Severity } from './enums.ts'
import { Detection } from './type.ts'

const DetectedProcessInput = builder.inputType('DetectedProcessInput', {
  description: 'The process that was detected.',
  fields: t => ({
    pid: t.int({ description: 'The process id.', required: true }),
    name: t.string({ description: 'The name of the executable.', required: true }),
    path: t.string({ description: 'The path of the executable.' }),
    sha256: t.string({ description: 'The SHA-256 of the executable, in hex.' }),
    startedAt: t.field({ description: 'When the process started.', type: 'DateTime' }),
  }),
})

const ReportDetectionInput = builder.inputType('ReportDetectionInput', {
  description: 'The detection to report.',
  fields: t => ({
    deviceId: t.id({ description: 'The device on which it was detected.', required: true }),
    title: t.string({ description: 'A title for people, 1 to 500 characters.', required: true }),
    severity: t.field({ description: 'The severity.', type: Severity, required: true }),
    technique: t.string({ description: 'MITRE ATT&CK technique id, T1059.001.' }),
    process: t.field({ description: 'The process that was detected.', type: DetectedProcessInput }),
    firedAt: t.field({ description: 'When it was observed; now by default.', type: 'DateTime' }),
    investigationId: t.id({ description: 'The investigation that it belongs to.' }),
    externalId: t.string({
      description: "The detector's own id; reporting it twice changes nothing and triggers nothing again.",
      required: true,
    }),
  }),
})

const UpdateDetectionInput = builder.inputType('UpdateDetectionInput', {
  description: 'The values to change. Fields left out keep their value.',
  fields: t => ({
    status: t.field({ description: 'The new triage status.', type: DetectionStatus }),
    assigneeId: t.id({ description: 'Null clears it, leaving it out keeps it.' }),
    comment: t.string({ description: 'A comment for the ledger, 1 to 500 characters.' }),
  }),
})

interface Reported {
  readonly id: string
  readonly triggered: readonly string[]
}

const ReportDetectionPayload = builder.objectRef<Reported>('ReportDetectionPayload').implement({
  description: 'The detection was recorded.',
  fields: t => ({
    detection: t.prismaField({
      description: 'The detection as it is now. A repeated report does not change it.',
      type: Detection,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.detection.findUniqueOrThrow({
          ...query,
          where: { organizationId_id: { organizationId, id } },
        }),
    }),
    triggered: t.prismaField({
      description: 'Actions that auto-response or a rule submitted at once.',
      type: [ResponseAction],
      resolve: async (query, { triggered }, _args, { prisma, caller: { organization: organizationId } }) => {
        const rows = await prisma.responseAction.findMany({
          ...query,
          where: { organizationId, id: { in: [...triggered] } },
        })
        return rows.sort((a, b) => triggered.indexOf(a.id) - triggered.indexOf(b.id))
      },
    }),
  }),
})

const ReportDetectionResult = resultOf(
  ReportDetectionPayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
)

const UpdateDetectionPayload = builder
  .objectRef<{ readonly id: string }>('UpdateDetectionPayload')
  .implement({
    description: 'The detection was triaged.',
    fields: t => ({
      detection: t.prismaField({
        description: 'Its current state.',
        type: Detection,
        resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
          prisma.detection.findUniqueOrThrow({
            ...query,
            where: { organizationId_id: { organizationId, id } },
          }),
      }),
    }),
  })

const UpdateDetectionResult = resultOf(
  UpdateDetectionPayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
)

builder.mutationFields(t => ({
  reportDetection: t.field({
    description: 'Reports a detection. Auto-response and response rules submit their actions at once.',
    type: ReportDetectionResult,
    right: 'report',
    args: {
      input: t.arg({ description: 'The detection to report.', type: ReportDetectionInput, required: true }),
    },
    resolve: async (_, { input }, { app, caller }) => {
      const { deviceId, investigationId, ...seen } = input
      const report = {
        ...seen,
        device: decodeId('Device', deviceId),
        ...(investigationId != null && { investigation: decodeId('Investigation', investigationId) }),
      }
      return refusalOr(await app.reportDetection(caller, report), ({ id, triggered }) => ({ id, triggered }))
    },
  }),
  updateDetection: t.field({
    description: 'Triages a detection: sets its status and its assignee.',
    type: UpdateDetectionResult,
    right: 'act',
    args: {
      id: t.arg.id({ description: 'The detection, by its raw or global id.', required: true }),
      input: t.arg({ description: 'The changes.', type: UpdateDetectionInput, required: true }),
    },
    resolve: async (_, { id, input: { status, assigneeId, comment } }, { app, caller }) => {
      const assignee = assigneeId == null ? assigneeId : (decodeId('Analyst', assigneeId) ?? nothing)
      const change = { status, assignee, comment }
      return refusalOr(await app.updateDetection(caller, decodeId('Detection', id), change), changed => ({
        id: changed.id,
      }))
    },
  }),
}))
