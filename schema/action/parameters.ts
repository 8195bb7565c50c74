import type { ActionType, ParametersOf } from '#domain/catalog/action-types.ts'
import { builder } from '../builder.ts'
import type { ActionRow } from '../context.ts'
import { Person } from '../person/type.ts'
import { Script } from '../script/type.ts'
import { ForensicArtifact } from './enums.ts'

const KillProcessParameters = builder
  .objectRef<ParametersOf['KILL_PROCESS']>('KillProcessParameters')
  .implement({
    description: 'Which process is ended.',
    fields: t => ({
      pid: t.exposeInt('pid', { description: 'Its id.' }),
      startedAt: t.expose('startedAt', {
        description: 'When it must have started; null: at any instant.',
        type: 'DateTime',
        nullable: true,
      }),
      processName: t.exposeString('processName', {
        description: "Its executable's name; null: any.",
        nullable: true,
      }),
    }),
  })

const IsolateDeviceParameters = builder
  .objectRef<ParametersOf['ISOLATE_DEVICE']>('IsolateDeviceParameters')
  .implement({
    description: 'The addresses that an isolation leaves reachable.',
    fields: t => ({
      allowAddresses: t.exposeStringList('allowAddresses', {
        description: 'Addresses that stay reachable besides the management channel, sorted.',
      }),
    }),
  })

const UnisolateDeviceParameters = builder
  .objectRef<ParametersOf['UNISOLATE_DEVICE']>('UnisolateDeviceParameters')
  .implement({
    description: 'An isolation is taken back.',
    fields: t => ({ note: t.exposeString('note', { description: 'For people.', nullable: true }) }),
  })

const QuarantineFileParameters = builder
  .objectRef<ParametersOf['QUARANTINE_FILE']>('QuarantineFileParameters')
  .implement({
    description: 'Which file is put away.',
    fields: t => ({
      path: t.exposeString('path', { description: "Absolute, in the device's own notation." }),
      sha256: t.exposeString('sha256', {
        description: 'The SHA-256 that the file must have; null accepts any.',
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
        description: "Null: the active session's user.",
        nullable: true,
      }),
    }),
  })

const CollectForensicsParameters = builder
  .objectRef<ParametersOf['COLLECT_FORENSICS']>('CollectForensicsParameters')
  .implement({
    description: 'The evidence that is collected.',
    fields: t => ({
      include: t.expose('include', { description: 'Which kinds.', type: [ForensicArtifact] }),
      pid: t.exposeInt('pid', {
        description: 'The process whose memory is dumped; null dumps the whole machine.',
        nullable: true,
      }),
    }),
  })

const ForcePasswordResetParameters = builder
  .objectRef<{ readonly person: string | null }>('ForcePasswordResetParameters')
  .implement({
    description: 'Of whom a new password is demanded.',
    fields: t => ({
      person: t.field({
        description: 'The person.',
        type: Person,
        resolve: async ({ person: id }, _, { people }) => {
          const person = id && (await people.load(id))
          if (!person) throw new Error(`person ${id} is not there`)
          return person
        },
      }),
    }),
  })

const RunScriptParameters = builder.objectRef<ParametersOf['RUN_SCRIPT']>('RunScriptParameters').implement({
  description: 'Which script is run, and how.',
  fields: t => ({
    script: t.field({
      description: 'The script.',
      type: Script,
      resolve: async ({ script: { id } }, _, { scripts }) => {
        const script = await scripts.load(id)
        if (!script) throw new Error(`script ${id} is not there`)
        return script
      },
    }),
    arguments: t.exposeStringList('arguments', {
      description: 'The arguments of the script.',
      extensions: { cost: 10 },
    }),
    timeout: t.exposeInt('timeout', { description: 'Seconds after which it is ended.' }),
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

/** Parameters with the action's type, which tells them apart, and the person if the action is about one. */
export type TypedParameters = ParametersOf[ActionType] & {
  readonly actionType: ActionType
  readonly person: string | null
}

export const ActionParameters = builder.unionType('ActionParameters', {
  description: 'Exactly what is done, by the type of the action.',
  types: Object.values(typeOf),
  resolveType: parameters => typeOf[(parameters as TypedParameters).actionType],
})

export const typedParameters = ({ type, parameters, personId }: ActionRow) =>
  ({ ...Object(parameters), actionType: type, person: personId }) as TypedParameters
