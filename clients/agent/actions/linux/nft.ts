import { spawn } from 'node:child_process'
import type { FailureCode } from '#protocol/failure-code.ts'
import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import { messageOf } from '../../failures.ts'
import { type Failure, failed } from '../action.ts'
import { between, parseRange, type Range } from '../addresses.ts'

/** nft rejected a change. Carries the failure code and nft's message for the result. */
export class NftRefused extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Turns a rejection by `nft` into the action's failure. Any other error is an agent fault and is rethrown.
 */
export function failureOfNft(error: unknown): Failure {
  if (error instanceof NftRefused) return failed(error.code, error.message)
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return failed('NO_SPACE', messageOf(error))
  throw error
}

/** Applies all rules or none. Rules are data on standard input: no value is ever part of a command line. */
export async function applyRules(rules: string): Promise<void> {
  const { code, stderr } = await nft(['-f', '-'], rules)
  if (code !== 0) throw refusalOf(stderr)
}

/** A table of the `inet` family as the kernel has it. */
export interface Table {
  /** The whole table as text, without counters and handles. Equal as long as nothing changed the table. */
  readonly fingerprint: string
  /** Set by `nft add table … { flags dormant; }`, which disables every chain of the table. */
  readonly dormant: boolean
  readonly chains: ReadonlyMap<string, Chain>
  readonly sets: ReadonlyMap<string, readonly Range[]>
}
export interface Chain {
  readonly hook: string
  readonly policy: string
  /** In evaluation order. */
  readonly rules: readonly Rule[]
}
export interface Rule {
  /** Every rule of the agent has one. */
  readonly comment: string | null
  /** Packets that matched; null if the rule has no counter. */
  readonly packets: number | null
}

/** Null if there is no such table. Rejects with NftRefused if the agent may not read tables. */
export async function readTable(name: string): Promise<Table | null> {
  const { code, stdout, stderr } = await nft(['-j', 'list', 'table', 'inet', name])
  if (code === 0) return parseTable(JSON.parse(stdout))
  if (/No such file or directory/.test(stderr)) return null
  throw refusalOf(stderr)
}

/** Deletes the table in the same transaction that recreates it. Not an error if there is no table. */
export const dropTable = (name: string) => `table inet ${name}\ndelete table inet ${name}\n`

export function set(name: string, family: 4 | 6, ranges: readonly Range[]): string {
  const elements = ranges.filter(range => range.family === family).map(range => range.text)
  const list = elements.length > 0 ? `elements = { ${elements.sort().join(', ')} }\n` : ''
  return `set ${name} {\ntype ipv${family}_addr\nflags interval\n${list}}\n`
}

function refusalOf(stderr: string): NftRefused {
  const reason = stderr.trim().split('\n')[0] ?? ''
  if (/Operation not permitted|Permission denied/.test(stderr))
    return new NftRefused('PERMISSION_DENIED', 'the agent may not change the rules of the network')
  if (/not supported|Invalid argument.*nf_tables|cache initialization failed/.test(stderr))
    return new NftRefused('UNSUPPORTED', `no nftables in this kernel: ${reason}`)
  return new NftRefused('AGENT_ERROR', `nft: ${reason}`)
}

/** An ordinary user's PATH often lacks the sbin directories. */
export const nftEnvironment = () => ({
  PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`,
  LC_ALL: 'C',
})

function nft(
  args: readonly string[],
  input = '',
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('nft', args, { env: nftEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', chunk => {
      stdout += chunk
    })
    child.stderr.setEncoding('utf8').on('data', chunk => {
      stderr += chunk
    })
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new NftRefused('UNSUPPORTED', 'nftables is not installed') : error),
    )
    child.on('close', code => resolve({ code, stdout, stderr }))
    // nft may exit before it has read all input; the exit code explains why.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

function parseTable(listing: Json): Table {
  const items = isObject(listing) && Array.isArray(listing['nftables']) ? listing['nftables'] : []
  const chains = new Map<string, Chain & { rules: Rule[] }>()
  const sets = new Map<string, Range[]>()
  let dormant = false
  for (const { table, chain, set: listed, rule } of items.filter(isObject)) {
    if (isObject(table)) dormant = JSON.stringify(table['flags'] ?? '').includes('dormant')
    if (isObject(chain))
      chains.set(String(chain['name']), {
        hook: String(chain['hook']),
        policy: String(chain['policy']),
        rules: [],
      })
    if (isObject(listed)) sets.set(String(listed['name']), elementsOf(listed['elem']))
    if (isObject(rule)) chains.get(String(rule['chain']))?.rules.push(ruleOf(rule))
  }
  return { fingerprint: fingerprintOf(items), dormant, chains, sets }
}

function ruleOf({ comment, expr }: JsonObject & { comment?: Json; expr?: Json }): Rule {
  const parts: readonly Json[] = Array.isArray(expr) ? expr : []
  const counter = parts.filter(isObject).map(({ counter }) => counter)
  const counted = counter.find(isObject)?.['packets']
  return {
    comment: typeof comment === 'string' ? comment : null,
    packets: typeof counted === 'number' ? counted : null,
  }
}

const CHANGES_BY_ITSELF: readonly string[] = ['handle', 'packets', 'bytes', 'metainfo']

const fingerprintOf = (items: readonly Json[]) =>
  JSON.stringify(items, (key, value) => (CHANGES_BY_ITSELF.includes(key) ? undefined : value))

function elementsOf(elements: Json | undefined): Range[] {
  return Array.isArray(elements) ? elements.flatMap(rangesOf) : []
}

/**
 * Accepts `"10.0.0.1"`, `{"prefix": {"addr", "len"}}` and, from other nft versions, `{"range": [first,
 * last]}`.
 */
export function rangesOf(element: Json): Range[] {
  if (typeof element === 'string') return [parseRange(element) ?? []].flat()
  if (!isObject(element)) return []
  const { prefix, range, elem } = element as Partial<Record<'prefix' | 'range' | 'elem', Json>>
  if (isObject(prefix)) return [parseRange(`${prefix['addr']}/${prefix['len']}`) ?? []].flat()
  if (Array.isArray(range)) return between(parseRange(String(range[0])), parseRange(String(range[1])))
  return isObject(elem) && elem['val'] !== undefined ? rangesOf(elem['val']) : []
}
