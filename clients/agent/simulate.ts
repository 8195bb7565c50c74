import { once } from 'node:events'
import { parseServer, readOptions, required } from './arguments.ts'
import { BadUsage, exitCodeOf, messageOf } from './failures.ts'
import { logToStderr, printLine } from './log.ts'
import { simulateDevices } from './simulated.ts'

const USAGE =
  'Usage: simulate --server <host:port> --token <token> [--devices 10] [--prefix simulated | --hosts <name>,<name>,…] [--dir <directory>]'

const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())

try {
  const options = readOptions(process.argv.slice(2), ['server', 'token', 'devices', 'prefix', 'hosts', 'dir'])
  const hostnames = options['hosts']?.split(',')
  const simulation = await simulateDevices({
    count: hostnames?.length ?? parseCount(options['devices'] ?? '10'),
    ...(hostnames && { hostnames }),
    server: parseServer(required(options, 'server')),
    token: required(options, 'token'),
    hostnamePrefix: options['prefix'] ?? 'simulated',
    ...(options['dir'] ? { directory: options['dir'] } : {}),
    log: logToStderr,
  })
  printLine({ msg: 'connected', devices: simulation.deviceIds.length })
  if (!stop.signal.aborted) await once(stop.signal, 'abort')
  await simulation.close()
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n${error instanceof BadUsage ? `${USAGE}\n` : ''}`)
  process.exitCode = exitCodeOf(error)
}

function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1)
    throw new BadUsage(`--devices must be a positive integer, not ${text}`)
  return count
}
