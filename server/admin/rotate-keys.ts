import { readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createNextCommandKey, newestCommandKey, nextCommandKey } from '../pki/command-keys.ts'

const day = 24 * 3600 * 1000
/** A device renews its certificate of 90 days after 60, and learns the published keys with it. */
const everyDeviceHasRenewed = 60 * day

/** Creates the key that will sign next, unless there is one. Resolves with what the operator should know. */
export async function prepareCommandKey(directory: string): Promise<string> {
  const names = await readdir(directory)
  if (names.includes(nextCommandKey))
    return `${nextCommandKey} exists already: it is published, and signs nothing yet.`
  await createNextCommandKey(directory)
  return `Created ${nextCommandKey}. Restart every instance to publish it, wait until every device has renewed, then activate.`
}

/**
 * Makes the prepared key the signing one. Rejects when there is none, or when it has been published for too short a
 * time: a device that does not know the key would refuse every command.
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
      `${path}: not every device knows it before ${when}; use --force if all of yours have renewed`,
    )
  }
  const name = `command-${newestCommandKey(names) + 1}.pem`
  await rename(path, join(directory, name))
  return `${name} signs from the next start of the service on. Earlier keys stay published.`
}
