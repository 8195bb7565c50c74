import { Command, CommanderError } from 'commander'
import { DefendError } from '../sdk/sdk.ts'
import { addAuditCommands } from './commands/audit.ts'
import { addBulkCommands } from './commands/bulk.ts'
import { addDecideCommands } from './commands/decide.ts'
import { addEnrollTokenCommand } from './commands/enroll-token.ts'
import { addReadCommands } from './commands/read.ts'
import { addSessionCommands } from './commands/session.ts'
import { addSubmitCommands } from './commands/submit.ts'
import { completion, shells } from './completion.ts'
import { Ending, type ExitCode, exitCodes, exitCodesHelp, usage } from './exit-codes.ts'
import { printable } from './print.ts'
import type { Terminal } from './terminal.ts'

export function createProgram(terminal: Terminal): Command {
  const program = new Command('defend')
    .description('Response actions on devices: submit, decide, follow, audit.')
    .option('--url <url>', "where the service is (DEFEND_URL); the last login's, or the demo's")
    .option('--token <token>', 'an access token or API key (DEFEND_TOKEN), instead of a login')
    .option('--json', 'for programs: one JSON value a line')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(--help shows how)')
    .addHelpText(
      'after',
      `
Examples:
  defend login                     sign in; at the demo nothing else is needed
  defend devices --online
  defend submit kill-process --device web-7 --pid 4242 --name xmrig --because "A miner that EDR found"
  defend pending                   what waits for you, then: defend approve <id>
  defend watch --json | my-program
  defend completion bash > ~/.local/share/bash-completion/completions/defend
${exitCodesHelp}`,
    )
  addSessionCommands(program, terminal)
  addSubmitCommands(program, terminal)
  addDecideCommands(program, terminal)
  addReadCommands(program, terminal)
  addBulkCommands(program, terminal)
  addAuditCommands(program, terminal)
  addEnrollTokenCommand(program, terminal)
  program
    .command('completion')
    .description('what a shell needs to complete this command')
    .argument('<shell>', Object.keys(shells).join(', '))
    .action((shell: string) => {
      if (!(shell in shells)) throw usage(`<shell> is one of ${Object.keys(shells).join(', ')}`)
      terminal.out(completion(program, shell as keyof typeof shells))
    })
  return program
}

/** Runs one command line; what it throws becomes a line on standard error and an exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    if (terminal.signal.aborted) return exitCodes.ok
    terminal.err(`${printable(messageOf(error))}\n`)
    return codeOf(error)
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof DefendError)) return error instanceof Error ? error.message : String(error)
  const id = error.errorId ? ` (error ${error.errorId})` : ''
  const again = error.retryAfter ? ` Try again in ${Math.ceil(error.retryAfter)} s.` : ''
  return `${error.code}: ${error.message}${id}${again}`
}

function codeOf(error: unknown): ExitCode {
  if (error instanceof Ending) return error.code
  if (!(error instanceof DefendError)) return exitCodes.failed
  if (error.isTransient) return exitCodes.unavailable
  if (error.code === 'UNAUTHENTICATED') return exitCodes.notSignedIn
  return ['FORBIDDEN', 'BAD_USER_INPUT', 'BAD_CURSOR', 'LIMIT_EXCEEDED'].includes(error.code)
    ? exitCodes.refused
    : exitCodes.failed
}
