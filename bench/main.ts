import { parseArgs } from 'node:util'
import { type Benchmark, markdown, type Sizes } from './benchmark.ts'
import { bulk } from './bulk.ts'
import { cost } from './cost.ts'
import { endToEnd } from './end-to-end.ts'
import { fanOut } from './fan-out.ts'
import { historyFilters } from './history-filters.ts'
import { historyPage } from './history-page.ts'
import { replay } from './replay.ts'

const benchmarks: Readonly<Record<string, Benchmark>> = {
  cost,
  'end-to-end': endToEnd,
  'fan-out': fanOut,
  replay,
  bulk,
  page: historyPage,
  filters: historyFilters,
}

const usage = `Usage: npm run bench -- [${Object.keys(benchmarks).join('] [')}] [--profile]
  [--actions 4000] [--seconds 10] [--devices 100] [--bulk-devices 2000] [--rate 500] [--in-flight 64]
  [--subscribers 1000] [--changes 30] [--rows 10000,1000000]`

const stop = new AbortController()

function refuse(problem: string): never {
  process.stderr.write(`${problem}\n${usage}\n`)
  process.exit(2)
}

function number(name: string, text: string): number {
  const value = Number(text)
  return Number.isInteger(value) && value > 0
    ? value
    : refuse(`--${name} must be a positive integer, not ${text}`)
}

function readArguments(): { names: readonly string[]; sizes: Sizes } {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        actions: { ...text, default: '4000' },
        seconds: { ...text, default: '10' },
        devices: { ...text, default: '100' },
        'bulk-devices': { ...text, default: '2000' },
        rate: { ...text, default: '500' },
        'in-flight': { ...text, default: '64' },
        subscribers: { ...text, default: '1000' },
        changes: { ...text, default: '30' },
        rows: { ...text, default: '10000,1000000' },
        profile: { type: 'boolean', default: false },
      },
    })
    for (const name of positionals) if (!benchmarks[name]) refuse(`unknown benchmark: ${name}`)
    const sizes: Sizes = {
      actions: number('actions', values.actions),
      seconds: number('seconds', values.seconds),
      devices: number('devices', values.devices),
      bulkDevices: number('bulk-devices', values['bulk-devices']),
      rate: number('rate', values.rate),
      inFlight: number('in-flight', values['in-flight']),
      subscribers: number('subscribers', values.subscribers),
      changes: number('changes', values.changes),
      rows: values.rows.split(',').map(rows => number('rows', rows)),
      profile: values.profile,
      interrupted: stop.signal,
    }
    return { names: positionals.length > 0 ? positionals : Object.keys(benchmarks), sizes }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

const { names, sizes } = readArguments()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(signal)))
try {
  for (const name of names) {
    process.stdout.write(`## ${name}\n\n`)
    const tables = (await benchmarks[name]?.(sizes)) ?? []
    for (const table of tables) process.stdout.write(`${markdown(table)}\n`)
  }
} catch (error) {
  process.stderr.write(`${stop.signal.aborted || !(error instanceof Error) ? error : error.stack}\n`)
  process.exit(1)
}
