import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entries } from '../forensics-archive.ts'
import { type Collection, filesUnder, outputOf } from '../forensics-collection.ts'

export interface LogSources {
  /** Where /var/log lies. */
  readonly root: string
  readonly journalctl: string
}

/** The journal as `journalctl --output=export` prints it, and the files of /var/log. */
export function eventLogs({ root, journalctl }: LogSources): Collection {
  return { name: 'event-logs', needs: 0, entries: entries() }

  async function* entries(): Entries {
    const journals = ['run/log/journal', 'var/log/journal'].map(path => join(root, path))
    const inUse = await Promise.all(journals.map(path => readdir(path).catch(() => [])))
    // Its parts, put together again, are what systemd-journal-remote takes.
    if (inUse.flat().length > 0)
      yield* outputOf('journal.export', journalctl, ['--output=export', '--no-pager', '--quiet'])
    // In the export already, and torn while it is written to.
    yield* filesUnder(join(root, 'var/log'), { skip: path => journals.includes(path) })
  }
}
