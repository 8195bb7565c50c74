import { readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { replaceFile, syncDirectory } from '../../state/files.ts'
import { createTurns, type Turns } from '../../turns.ts'
import { applyRules, dropTable, readTable, type Table } from './nft.ts'

/** A table this agent keeps in force, and the file that loads it at the next boot. */
export interface HeldTable {
  /** Serializes changes to the rules. */
  readonly inTurn: Turns
  /** Path of the rules file for the next boot. */
  readonly path: string
  /**
   * Reads the table from the kernel; null if there is none. `untouched` is false if the table differs from
   * what this agent loaded. An agent that has loaded nothing since it started always reports true.
   */
  read(): Promise<{ readonly table: Table; readonly untouched: boolean } | null>
  /** The rules for the next boot; null if there are none. */
  saved(): Promise<string | null>
  /** Loads the rules file into the kernel. */
  restore(): Promise<void>
  /** Writes the file before the kernel table, so a crash never loses active rules. Null removes both. */
  put(rules: string | null): Promise<void>
  isHeld(): boolean
  /**
   * Restores the table and file if anything else removed or changed them. Resolves to true if it restored
   * anything.
   */
  hold(): Promise<boolean>
}

/** @param onHeld called after rules are put, so that the caller starts to watch them */
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
