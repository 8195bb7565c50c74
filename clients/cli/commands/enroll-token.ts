import type { Command } from 'commander'
import { duration, positive } from '../options.ts'
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
    .description('create an enrolment token for devices; it is shown only once')
    .option('--uses <count>', 'number of devices that can enrol with it; default: 1', positive)
    .option('--lifetime <duration>', 'how long it is valid; default: 1h', duration)
    .addHelpText(
      'after',
      '\nExamples:\n  defend enroll-token --uses 20 --lifetime 8h\n  TOKEN=$(defend enroll-token --json | jq -r .token)',
    )
    .action(async (_, self: Command) => {
      const { uses, lifetime, ...options } = self.optsWithGlobals<TokenOptions>()
      const { client, printer } = await openSession(options, terminal)
      const input = { ...(uses !== undefined && { uses }), ...(lifetime !== undefined && { lifetime }) }
      const created = granted(await client.enrollmentTokens.create(input))
      printer.record(created, [
        ['Token', created.token],
        ['Valid until', minute(created.expiresAt)],
      ])
    })
}
