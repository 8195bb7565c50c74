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
    description: 'What an isolation leaves open.',
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
        description: 'What it must hash to; null: anything.',
        nullable: true,
      }),
    }),
  })

const BlockIpParameters = builder.objectRef<ParametersOf['BLOCK_IP']>('BlockIpParameters').implement({
  description: 'What is blocked.',
  fields: t => ({
    address: t.exposeString('address', { description: 'An address or a CIDR block, normalised.' }),
  }),
})

const UnblockIpParameters = builder.objectRef<ParametersOf['UNBLOCK_IP']>('UnblockIpParameters').implement({
  description: 'What is no longer blocked.',
  fields: t => ({
    address: t.exposeString('address', { description: 'An address or a CIDR block, normalised.' }),
  }),
})

const ResetUserSessionParameters = builder
  .objectRef<ParametersOf['RESET_USER_SESSION']>('ResetUserSessionParameters')
  .implement({
    description: 'Whose sessions are ended.',
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
    description: 'What is collected.',
    fields: t => ({
      include: t.expose('include', { description: 'Which kinds.', type: [ForensicArtifact] }),
      pid: t.exposeInt('pid', { description: 'Whose memory; null: the whole machine.', nullable: true }),
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
      description: 'What it is given.',
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

/** Parameters with the type that says which they are, and whom it is about where it is about a person. */
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
