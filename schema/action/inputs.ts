import type { Intent, SubmitInput } from '#app/application.ts'
import { builder, type InputBuilder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForensicArtifact } from './enums.ts'

const KillProcessInput = builder.inputType('KillProcessInput', {
  description: 'Which process to end.',
  fields: t => ({
    pid: t.int({ description: 'Its id, 1 or more.', required: true }),
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
  description: 'The addresses that an isolation leaves reachable.',
  fields: t => ({
    allowAddresses: t.stringList({
      description: 'Addresses that stay reachable besides the management channel.',
    }),
  }),
})

const UnisolateDeviceInput = builder.inputType('UnisolateDeviceInput', {
  description: 'Takes an isolation back.',
  fields: t => ({ note: t.string({ description: 'For people.' }) }),
})

const QuarantineFileInput = builder.inputType('QuarantineFileInput', {
  description: 'Which file to put away.',
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
  description: 'Of whom to demand a new password.',
  fields: t => ({
    personId: t.id({ description: 'Defaults to the person the device is assigned to.' }),
  }),
})

const RunScriptInput = builder.inputType('RunScriptInput', {
  description: 'Which registered script to run, and how.',
  fields: t => ({
    scriptId: t.id({ description: 'The script, by its raw or global id.', required: true }),
    arguments: t.stringList({ description: 'At most 64, together 32 KiB.' }),
    timeout: t.int({ description: 'Seconds, 1 to 86400; 600 by default.' }),
  }),
})

const ActionInput = builder.inputType('ActionInput', {
  description: 'The action to submit: exactly one of these.',
  isOneOf: true,
  fields: t => ({
    killProcess: t.field({ description: 'End a process.', type: KillProcessInput }),
    isolateDevice: t.field({ description: 'Cut the device off the network.', type: IsolateDeviceInput }),
    unisolateDevice: t.field({ description: 'Take an isolation back.', type: UnisolateDeviceInput }),
    quarantineFile: t.field({ description: 'Move a file into the vault.', type: QuarantineFileInput }),
    blockIp: t.field({ description: 'Drop traffic to an address.', type: BlockIpInput }),
    unblockIp: t.field({ description: 'Take a block back.', type: UnblockIpInput }),
    resetUserSession: t.field({ description: "End a user's sessions.", type: ResetUserSessionInput }),
    forcePasswordReset: t.field({ description: 'Demand a new password.', type: ForcePasswordResetInput }),
    collectForensics: t.field({ description: 'Collect evidence.', type: CollectForensicsInput }),
    runScript: t.field({ description: 'Run a registered script.', type: RunScriptInput }),
  }),
})

/** The fields that a single action and a bulk have in common. */
export const intentFields = (t: InputBuilder) => ({
  action: t.field({ description: 'The action to submit.', type: ActionInput, required: true }),
  justification: t.string({
    description: 'The reason, 10 to 2,000 characters after trimming.',
    required: true,
  }),
  detectionId: t.id({ description: 'The detection because of which it is submitted.' }),
  investigationId: t.id({ description: "The investigation that it is for; the detection's by default." }),
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
  description: 'The action to submit, its device and the reason.',
  fields: t => ({
    deviceId: t.id({
      description: 'Required, except that forcePasswordReset with a personId may go without.',
    }),
    ...intentFields(t),
  }),
})

export const DecideActionInput = builder.inputType('DecideActionInput', {
  description: 'Which action is meant.',
  fields: t => ({
    actionId: t.id({ description: 'The action, by its raw or global id.', required: true }),
    comment: t.string({ description: 'For people, 1 to 500 characters.' }),
    digest: t.string({ description: 'Refuse unless the action is exactly this.' }),
  }),
})

type Action = typeof ActionInput.$inferInput

/** The action with raw ids; null for an id that names nothing. */
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

type Said = Omit<typeof SubmitActionInput.$inferInput, 'deviceId'>

export const toIntent = (input: Said): Intent => ({
  action: toAction(input.action),
  justification: input.justification,
  effectFor: input.effectFor,
  ...(input.detectionId != null && { detection: decodeId('Detection', input.detectionId) }),
  ...(input.investigationId != null && { investigation: decodeId('Investigation', input.investigationId) }),
  idempotencyKey: input.idempotencyKey,
})

export const toSubmission = ({ deviceId, ...said }: typeof SubmitActionInput.$inferInput): SubmitInput => ({
  ...toIntent(said),
  device: deviceId == null ? undefined : decodeId('Device', deviceId),
})
