import { readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createNextCommandKey, newestCommandKey, nextCommandKey } from '../pki/command-keys.ts'

const day = 24 * 3600 * 1000
/** Devices renew their certificates (90 days) after 60 days, and learn the published keys then. */
const everyDeviceHasRenewed = 60 * day

/** Creates the next signing key, unless there is one. Resolves with a message for the operator. */
export async function prepareCommandKey(directory: string): Promise<string> {
  const names = await readdir(directory)
  if (names.includes(nextCommandKey))
    return `${nextCommandKey} already exists: it is published, but does not sign yet.`
  await createNextCommandKey(directory)
  return `Created ${nextCommandKey}. Restart every instance to publish it, wait until every device has renewed, then activate.`
}

/**
 * Makes the prepared key the signing key. Rejects if there is none, or if it has not been published long enough: a device
 * that does not know the key would refuse every command.
 */
export async function activateCommandKey(
  directory: string,
  { now, force }: { readonly now: number; readonly force: boolean },
): Promise<string> {
  const names = await readdir(directory)
  if (!names.includes(nextCommandKey))
    throw new Error(`${directory}: no prepared key; run rotate-keys prepare first`)
  const path = join(directory, nextCommandKey)
  const { mtimeMs } = await stat(path)
  const ready = mtimeMs + everyDeviceHasRenewed
  if (now < ready && !force) {
    const when = new Date(ready).toISOString().slice(0, 10)
    throw new Error(
      `${path}: all devices know it only after ${when}; use --force if all of yours have already renewed`,
    )
  }
  const name = `command-${newestCommandKey(names) + 1}.pem`
  await rename(path, join(directory, name))
  return `${name} signs after the next start of the service. Earlier keys stay published.`
}
