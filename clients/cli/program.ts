import { Command, CommanderError } from 'commander'
import { addActionCommands } from './commands/actions.ts'
import { addAuditCommands } from './commands/audit.ts'
import { addBulkCommands } from './commands/bulk.ts'
import { addCompletionCommands } from './commands/completion.ts'
import { addDecideCommands } from './commands/decide.ts'
import { addDetectionCommands } from './commands/detections.ts'
import { addDeviceCommands } from './commands/devices.ts'
import { addEnrollTokenCommand } from './commands/enroll-token.ts'
import { addSessionCommands } from './commands/session.ts'
import { addSettingsCommands } from './commands/settings.ts'
import { addSubmitCommands } from './commands/submit.ts'
import { failureOf, textOf } from './errors.ts'
import { type ExitCode, exitCodes, exitCodesHelp } from './exit-codes.ts'
import { refuseAmbiguousOptions } from './options.ts'
import manifest from './package.json' with { type: 'json' }
import { printable, printableJson } from './printable.ts'
import type { Terminal } from './terminal.ts'

function createProgram(terminal: Terminal, isJson = false): Command {
  const program = new Command('defend')
    .description('Submit, approve, follow and audit response actions on devices.')
    .option(
      '--url <url>',
      "the service's address (DEFEND_URL); default: the address of the last login, or of the demo",
    )
    .option('--token <token>', 'an access token or API key (DEFEND_TOKEN), instead of a login')
    .option('--json', 'for programs: one JSON value per line, including errors')
    .version(manifest.version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      // With --json, `run` writes the error as one line.
      writeErr: isJson ? () => {} : text => terminal.err(text.split('\n').map(printable).join('\n')),
    })
    .showHelpAfterError('(see --help)')
    .addHelpText(
      'after',
      `
Examples:
  defend login                     sign in; the demo needs no further options
  defend devices --online
  defend submit kill-process --device web-7 --pid 4242 --name xmrig --because "A miner that EDR found"
  defend pending                   actions that wait for your approval; then: defend approve <id>
  defend watch --json | my-program
  defend completion bash > ~/.local/share/bash-completion/completions/defend

Ids can be abbreviated to their last (or first) eight or more digits, as long as they are unique.
${exitCodesHelp}`,
    )
  addSessionCommands(program, terminal)
  addSubmitCommands(program, terminal)
  addDecideCommands(program, terminal)
  addActionCommands(program, terminal)
  addDeviceCommands(program, terminal)
  addDetectionCommands(program, terminal)
  addBulkCommands(program, terminal)
  addAuditCommands(program, terminal)
  addSettingsCommands(program, terminal)
  addEnrollTokenCommand(program, terminal)
  addCompletionCommands(program, terminal)
  refuseAmbiguousOptions(program)
  return program
}

/** Runs one command line. Prints an error to standard error and returns the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const isJson = hasJsonFlag(args)
  try {
    await createProgram(terminal, isJson).parseAsync(args, { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok
    if (terminal.signal.aborted) return exitCodes.ok
    const failure = failureOf(error)
    if (isJson) terminal.err(`${printableJson(failure)}\n`)
    // commander has already printed its own errors.
    else if (!(error instanceof CommanderError)) terminal.err(`${printable(textOf(failure))}\n`)
    return failure.exitCode
  }
}

function hasJsonFlag(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return args.slice(0, end === -1 ? args.length : end).includes('--json')
}
