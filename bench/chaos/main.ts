import { parseArgs } from 'node:util'
import { tables } from './report.ts'
import { runChaos } from './run.ts'

const usage = `Usage: npm run chaos -- [--seed 1] [--faults 500] [--instances 3] [--agent-processes 2] [--devices 4]
  --devices counts the devices of each agent process.`

function refuse(problem: string): never {
  process.stderr.write(`${problem}\n${usage}\n`)
  process.exit(2)
}

function readArguments() {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: {
        seed: { ...text, default: '1' },
        faults: { ...text, default: '500' },
        instances: { ...text, default: '3' },
        'agent-processes': { ...text, default: '2' },
        devices: { ...text, default: '4' },
      },
    })
    return {
      seed: number('seed', values.seed),
      faults: number('faults', values.faults),
      instances: number('instances', values.instances),
      agentProcesses: number('agent-processes', values['agent-processes']),
      devicesPerProcess: number('devices', values.devices),
    }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

function number(name: string, text: string): number {
  const value = Number(text)
  return Number.isInteger(value) && value > 0
    ? value
    : refuse(`--${name} must be a positive integer, not ${text}`)
}

const options = readArguments()
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    process.stderr.write('no more faults; waiting until everything has ended\n')
    stop.abort()
  })
const report = await runChaos({
  ...options,
  stop: stop.signal,
  onProgress: line => void process.stderr.write(`${new Date().toISOString()} ${line}\n`),
})
process.stdout.write(tables(report))
for (const { invariant, detail } of report.findings)
  process.stderr.write(`FINDING: ${invariant}: ${detail}\n`)
process.exit(report.findings.length > 0 ? 1 : 0)
