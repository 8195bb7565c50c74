import { openDataDirectory } from './embedded/data-directory.ts'
import { readEnvironment } from './environment.ts'
import { openLog } from './log.ts'
import { startService } from './service.ts'

/** The limit for an orderly shutdown. The contract allows 10 s for the whole process. */
const endsWithin = 9000

function refuse(faults: readonly string[]): never {
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.exit(2)
}

const environment = readEnvironment(process.env)
if ('faults' in environment) refuse(environment.faults)
const directory = await openDataDirectory(environment.ok.dataDirectory)
if ('faults' in directory) refuse(directory.faults)

const log = openLog(environment.ok.logLevel)
const stop = new Promise<NodeJS.Signals>(resolve => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve)
})
let reload = async () => {}
process.on('SIGHUP', () => void reload())
try {
  const service = await startService(environment.ok, directory.ok.path, log)
  reload = service.reload
  process.stdout.write(`${JSON.stringify({ msg: 'ready', api: service.api, device: service.device })}\n`)
  log.info({ signal: await stop }, 'stopping')
  setTimeout(() => {
    log.error('the shutdown took too long')
    process.exit(1)
  }, endsWithin).unref()
  await service.close()
  await directory.ok.close()
  process.exit(0)
} catch (error) {
  log.fatal({ err: error }, error instanceof Error ? error.message : 'the service could not start')
  await directory.ok.close()
  process.exit(1)
}
