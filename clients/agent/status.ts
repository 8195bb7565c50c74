import { join } from 'node:path'
import type { Result } from '#protocol/result.ts'
import { BadUsage } from './failures.ts'
import { setClock } from './link/connection.ts'
import { type Identity, readIdentity, renewalDue } from './link/identity.ts'
import { createServerClock } from './link/server-clock.ts'
import { printLine } from './log.ts'
import { AGENT_VERSION } from './state/device-state.ts'
import { readDurableMap } from './state/durable-map.ts'
import type { Entry } from './state/journal.ts'
import { holderOf } from './state/lock.ts'

/**
 * Prints one line and changes nothing, even while the agent runs.
 * After printing, rejects with Refused or Unreachable if the server rejects the certificate or does not
 * answer.
 */
export async function showStatus(dir: string): Promise<void> {
  const identity = await readIdentity(dir)
  if (identity === null) throw new BadUsage(`--dir: no device is enrolled in ${dir}`)
  const journal = await readDurableMap<Entry>(join(dir, 'journal.ndjson'))
  const unsent = await readDurableMap<Result>(join(dir, 'outbox.ndjson'))
  const serverAnswer = await askServer(identity)
  printLine({
    msg: 'status',
    device: identity.deviceId,
    agentVersion: AGENT_VERSION,
    runningAs: await holderOf(dir),
    openActions: [...journal.values()].filter(({ step }) => step !== 'ended').length,
    unsentResults: unsent.size,
    renewalDue: new Date(renewalDue(identity)).toISOString(),
    server: identity.server,
    serverTime: serverAnswer.now,
  })
  if (serverAnswer.now === null) throw serverAnswer.failure
}

type ServerAnswer = { readonly now: string } | { readonly now: null; readonly failure: unknown }

async function askServer(identity: Identity): Promise<ServerAnswer> {
  const clock = createServerClock()
  return setClock(clock, identity).then(
    () => ({ now: new Date(clock.now()).toISOString() }),
    failure => ({ now: null, failure }),
  )
}
