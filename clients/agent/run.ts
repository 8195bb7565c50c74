import { join } from 'node:path'
import type { Result } from '#protocol/result.ts'
import { actionsOf } from './actions/catalog.ts'
import { confineTo } from './confinement.ts'
import { type Device, startDevice } from './device.ts'
import { readDeviceState } from './device-state.ts'
import { openDurableMap } from './durable-map.ts'
import { BadUsage, messageOf, Refused } from './failures.ts'
import { readIdentity, writeIdentity } from './identity.ts'
import type { Entry } from './journal.ts'
import { lockDirectory } from './lock.ts'
import { logToStderr, printLine } from './log.ts'

export interface RunOptions {
  readonly dir: string
  /** Null: everything. */
  readonly allow: ReadonlySet<string> | null
  readonly confine: string | null
  /** Aborted: end in order. */
  readonly stop: AbortSignal
}

/** Resolves when it was stopped; rejects with BadUsage, or with Refused when the server no longer takes the certificate. */
export async function run({ dir, allow, confine, stop }: RunOptions): Promise<void> {
  const identity = await readIdentity(dir)
  if (identity === null) throw new BadUsage(`--dir: nobody has enrolled in ${dir}`)
  const actions = actionsOf({
    platform: process.platform,
    confined: confine === null ? null : openConfine(confine),
    scratch: confine ?? join(dir, 'scripts'),
  })
  const lock = await lockDirectory(dir)
  let device: Device | undefined
  try {
    const journal = await openDurableMap<Entry>(join(dir, 'journal.ndjson'))
    const unsent = await openDurableMap<Result>(join(dir, 'outbox.ndjson'))
    await new Promise<void>((resolve, reject) => {
      device = startDevice({
        identity,
        saveIdentity: renewed => writeIdentity(dir, renewed),
        journal,
        unsent,
        actions,
        allows: type => allow === null || allow.has(type),
        readState: now => readDeviceState(now, null),
        onConnected: () => printLine({ msg: 'connected', device: identity.deviceId }),
        onRefused: reason => reject(new Refused(reason)),
        log: logToStderr,
      })
      if (stop.aborted) resolve()
      stop.addEventListener('abort', () => resolve(), { once: true })
    })
  } finally {
    await device?.close()
    await lock.release()
  }
}

function openConfine(directory: string) {
  try {
    return confineTo(directory)
  } catch (error) {
    throw new BadUsage(`--confine: ${messageOf(error)}`)
  }
}
