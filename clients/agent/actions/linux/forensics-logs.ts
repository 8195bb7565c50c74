import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entries } from '../forensics-archive.ts'
import { type Collection, filesUnder, outputOf } from '../forensics-collection.ts'

export interface LogSources {
  /** The directory that contains `var/log`; `/` in production. */
  readonly root: string
  readonly journalctl: string
}

/** Collects the journal in `journalctl --output=export` format, and the files under /var/log. */
export function eventLogs({ root, journalctl }: LogSources): Collection {
  return { name: 'event-logs', needs: 0, entries: entries() }

  async function* entries(): Entries {
    const journals = ['run/log/journal', 'var/log/journal'].map(path => join(root, path))
    const inUse = await Promise.all(journals.map(path => readdir(path).catch(() => [])))
    // Concatenated, the parts are valid input for systemd-journal-remote.
    if (inUse.flat().length > 0)
      yield* outputOf('journal.export', journalctl, ['--output=export', '--no-pager', '--quiet'])
    // Skip the journal's own files: the export covers them, and a copy taken during a write would be torn.
    yield* filesUnder(join(root, 'var/log'), { skip: path => journals.includes(path) })
  }
}
