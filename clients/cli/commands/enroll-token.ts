import type { Command } from 'commander'
import { outcomeOf } from '../../sdk/sdk.ts'
import { duration, integer } from '../action-options.ts'
import { CreateEnrollmentToken } from '../generated/documents.ts'
import { type GlobalOptions, openSession } from '../session.ts'
import { granted, minute } from '../show.ts'
import type { Terminal } from '../terminal.ts'

interface TokenOptions extends GlobalOptions {
  readonly uses?: number
  readonly lifetime?: number
}

export function addEnrollTokenCommand(program: Command, terminal: Terminal): void {
  program
    .command('enroll-token')
    .description('make a token with which devices enrol; it is shown once')
    .option('--uses <count>', 'how many devices may enrol with it; 1 by default', integer)
    .option('--lifetime <duration>', 'for how long; 1h by default', duration)
    .addHelpText(
      'after',
      '\nExamples:\n  defend enroll-token --uses 20 --lifetime 8h\n  TOKEN=$(defend enroll-token --json | jq -r .token)',
    )
    .action(async (_, self: Command) => {
      const { uses, lifetime, ...options } = self.optsWithGlobals<TokenOptions>()
      const { client, printer } = await openSession(options, terminal)
      const input = { ...(uses !== undefined && { uses }), ...(lifetime !== undefined && { lifetime }) }
      const { outcome } = await client.request(CreateEnrollmentToken, { input })
      const made = granted(outcomeOf(outcome))
      printer.record(made, [
        ['Token', made.token],
        ['Until', minute(made.expiresAt)],
      ])
    })
}
