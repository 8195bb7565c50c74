import type { Command } from 'commander'
import { agreed, promptPrinter } from '../confirm.ts'
import { notFound } from '../exit-codes.ts'
import { actionId } from '../ids.ts'
import { type GlobalOptions, openSession } from '../session.ts'
import { granted, showAction, showActionDetail } from '../show.ts'
import type { Terminal } from '../terminal.ts'

interface DecideOptions extends GlobalOptions {
  readonly comment?: string
  readonly digest?: string
  readonly yes?: boolean
}

const decisions = {
  approve: 'approve an action that waits for a second person',
  reject: 'reject an action that waits for a second person',
  cancel: 'cancel an action that has not started',
} as const

export function addDecideCommands(program: Command, terminal: Terminal): void {
  program
    .command('action')
    .description('one action with its timeline, approvers, evidence and output')
    .argument('<action>', 'full or abbreviated id')
    .addHelpText('after', '\nExample:\n  defend action 3f0c1e9a')
    .action(async (named: string, _, self: Command) => {
      const { client, printer } = await openSession(self.optsWithGlobals(), terminal)
      const action = await client.action(await actionId(client, named))
      if (!action) throw notFound('action', named)
      showActionDetail(printer, action)
    })

  for (const [verb, about] of Object.entries(decisions) as [keyof typeof decisions, string][]) {
    const command = program
      .command(verb)
      .description(about)
      .argument('<action>', 'full or abbreviated id')
      .option('-c, --comment <text>', 'a comment for the ledger')
      .option('--digest <digest>', 'refuse unless the action has this digest')
    if (verb === 'approve') command.option('-y, --yes', 'approve without showing the action and asking')
    command
      .addHelpText(
        'after',
        `\nExample:\n  defend ${verb} 3f0c1e9a --comment "Seen it too"${unattended[verb] ?? ''}`,
      )
      .action((named: string, _, self: Command) => decide(verb, named, self.optsWithGlobals(), terminal))
  }
}

const unattended: Readonly<Record<string, string>> = {
  approve: `

Without a terminal there is no confirmation, so pass the --digest that you have reviewed.`,
}

async function decide(
  verb: keyof typeof decisions,
  named: string,
  options: DecideOptions,
  terminal: Terminal,
): Promise<void> {
  const { client, printer } = await openSession(options, terminal)
  const action = await client.action(await actionId(client, named))
  if (!action) throw notFound('action', named)
  if (verb === 'approve' && terminal.isInteractive && !options.yes) {
    showActionDetail(promptPrinter(terminal), action)
    const question = `Approve ${action.type} on ${action.device?.hostname ?? 'no device'}?`
    await agreed(terminal, question, 'Nothing was approved.')
  }
  // The digest of the action that was shown, so that the service refuses if the action is a different one.
  const { comment, digest = action.digest } = options
  const decided = granted(await client[verb]({ actionId: action.id, digest, ...(comment && { comment }) }))
  showAction(printer, decided.action)
}
