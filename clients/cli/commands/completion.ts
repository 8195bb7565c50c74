import { Argument, type Command } from 'commander'
import { candidates, candidatesCommand, completion, shells } from '../completion.ts'
import { openSession } from '../session.ts'
import type { Terminal } from '../terminal.ts'

export function addCompletionCommands(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>').choices(Object.keys(shells)))
    .action((shell: keyof typeof shells) => void terminal.out(completion(program, shell)))

  // Called by the completion scripts with positional arguments, which need no escaping.
  program
    .command(candidatesCommand, { hidden: true })
    .argument('<kind>')
    .argument('[beginning]')
    .action(async (kind: string, beginning = '', _: unknown, self: Command) => {
      const { client } = await openSession(self.optsWithGlobals(), terminal)
      for (const word of await candidates(client, kind, beginning)) terminal.out(`${word}\n`)
    })
}
