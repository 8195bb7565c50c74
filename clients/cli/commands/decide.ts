import type { Command } from 'commander'
import { Ending, exitCodes } from '../exit-codes.ts'
import { ActionToDecide } from '../generated/documents.ts'
import { globalId } from '../resolve.ts'
import { type GlobalOptions, openSession } from '../session.ts'
import { granted, showAction } from '../show.ts'
import type { Terminal } from '../terminal.ts'

interface DecideOptions extends GlobalOptions {
  readonly comment?: string
  readonly digest?: string
}

const decisions = {
  approve: 'let an action that waits for a second person be done',
  reject: 'refuse it',
  cancel: 'take back one that has not begun',
} as const

export function addDecideCommands(program: Command, terminal: Terminal): void {
  for (const [verb, about] of Object.entries(decisions) as [keyof typeof decisions, string][])
    program
      .command(verb)
      .description(about)
      .argument('<action>', 'its id, as pending and history show it')
      .option('-c, --comment <text>', 'stays on the ledger')
      .option('--digest <digest>', 'only if the action is exactly this')
      .addHelpText(
        'after',
        `\nExample:\n  defend ${verb} 3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60 --comment "Seen it too"`,
      )
      .action(async (named: string, _, self: Command) => {
        const options = self.optsWithGlobals<DecideOptions>()
        const { client, printer } = await openSession(options, terminal)
        const { action } = await client.request(ActionToDecide, { id: globalId('ResponseAction', named) })
        if (!action) throw new Ending(exitCodes.refused, `NOT_FOUND: there is no action ${named}`)
        const { comment, digest = action.digest } = options
        const decided = granted(
          await client[verb]({ actionId: action.id, digest, ...(comment && { comment }) }),
        )
        showAction(printer, decided.action)
      })
}
