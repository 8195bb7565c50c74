import { readdir, rm, rmdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { liftRules } from './actions/open-platform.ts'
import { type Invocation, parseArguments, USAGE } from './arguments.ts'
import { enrol } from './enrol.ts'
import { BadUsage, exitCodeOf, messageOf } from './failures.ts'
import { readIdentity, writeIdentity } from './link/identity.ts'
import { proxyFor } from './link/proxy.ts'
import { printLine } from './log.ts'
import { run } from './run.ts'
import { selftest } from './selftest.ts'
import { AGENT_VERSION, platformOf } from './state/device-state.ts'
import { lockDirectory } from './state/lock.ts'
import { ownDirectory } from './state/own-directory.ts'
import { showStatus } from './status.ts'

const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())

// The single executable is CommonJS, which has no top-level await.
void main()

async function main(): Promise<never> {
  try {
    await follow(parseArguments(process.argv.slice(2)))
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n${error instanceof BadUsage ? `${USAGE}\n` : ''}`)
    process.exitCode = exitCodeOf(error)
  }
  // An action may still be running. The journal covers it at the next start.
  process.exit()
}

async function follow(invocation: Invocation): Promise<void> {
  switch (invocation.command) {
    case 'enroll':
      return enrolHere(invocation)
    case 'run':
      return run({ ...invocation, environment: process.env, stop: stop.signal })
    case 'status':
      return showStatus(invocation.dir)
    case 'uninstall':
      return uninstall(invocation.dir)
    case 'selftest':
      process.exitCode = (await selftest()) ? 0 : 1
  }
}

async function enrolHere({ server, token, dir }: Invocation & { command: 'enroll' }): Promise<void> {
  const platform = platformOf(process.platform)
  if (platform === null) throw new BadUsage(`no agent for ${process.platform}`)
  const proxy = proxyFor(server.host, process.env)
  // Check the directory before using up the token.
  await ownDirectory(dir, { create: true })
  if ((await readIdentity(dir)) !== null)
    throw new BadUsage(`--dir: ${dir} is already enrolled; uninstall it first`)
  const about = { token, hostname: hostname(), platform, agentVersion: AGENT_VERSION }
  const identity = await enrol({ ...about, server: { ...server, ...(proxy && { proxy }) } })
  await writeIdentity(dir, identity)
  printLine({ msg: 'enrolled', device: identity.deviceId })
}

/** The vault holds users' files, so a vault that is not empty is not deleted. */
async function uninstall(dir: string): Promise<void> {
  if ((await readIdentity(dir)) === null) throw new BadUsage(`--dir: no device is enrolled in ${dir}`)
  const vault = await readdir(join(dir, 'vault')).catch(() => [])
  const quarantined = vault.filter(name => name.endsWith('.sealed')).length
  if (quarantined > 0)
    throw new BadUsage(`--dir: ${dir} contains ${quarantined} quarantined files; restore them first`)
  const lock = await lockDirectory(dir)
  await liftRules(dir)
  for (const name of [
    'journal.ndjson',
    'outbox.ndjson',
    'effects.ndjson',
    'scripts',
    'spool',
    'vault',
    'identity.json',
  ])
    await rm(join(dir, name), { recursive: true, force: true })
  await lock.release()
  // Other files in the directory don't belong to the agent.
  await rmdir(dir).catch(() => {})
  printLine({ msg: 'uninstalled' })
}
