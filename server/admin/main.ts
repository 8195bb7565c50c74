import { Command, CommanderError } from 'commander'
import { migrate } from '../../prisma/migrate.ts'
import { type Environment, readEnvironment } from '../environment.ts'
import { roleOf } from '../postgres/pool/postgres-client.ts'
import { backup } from './backup.ts'
import { examine, printFindings } from './doctor.ts'
import { restore } from './restore.ts'
import { activateCommandKey, prepareCommandKey } from './rotate-keys.ts'

const print = (line: string) => void process.stdout.write(`${line}\n`)

/** Commands other than `doctor` do not call the issuer, so they do not need its variables. */
const withoutIssuer = { OIDC_ISSUER: 'https://unused.invalid', OIDC_AUDIENCE: 'unused' }

function refuse(faults: readonly string[]): never {
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.exit(2)
}

function environment(): Environment {
  const read = readEnvironment({ ...process.env, ...withoutIssuer })
  return 'ok' in read ? read.ok : refuse(read.faults)
}

/** The embedded database belongs to the running service, so commands require DATABASE_URL. */
function database(): { url: string; ownerUrl: string } {
  const missing = 'DATABASE_URL: must be set; this command does not manage the embedded PostgreSQL'
  return environment().database ?? refuse([missing])
}

const program = new Command('defend-server')
  .description('Operates a Defend Response service. Reads the same environment variables as the service.')
  .exitOverride()
  .showHelpAfterError('(defend-server --help lists the commands)')

program
  .command('start')
  .description('run the service (the same as node dist/server.js)')
  .action(async () => void (await import('../main.ts')))

program
  .command('migrate')
  .description('apply the missing migrations to DATABASE_URL, as DATABASE_OWNER_URL if that is set')
  .action(async () => {
    const { url, ownerUrl } = database()
    const applied = await migrate(ownerUrl, { appRole: roleOf(url), log: print })
    if (applied.length === 0) print('The database is up to date.')
  })

program
  .command('doctor')
  .description(
    'check variables, PostgreSQL, Redis, keys, certificates, clocks, disk and ledgers; give advice',
  )
  .option('--json', 'print one JSON object per finding')
  .option('--verify-ledgers', 'recompute every hash of every ledger (about 0.6 million events per second)')
  .action(async ({ json = false, verifyLedgers = false }: { json?: boolean; verifyLedgers?: boolean }) => {
    const findings = await examine(process.env, { verifyLedgers })
    printFindings(findings, { json, print })
    if (findings.some(({ state }) => state === 'fail')) process.exitCode = 1
  })

program
  .command('backup')
  .description('write database, keys and artifacts to a new directory; needs pg_dump on PATH')
  .requiredOption(
    '--to <directory>',
    'a directory that does not exist yet; it will be readable only by its owner',
  )
  .action(async ({ to }: { to: string }) => {
    const { keysDirectory, artifactsDirectory } = environment()
    await backup({
      directory: to,
      databaseUrl: database().ownerUrl,
      keysDirectory,
      artifactsDirectory,
      print,
    })
  })

program
  .command('restore')
  .description('restore a backup into an empty database, keys directory and artifacts directory')
  .requiredOption('--from <directory>', 'what `backup --to` wrote')
  .action(async ({ from }: { from: string }) => {
    const { keysDirectory, artifactsDirectory } = environment()
    const { url, ownerUrl } = database()
    await restore({ directory: from, databaseUrl: ownerUrl, keysDirectory, artifactsDirectory, print })
    await migrate(ownerUrl, { appRole: roleOf(url), log: print })
  })

const rotate = program
  .command('rotate-keys')
  .description(
    'replace the key that signs commands: `prepare`, wait until every device has renewed, `activate`',
  )
rotate
  .command('prepare')
  .description(
    'create the next key; devices learn it when they enrol or renew, after the service has restarted',
  )
  .action(async () => print(await prepareCommandKey(environment().keysDirectory)))
rotate
  .command('activate')
  .description('sign with the prepared key after the next start of the service')
  .option(
    '--force',
    'activate even if the key has been published for less than 60 days, in which every device renews',
  )
  .action(async ({ force = false }: { force?: boolean }) =>
    print(await activateCommandKey(environment().keysDirectory, { now: Date.now(), force })),
  )

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2)
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
