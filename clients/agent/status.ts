import { join } from 'node:path'
import type { Result } from '#protocol/result.ts'
import { setClock } from './connection.ts'
import { AGENT_VERSION } from './device-state.ts'
import { readDurableMap } from './durable-map.ts'
import { BadUsage } from './failures.ts'
import { type Identity, readIdentity, renewalDue } from './identity.ts'
import type { Entry } from './journal.ts'
import { holderOf } from './lock.ts'
import { printLine } from './log.ts'
import { createServerClock } from './server-clock.ts'

/**
 * One line, also while the agent runs: changes nothing. Rejects, after it, with Refused or Unreachable where the
 * server does not take the certificate or does not answer.
 */
export async function showStatus(dir: string): Promise<void> {
  const identity = await readIdentity(dir)
  if (identity === null) throw new BadUsage(`--dir: nobody has enrolled in ${dir}`)
  const journal = await readDurableMap<Entry>(join(dir, 'journal.ndjson'))
  const unsent = await readDurableMap<Result>(join(dir, 'outbox.ndjson'))
  const asked = await askServer(identity)
  printLine({
    msg: 'status',
    device: identity.deviceId,
    agentVersion: AGENT_VERSION,
    runningAs: await holderOf(dir),
    openActions: [...journal.values()].filter(({ step }) => step !== 'ended').length,
    unsentResults: unsent.size,
    renewalDue: new Date(renewalDue(identity)).toISOString(),
    server: identity.server,
    serverTime: asked.now,
  })
  if (asked.now === null) throw asked.failure
}

type Asked = { readonly now: string } | { readonly now: null; readonly failure: unknown }

async function askServer(identity: Identity): Promise<Asked> {
  const clock = createServerClock()
  return setClock(clock, identity).then(
    () => ({ now: new Date(clock.now()).toISOString() }),
    failure => ({ now: null, failure }),
  )
}
