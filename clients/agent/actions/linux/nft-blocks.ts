import { join } from 'node:path'
import { covers, outermost, parseRange, type Range } from '../addresses.ts'
import { dropTable, set, type Table } from './nft.ts'
import { type HeldTable, openHeldTable } from './nft-table.ts'

const TABLE = 'defend_blocks'
const CHAINS = ['output', 'forward'] as const

/** The blocks the kernel enforces. */
export interface BlocksView {
  /** Blocked ranges, without ranges that lie inside a wider one. */
  readonly blocked: readonly Range[]
  /** True if the table holds exactly the agent's rules. */
  readonly intact: boolean
  /** Packets refused since the rules were loaded. */
  readonly refused: number
}

/** The table `inet defend_blocks`, and the file that loads it at the next boot. */
export interface Blocks extends Pick<HeldTable, 'inTurn' | 'path' | 'restore' | 'isHeld' | 'hold'> {
  /** Null if the kernel has no such table. */
  read(): Promise<BlocksView | null>
  /** Every block on its own, read from the rules file for the next boot. */
  saved(): Promise<readonly Range[]>
  add(range: Range): Promise<void>
  /**
   * Removes exactly this range; a wider block that covers it stays. Not an error if the range is not blocked.
   */
  remove(range: Range): Promise<void>
}

export function openBlocks(directory: string, onHeld?: () => void): Blocks {
  const held = openHeldTable(TABLE, join(directory, 'blocks.nft'), onHeld)

  return {
    ...held,
    read,
    saved,
    async add(range) {
      await put([...without(range, await known()), range])
    },
    async remove(range) {
      await put(without(range, await known()))
    },
  }

  function put(blocks: readonly Range[]): Promise<void> {
    return held.put(blocks.length > 0 ? render(blocks) : null)
  }

  /** The saved blocks, plus blocks that only the kernel still has because the rules file was deleted. */
  async function known(): Promise<readonly Range[]> {
    const listed = await saved()
    const enforced = (await read())?.blocked ?? []
    return [...listed, ...enforced.filter(range => !listed.some(other => covers(other, range)))]
  }

  async function saved(): Promise<readonly Range[]> {
    const rules = (await held.saved()) ?? ''
    return rules.split('\n').flatMap(line => {
      return line.startsWith(HEADING) ? (parseRange(line.slice(HEADING.length)) ?? []) : []
    })
  }

  async function read(): Promise<BlocksView | null> {
    const found = await held.read()
    return found && viewOf(found.table)
  }
}

function viewOf(table: Table): BlocksView {
  const chains = CHAINS.map(name => table.chains.get(name))
  const rules = chains.flatMap(chain => chain?.rules ?? [])
  const expected = chains.flatMap(() => RULES.map(() => COMMENT))
  return {
    blocked: [...(table.sets.get('blocked4') ?? []), ...(table.sets.get('blocked6') ?? [])],
    intact:
      !table.dormant &&
      CHAINS.every((name, index) => chains[index]?.hook === name) &&
      rules.map(({ comment }) => comment).join() === expected.join(),
    refused: rules.reduce((sum, { packets }) => sum + (packets ?? 0), 0),
  }
}

/** Saved blocks that the kernel enforces, plus any other ranges the kernel enforces. */
export function blocksInForce(view: BlocksView | null, saved: readonly Range[]): string[] {
  if (!view?.intact) return []
  const held = saved.filter(range => view.blocked.some(wider => covers(wider, range)))
  return [...new Set([...held, ...view.blocked].map(({ text }) => text))].sort()
}

const without = (range: Range, ranges: readonly Range[]) => ranges.filter(({ text }) => text !== range.text)

const HEADING = '# blocks '
const COMMENT = 'blocked'
const RULES = [
  'ip daddr @blocked4 meta l4proto tcp counter reject with tcp reset',
  'ip6 daddr @blocked6 meta l4proto tcp counter reject with tcp reset',
  'ip daddr @blocked4 counter reject with icmpx type admin-prohibited',
  'ip6 daddr @blocked6 counter reject with icmpx type admin-prohibited',
]

/** Renders rules that replace the whole table in one transaction. A comment names each block. */
function render(blocks: readonly Range[]): string {
  const headings = blocks.map(({ text }) => `${HEADING}${text}\n`)
  const enforced = outermost(blocks)
  const sets = [set('blocked4', 4, enforced), set('blocked6', 6, enforced)]
  const chains = CHAINS.map(name => {
    // Runs before the isolation's priority of -10, so a block overrides an allowed address.
    const head = `type filter hook ${name} priority -20; policy accept;`
    return `chain ${name} {\n${head}\n${RULES.map(rule => `${rule} comment "${COMMENT}"\n`).join('')}}\n`
  })
  return `${headings.join('')}${dropTable(TABLE)}table inet ${TABLE} {\n${sets.join('')}${chains.join('')}}\n`
}
