import { Ending, exitCodes } from './exit-codes.ts'
import { createPrinter, type Printer } from './print.ts'
import { printable } from './printable.ts'
import { confirm, type Terminal } from './terminal.ts'

/** A printer to standard error, for the person, because standard output may go to a program. */
export const promptPrinter = (terminal: Terminal): Printer =>
  createPrinter({ ...terminal, out: text => void terminal.err(text) }, false)

/** Asks the person and ends the command unless they answer yes. */
export async function agreed(terminal: Terminal, question: string, declined: string): Promise<void> {
  if (!(await confirm(terminal, printable(question))))
    throw new Ending(exitCodes.declined, 'DECLINED', declined)
}

/** Like `agreed`, but does not ask with `--yes`, and fails if there is no terminal to ask on. */
export async function agreedOrYes(
  { yes }: { readonly yes?: boolean },
  terminal: Terminal,
  question: string,
): Promise<void> {
  if (yes) return
  if (!terminal.isInteractive)
    throw new Ending(exitCodes.usage, 'USAGE', `${question} There is no terminal to ask on: pass --yes.`)
  await agreed(terminal, question, 'Nothing was submitted.')
}
