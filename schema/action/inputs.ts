import type { Intent, SubmitInput } from '#app/application.ts'
import { builder, type InputBuilder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForensicArtifact } from './enums.ts'

const KillProcessInput = builder.inputType('KillProcessInput', {
  description: 'The process to end.',
  fields: t => ({
    pid: t.int({ description: 'The process id, at least 1.', required: true }),
    startedAt: t.field({
      description:
        'Guards against a recycled pid: the agent refuses when the process started at another instant.',
      type: 'DateTime',
    }),
    processName: t.string({
      description: 'Guards against a recycled pid: the agent refuses when the executable has another name.',
    }),
  }),
})

const IsolateDeviceInput = builder.inputType('IsolateDeviceInput', {
  description: 'The addresses that stay reachable during the isolation.',
  fields: t => ({
    allowAddresses: t.stringList({
      description: 'Addresses that stay reachable besides the management channel.',
    }),
  }),
})

const UnisolateDeviceInput = builder.inputType('UnisolateDeviceInput', {
  description: 'Lifts the isolation.',
  fields: t => ({ note: t.string({ description: 'For people.' }) }),
})

const QuarantineFileInput = builder.inputType('QuarantineFileInput', {
  description: 'The file to quarantine.',
  fields: t => ({
    path: t.string({ description: "Absolute, in the device's own notation.", required: true }),
    sha256: t.string({ description: "Refuse unless the file's SHA-256 is this." }),
  }),
})

const BlockIpInput = builder.inputType('BlockIpInput', {
  description: 'The address to block.',
  fields: t => ({
    address: t.string({ description: 'An IPv4 or IPv6 address, or a CIDR block.', required: true }),
  }),
})

const UnblockIpInput = builder.inputType('UnblockIpInput', {
  description: 'The address to unblock.',
  fields: t => ({
    address: t.string({ description: 'An IPv4 or IPv6 address, or a CIDR block.', required: true }),
  }),
})

const ResetUserSessionInput = builder.inputType('ResetUserSessionInput', {
  description: 'The user whose sessions are ended.',
  fields: t => ({ username: t.string({ description: "Defaults to the active session's user." }) }),
})

const CollectForensicsInput = builder.inputType('CollectForensicsInput', {
  description: 'The evidence to collect.',
  fields: t => ({
    include: t.field({ description: 'All three by default.', type: [ForensicArtifact] }),
    pid: t.int({
      description:
        "Whose memory; the detection's process by default, else the whole machine's where the system allows.",
    }),
  }),
})

const ForcePasswordResetInput = builder.inputType('ForcePasswordResetInput', {
  description: 'The person who must set a new password.',
  fields: t => ({
    personId: t.id({ description: 'Defaults to the person the device is assigned to.' }),
  }),
})

const RunScriptInput = builder.inputType('RunScriptInput', {
  description: 'The registered script to run.',
  fields: t => ({
    scriptId: t.id({ description: 'The script, by its raw or global id.', required: true }),
    arguments: t.stringList({ description: 'At most 64, together 32 KiB.' }),
    timeout: t.int({ description: 'Seconds, 1 to 86400; 600 by default.' }),
  }),
})

const ActionInput = builder.inputType('ActionInput', {
  description: 'The action to submit. Set exactly one field.',
  isOneOf: true,
  fields: t => ({
    killProcess: t.field({ description: 'End a process.', type: KillProcessInput }),
    isolateDevice: t.field({ description: 'Cut the device off the network.', type: IsolateDeviceInput }),
    unisolateDevice: t.field({
      description: 'Lift the isolation of the device.',
      type: UnisolateDeviceInput,
    }),
    quarantineFile: t.field({ description: 'Move a file into the vault.', type: QuarantineFileInput }),
    blockIp: t.field({ description: 'Drop traffic to an address.', type: BlockIpInput }),
    unblockIp: t.field({ description: 'Lift the block of an address.', type: UnblockIpInput }),
    resetUserSession: t.field({ description: "End a user's sessions.", type: ResetUserSessionInput }),
    forcePasswordReset: t.field({
      description: 'Require a person to set a new password.',
      type: ForcePasswordResetInput,
    }),
    collectForensics: t.field({ description: 'Collect evidence.', type: CollectForensicsInput }),
    runScript: t.field({ description: 'Run a registered script.', type: RunScriptInput }),
  }),
})

/** The input fields that single actions and bulk actions share. */
export const intentFields = (t: InputBuilder) => ({
  action: t.field({ description: 'The action to submit.', type: ActionInput, required: true }),
  justification: t.string({
    description: 'Why the action is needed: 10 to 2,000 characters after trimming.',
    required: true,
  }),
  detectionId: t.id({ description: 'The detection that the action responds to.' }),
  investigationId: t.id({
    description: 'The investigation that the action is for. By default the investigation of the detection.',
  }),
  effectFor: t.int({
    description:
      'Only for isolateDevice and blockIp: undo it by itself after so many seconds, 60 to 31536000.',
  }),
  idempotencyKey: t.string({
    description:
      "Repeating a submission with the same key returns the first one's action; with other content it is a ConflictError.",
  }),
})

export const SubmitActionInput = builder.inputType('SubmitActionInput', {
  description: 'The action to submit, its device and its justification.',
  fields: t => ({
    deviceId: t.id({
      description: 'Required, except that forcePasswordReset with a personId may go without.',
    }),
    ...intentFields(t),
  }),
})

export const DecideActionInput = builder.inputType('DecideActionInput', {
  description: 'The action to decide on.',
  fields: t => ({
    actionId: t.id({ description: 'The action, by its raw or global id.', required: true }),
    comment: t.string({ description: 'For people, 1 to 500 characters.' }),
    digest: t.string({ description: 'Refuse unless the action is exactly this.' }),
  }),
})

type Action = typeof ActionInput.$inferInput

/** Converts the input's ids to UUIDs. An id that cannot be decoded becomes null. */
const toAction = ({ runScript, forcePasswordReset, ...others }: Action): SubmitInput['action'] => ({
  ...others,
  ...(forcePasswordReset && {
    forcePasswordReset: {
      person:
        forcePasswordReset.personId == null ? undefined : decodeId('Person', forcePasswordReset.personId),
    },
  }),
  ...(runScript && {
    runScript: {
      script: decodeId('Script', runScript.scriptId),
      arguments: runScript.arguments,
      timeout: runScript.timeout,
    },
  }),
})

type IntentInput = Omit<typeof SubmitActionInput.$inferInput, 'deviceId'>

export const toIntent = (input: IntentInput): Intent => ({
  action: toAction(input.action),
  justification: input.justification,
  effectFor: input.effectFor,
  ...(input.detectionId != null && { detection: decodeId('Detection', input.detectionId) }),
  ...(input.investigationId != null && { investigation: decodeId('Investigation', input.investigationId) }),
  idempotencyKey: input.idempotencyKey,
})

export const toSubmission = ({ deviceId, ...intent }: typeof SubmitActionInput.$inferInput): SubmitInput => ({
  ...toIntent(intent),
  device: deviceId == null ? undefined : decodeId('Device', deviceId),
})
