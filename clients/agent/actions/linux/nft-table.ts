import { readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { replaceFile, syncDirectory } from '../../state/files.ts'
import { createTurns, type Turns } from '../../turns.ts'
import { applyRules, dropTable, readTable, type Table } from './nft.ts'

/** A table that this agent keeps in force, and the file that loads it at the next boot. */
export interface HeldTable {
  /** Changes of the rules run one after another. */
  readonly inTurn: Turns
  /** The file with the rules for the next boot. */
  readonly path: string
  /**
   * The table in the kernel; null where there is none. `untouched` is false once it differs from what this agent
   * loaded; an agent that has loaded nothing since it started can't tell.
   */
  read(): Promise<{ readonly table: Table; readonly untouched: boolean } | null>
  /** The rules for the next boot; null where there are none. */
  saved(): Promise<string | null>
  /** Loads what the file says into the kernel. */
  restore(): Promise<void>
  /** File first, so that a crash loses nothing that is in force. Null removes table and file. */
  put(rules: string | null): Promise<void>
  isHeld(): boolean
  /** Puts table and file back where anybody else removed or changed them; true where that was necessary. */
  hold(): Promise<boolean>
}

/** @param onHeld called when rules were put, after which they have to be watched */
export function openHeldTable(name: string, path: string, onHeld = () => {}): HeldTable {
  let held: string | null = null
  let loaded: string | null = null

  return {
    inTurn: createTurns(),
    path,
    saved,
    put,
    isHeld: () => held !== null,
    async read() {
      const table = await readTable(name)
      return table && { table, untouched: loaded === null || table.fingerprint === loaded }
    },
    async restore() {
      held = await saved()
      if (held !== null) await load(held)
    },
    async hold() {
      if (held === null) return false
      const table = await readTable(name)
      if (table !== null && table.fingerprint === loaded && (await saved()) === held) return false
      await put(held)
      return true
    },
  }

  async function saved(): Promise<string | null> {
    return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
  }

  async function put(rules: string | null): Promise<void> {
    const before = await saved()
    await save(rules)
    try {
      await load(rules)
    } catch (error) {
      await save(before)
      throw error
    }
    held = rules
    if (rules !== null) onHeld()
  }

  async function load(rules: string | null): Promise<void> {
    await applyRules(rules ?? dropTable(name))
    loaded = rules === null ? null : ((await readTable(name))?.fingerprint ?? null)
  }

  async function save(rules: string | null): Promise<void> {
    if (rules !== null) return replaceFile(path, rules)
    await rm(path, { force: true })
    await syncDirectory(dirname(path))
  }
}
