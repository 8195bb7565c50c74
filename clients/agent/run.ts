import { join } from 'node:path'
import type { Result } from '#protocol/result.ts'
import { openPlatform } from './actions/open-platform.ts'
import type { Platform } from './actions/platform.ts'
import { type Device, startDevice } from './device.ts'
import { BadUsage, messageOf, Refused } from './failures.ts'
import { setClock } from './link/connection.ts'
import { asClient, type Identity, readIdentity, writeIdentity } from './link/identity.ts'
import { proxyFor } from './link/proxy.ts'
import { createServerClock } from './link/server-clock.ts'
import { createUploader } from './link/upload.ts'
import { logToStderr, printLine } from './log.ts'
import { openSandbox } from './sandbox.ts'
import { readDeviceState } from './state/device-state.ts'
import { openDurableMap } from './state/durable-map.ts'
import type { Entry } from './state/journal.ts'
import { lockDirectory } from './state/lock.ts'
import { ownDirectory } from './state/own-directory.ts'

export interface RunOptions {
  readonly dir: string
  /** Null: every type. */
  readonly allow: ReadonlySet<string> | null
  readonly confine: string | null
  /** MQTT over WebSocket, even without a proxy. */
  readonly websocket: boolean
  /** Source of the proxy settings. */
  readonly environment: NodeJS.ProcessEnv
  /** Abort to shut down cleanly. */
  readonly stop: AbortSignal
}

/**
 * Resolves after a shutdown. Rejects with BadUsage, or with Refused if the server rejects the certificate
 * permanently.
 */
export async function run(options: RunOptions): Promise<void> {
  const { dir, allow, confine, stop } = options
  await ownDirectory(dir, { create: false })
  const identity = await readIdentity(dir)
  if (identity === null) throw new BadUsage(`--dir: no device is enrolled in ${dir}`)
  const proxy = proxyFor(identity.server.host, options.environment)
  const sandbox = confine === null ? null : sandboxAt(confine)
  const lock = await lockDirectory(dir)
  let device: Device | undefined
  let platform: Platform | null = null
  let current = identity
  try {
    platform = await openPlatform({
      directory: dir,
      // Behind a proxy, containment must keep the proxy reachable instead of the server.
      server: proxy ?? identity.server,
      askServer: signal => reachServer(reached(current), signal),
      sandbox,
      uploader: createUploader({ client: () => asClient(reached(current)) }),
      onChanged: () => device?.publishState(),
      log: logToStderr,
    })
    const { actions, read } = platform
    const journal = await openDurableMap<Entry>(join(dir, 'journal.ndjson'))
    const unsent = await openDurableMap<Result>(join(dir, 'outbox.ndjson'))
    await new Promise<void>((resolve, reject) => {
      device = startDevice({
        identity: reached(identity),
        websocket: options.websocket || proxy !== null,
        async saveIdentity(renewed) {
          await writeIdentity(dir, renewed)
          current = renewed
        },
        journal,
        unsent,
        actions,
        allows: type => allow === null || allow.has(type),
        readState: async now => readDeviceState(now, await read()),
        onConnected: () => printLine({ msg: 'connected', device: identity.deviceId }),
        onRefused: reason => reject(new Refused(reason)),
        log: logToStderr,
      })
      if (stop.aborted) resolve()
      stop.addEventListener('abort', () => resolve(), { once: true })
    })
  } finally {
    await device?.close()
    await platform?.close()
    await lock.release()
  }

  /**
   * Adds the proxy and the lookup that falls back to known addresses, so that an isolated device without DNS
   * finds its server.
   */
  function reached(from: Identity): Identity {
    const lookup = platform?.lookup
    return { ...from, server: { ...from.server, ...(lookup && { lookup }), ...(proxy && { proxy }) } }
  }
}

/** A refusal also proves that the server is reachable. */
async function reachServer(identity: Identity, signal: AbortSignal): Promise<void> {
  await setClock(createServerClock(), identity, signal).catch(error => {
    if (!(error instanceof Refused)) throw error
  })
}

function sandboxAt(directory: string) {
  try {
    return openSandbox(directory)
  } catch (error) {
    throw new BadUsage(`--confine: ${messageOf(error)}`)
  }
}
