import type { ActionType, ParametersOf } from '#domain/catalog/action-types.ts'
import { builder } from '../builder.ts'
import type { ActionRow } from '../context.ts'
import { Person } from '../person/type.ts'
import { Script } from '../script/type.ts'
import { ForensicArtifact } from './enums.ts'

const KillProcessParameters = builder
  .objectRef<ParametersOf['KILL_PROCESS']>('KillProcessParameters')
  .implement({
    description: 'The process to end.',
    fields: t => ({
      pid: t.exposeInt('pid', { description: 'The process id.' }),
      startedAt: t.expose('startedAt', {
        description: 'The required start time of the process. Null accepts any.',
        type: 'DateTime',
        nullable: true,
      }),
      processName: t.exposeString('processName', {
        description: 'The required name of the executable. Null accepts any.',
        nullable: true,
      }),
    }),
  })

const IsolateDeviceParameters = builder
  .objectRef<ParametersOf['ISOLATE_DEVICE']>('IsolateDeviceParameters')
  .implement({
    description: 'The addresses that stay reachable during the isolation.',
    fields: t => ({
      allowAddresses: t.exposeStringList('allowAddresses', {
        description: 'Addresses that stay reachable besides the management channel, in sorted order.',
      }),
    }),
  })

const UnisolateDeviceParameters = builder
  .objectRef<ParametersOf['UNISOLATE_DEVICE']>('UnisolateDeviceParameters')
  .implement({
    description: 'Lifts the isolation.',
    fields: t => ({ note: t.exposeString('note', { description: 'For people.', nullable: true }) }),
  })

const QuarantineFileParameters = builder
  .objectRef<ParametersOf['QUARANTINE_FILE']>('QuarantineFileParameters')
  .implement({
    description: 'The file to quarantine.',
    fields: t => ({
      path: t.exposeString('path', { description: "Absolute, in the device's own notation." }),
      sha256: t.exposeString('sha256', {
        description: 'The required SHA-256 of the file. Null accepts any.',
        nullable: true,
      }),
    }),
  })

const BlockIpParameters = builder.objectRef<ParametersOf['BLOCK_IP']>('BlockIpParameters').implement({
  description: 'The blocked address.',
  fields: t => ({
    address: t.exposeString('address', { description: 'An address or a CIDR block, normalised.' }),
  }),
})

const UnblockIpParameters = builder.objectRef<ParametersOf['UNBLOCK_IP']>('UnblockIpParameters').implement({
  description: 'The unblocked address.',
  fields: t => ({
    address: t.exposeString('address', { description: 'An address or a CIDR block, normalised.' }),
  }),
})

const ResetUserSessionParameters = builder
  .objectRef<ParametersOf['RESET_USER_SESSION']>('ResetUserSessionParameters')
  .implement({
    description: 'The user whose sessions are ended.',
    fields: t => ({
      username: t.exposeString('username', {
        description: 'The user name. Null means the user of the active session.',
        nullable: true,
      }),
    }),
  })

const CollectForensicsParameters = builder
  .objectRef<ParametersOf['COLLECT_FORENSICS']>('CollectForensicsParameters')
  .implement({
    description: 'The evidence to collect.',
    fields: t => ({
      include: t.expose('include', { description: 'The kinds of evidence.', type: [ForensicArtifact] }),
      pid: t.exposeInt('pid', {
        description: 'The process whose memory is dumped. Null dumps the memory of the whole machine.',
        nullable: true,
      }),
    }),
  })

const ForcePasswordResetParameters = builder
  .objectRef<{ readonly person: string | null }>('ForcePasswordResetParameters')
  .implement({
    description: 'The person who must set a new password.',
    fields: t => ({
      person: t.field({
        description: 'The person.',
        type: Person,
        resolve: async ({ person: id }, _, { people }) => {
          const person = id && (await people.load(id))
          if (!person) throw new Error(`person ${id} not found`)
          return person
        },
      }),
    }),
  })

const RunScriptParameters = builder.objectRef<ParametersOf['RUN_SCRIPT']>('RunScriptParameters').implement({
  description: 'The registered script to run.',
  fields: t => ({
    script: t.field({
      description: 'The script.',
      type: Script,
      resolve: async ({ script: { id } }, _, { scripts }) => {
        const script = await scripts.load(id)
        if (!script) throw new Error(`script ${id} not found`)
        return script
      },
    }),
    arguments: t.exposeStringList('arguments', {
      description: 'The arguments passed to the script.',
      extensions: { cost: 10, bytes: 32_768 },
    }),
    timeout: t.exposeInt('timeout', {
      description: 'The time limit in seconds, after which the script is killed.',
    }),
  }),
})

const typeOf = {
  KILL_PROCESS: KillProcessParameters,
  ISOLATE_DEVICE: IsolateDeviceParameters,
  UNISOLATE_DEVICE: UnisolateDeviceParameters,
  QUARANTINE_FILE: QuarantineFileParameters,
  BLOCK_IP: BlockIpParameters,
  UNBLOCK_IP: UnblockIpParameters,
  RESET_USER_SESSION: ResetUserSessionParameters,
  FORCE_PASSWORD_RESET: ForcePasswordResetParameters,
  COLLECT_FORENSICS: CollectForensicsParameters,
  RUN_SCRIPT: RunScriptParameters,
}

/** Parameters tagged with the action type, so that the union can tell them apart, and with the person, if any. */
export type TypedParameters = ParametersOf[ActionType] & {
  readonly actionType: ActionType
  readonly person: string | null
}

export const ActionParameters = builder.unionType('ActionParameters', {
  description: 'The parameters of an action. Each action type has its own.',
  types: Object.values(typeOf),
  resolveType: parameters => typeOf[(parameters as TypedParameters).actionType],
})

export const typedParameters = ({ type, parameters, personId }: ActionRow) =>
  ({ ...Object(parameters), actionType: type, person: personId }) as TypedParameters
