import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { ScriptInterpreter } from './enums.ts'
import { Script } from './type.ts'

const RegisterScriptInput = builder.inputType('RegisterScriptInput', {
  description: 'The script to register.',
  fields: t => ({
    name: t.string({ description: 'For people, 1 to 500 characters.', required: true }),
    interpreter: t.field({
      description: 'The interpreter that runs the script.',
      type: ScriptInterpreter,
      required: true,
    }),
    body: t.string({ description: 'The source text, up to 128 KiB of UTF-8.', required: true }),
    destructive: t.boolean({
      description: 'Whether running the script needs approval even if RUN_SCRIPT does not.',
      required: true,
    }),
  }),
})

const payloadType = (name: string, description: string) =>
  builder.objectRef<{ readonly id: string }>(name).implement({
    description,
    fields: t => ({
      script: t.prismaField({
        description: 'Its current state.',
        type: Script,
        resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
          prisma.script.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
      }),
    }),
  })

const RegisterScriptResult = resultOf(
  payloadType('RegisterScriptPayload', 'The script was registered.'),
  InvalidInputError,
  ForbiddenError,
)

const RetireScriptResult = resultOf(
  payloadType('RetireScriptPayload', 'The script was retired.'),
  NotFoundError,
  ForbiddenError,
)

builder.mutationFields(t => ({
  registerScript: t.field({
    description: 'Registers a script that RUN_SCRIPT actions can run. A registered script cannot be changed.',
    type: RegisterScriptResult,
    right: 'administer',
    args: { input: t.arg({ description: 'The script.', type: RegisterScriptInput, required: true }) },
    resolve: async (_, { input }, { app, caller }) =>
      refusalOr(await app.registerScript(caller, input), ({ id }) => ({ id })),
  }),
  retireScript: t.field({
    description: 'Retires a script. New actions cannot use it; submitted actions still run.',
    type: RetireScriptResult,
    right: 'administer',
    args: { id: t.arg.id({ description: 'The script, by its raw or global id.', required: true }) },
    resolve: async (_, { id }, { app, caller }) =>
      refusalOr(await app.retireScript(caller, decodeId('Script', id)), script => ({ id: script.id })),
  }),
}))
