import { createReadStream } from 'node:fs'
import { open, readFile, truncate } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { verifyLedger } from '../../sdk/sdk.ts'
import { Ending, exitCodes, usage } from '../exit-codes.ts'
import { instant } from '../options.ts'
import { createPrinter } from '../print.ts'
import { type GlobalOptions, openSession } from '../session.ts'
import type { Terminal } from '../terminal.ts'

interface ExportOptions extends GlobalOptions {
  readonly from?: string
  readonly to?: string
  readonly after?: string
  readonly format: keyof typeof formats
  readonly output?: string
  readonly resume?: boolean
}

const formats = { ndjson: 'audit.ndjson', ocsf: 'audit.ocsf.ndjson', csv: 'actions.csv' } as const

export function addAuditCommands(program: Command, terminal: Terminal): void {
  const audit = program.command('audit').description('export or verify the ledger')

  audit
    .command('export')
    .description('export the ledger, or the actions as CSV')
    .addOption(
      new Option('--format <format>', 'ndjson and ocsf: the ledger; csv: the actions')
        .choices(Object.keys(formats))
        .default('ndjson'),
    )
    .option('--from <instant>', 'inclusive; 24h means 24 hours ago', instant)
    .option('--to <instant>', 'exclusive', instant)
    .option('--after <cursor>', 'start after this ledger cursor')
    .option('-o, --output <file>', 'write to a file instead of standard output')
    .option('--resume', 'append new events to the output file (ndjson)')
    .addHelpText(
      'after',
      '\nExamples:\n  defend audit export --from 2026-11-01T00:00:00Z | jq .kind\n  defend audit export -o ledger.ndjson --resume',
    )
    .action((_, self: Command) => exportLedger(self.optsWithGlobals(), terminal))

  audit
    .command('verify')
    .description("recompute all hashes and links on this machine, without relying on the service's own check")
    .argument('[file]', 'an export, or - for standard input; default: a new export from the service')
    .addHelpText('after', '\nExamples:\n  defend audit verify\n  defend audit verify ledger.ndjson')
    .action(async (file: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>()
      const printer = createPrinter(terminal, options.json === true)
      const check = await verifyLedger(await ledgerOf(file, options, terminal))
      printer.record(check, [
        ['Intact', check.intact],
        ['Events checked', check.checked],
        ['Head', check.headHash],
        ...(check.intact ? [] : [['Broken at', `${check.firstBrokenSequence} (${check.reason})`] as const]),
      ])
      if (!check.intact) throw new Ending(exitCodes.negative, 'NEGATIVE', 'The ledger is not intact.')
    })
}

async function ledgerOf(file: string | undefined, options: GlobalOptions, terminal: Terminal) {
  if (file === '-') return terminal.stdin as AsyncIterable<Uint8Array>
  if (file !== undefined) return createReadStream(file) as AsyncIterable<Uint8Array>
  return (await openSession(options, terminal)).client.exportLedger({ signal: terminal.signal })
}

async function exportLedger(options: ExportOptions, terminal: Terminal): Promise<void> {
  const { format, output, resume, from, to, after } = options
  if (resume && (!output || format !== 'ndjson' || from || to || after))
    throw usage('--resume requires --output and --format ndjson, without --from, --to or --after.')
  const { client, printer } = await openSession(options, terminal)
  const { signal } = terminal
  const range = { ...(from && { from }), ...(to && { to }), ...(after && { after }) }
  const pieces =
    resume && output
      ? lines(client.ledgerBehind(await lastEventOf(output), signal))
      : text(await client.exportFile(formats[format], { ...range, signal }))
  if (!output) {
    for await (const piece of pieces) await terminal.out(piece)
    return
  }
  const file = await open(output, resume ? 'a' : 'w')
  try {
    for await (const piece of pieces) await file.write(piece)
  } finally {
    await file.close()
  }
  printer.note(`Written to ${output}.`)
}

async function* lines(source: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of source) yield `${line}\n`
}

async function* text(source: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const piece of source as AsyncIterable<Uint8Array>) yield decoder.decode(piece, { stream: true })
}

/** Returns the last complete line of an export. Removes an incomplete line that an interrupted export left. */
async function lastEventOf(file: string): Promise<{ readonly at: string; readonly sequence: number } | null> {
  const text = await readFile(file, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const complete = text.slice(0, text.lastIndexOf('\n') + 1)
  if (complete.length < text.length) await truncate(file, Buffer.byteLength(complete))
  const line = complete.trimEnd().split('\n').at(-1)
  return line ? JSON.parse(line) : null
}
