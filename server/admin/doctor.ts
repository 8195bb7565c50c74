import { type Environment, readEnvironment } from '../environment.ts'
import { examineDatabase } from './checks/database.ts'
import { examineDisk } from './checks/disk.ts'
import { examineIssuer } from './checks/issuer.ts'
import { examineKeys } from './checks/keys.ts'
import { examineLedgers } from './checks/ledgers.ts'
import { examineRedis } from './checks/redis.ts'
import { type Finding, fail, ok } from './finding.ts'

interface Options {
  readonly verifyLedgers: boolean
}

/** Runs all checks that are possible in this environment. Resolves with the findings in the order of the checks. */
export async function examine(variables: NodeJS.ProcessEnv, options: Options): Promise<readonly Finding[]> {
  const read = readEnvironment(variables)
  if ('faults' in read)
    return read.faults.map(fault =>
      fail('environment', fault, 'Correct the variable; the service refuses to start.'),
    )
  const environment = read.ok
  const checks: Record<string, (environment: Environment) => Promise<readonly Finding[]>> = {
    issuer: ({ identity }) => examineIssuer(identity.issuer),
    keys: ({ keysDirectory, api }) => examineKeys(keysDirectory, api.tls, Date.now()),
    disk: ({ dataDirectory, artifactsDirectory }) => examineDisk([dataDirectory, artifactsDirectory]),
    PostgreSQL: ({ database }) => examineDatabase(database),
    Redis: ({ redisUrl }) => examineRedis(redisUrl),
    ledgers: ({ database }) => examineLedgers(database, options.verifyLedgers),
  }
  const found = await Promise.all(
    Object.entries(checks).map(([subject, check]) =>
      check(environment).catch(error => [
        fail(subject, messageOf(error), 'Find out why this check failed to run.'),
      ]),
    ),
  )
  return [ok('environment', 'every variable is valid'), ...found.flat()]
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

interface Output {
  readonly json: boolean
  print(line: string): void
}

export function printFindings(findings: readonly Finding[], { json, print }: Output): void {
  if (json) {
    for (const finding of findings) print(JSON.stringify(finding))
    return
  }
  const width = Math.max(...findings.map(({ subject }) => subject.length))
  for (const { subject, state, detail, advice } of findings) {
    print(`${state.toUpperCase().padEnd(4)}  ${subject.padEnd(width)}  ${detail}`)
    if (advice) print(`${' '.repeat(width + 8)}→ ${advice}`)
  }
}
