import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { replaceFile, syncDirectory } from '../../state/files.ts'
import { createTurns, type Turns } from '../../turns.ts'
import { applyRules, dropTable, readTable, set, type Table } from './nft.ts'
import { outermost, parseRange, type Range } from './nft-addresses.ts'

const TABLE = 'defend_isolation'
const CHAINS = ['input', 'output', 'forward'] as const

export interface IsolationRules {
  /** As DateTime prints it. */
  readonly since: string
  readonly server: readonly Range[]
  readonly port: number
  /** Without those that lie within another. */
  readonly allowed: readonly Range[]
}

/** What the kernel enforces. */
export interface IsolationView {
  readonly since: string | null
  readonly server: readonly Range[]
  readonly allowed: readonly Range[]
  /** Every chain drops what its rules don't accept, and the rules are the agent's and all of them. */
  readonly intact: boolean
  /** Packets to others that were refused since the rules were loaded. */
  readonly refused: number
}

/** The table `inet defend_isolation` and the file that brings it back at the next boot. */
export interface Isolation {
  /** Changes of the rules go one after another. */
  readonly inTurn: Turns
  /** Where the rules for the next boot are. */
  readonly path: string
  /** Null where the kernel has no such table. */
  read(): Promise<IsolationView | null>
  /** The rules for the next boot; null where there are none. */
  saved(): Promise<string | null>
  /** What the file says, into the kernel. */
  restore(): Promise<void>
  /** File first: what is in force is never lost by a crash. Null: neither table nor file. */
  put(rules: string | null): Promise<void>
}

export function openIsolation(directory: string): Isolation {
  const path = join(directory, 'isolation.nft')
  return { inTurn: createTurns(), path, read, saved, restore, put }

  async function restore(): Promise<void> {
    const rules = await saved()
    if (rules !== null) await applyRules(rules)
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
      await applyRules(rules ?? dropTable(TABLE))
    } catch (error) {
      await save(before)
      throw error
    }
  }

  async function save(rules: string | null): Promise<void> {
    if (rules !== null) return replaceFile(path, rules)
    await rm(path, { force: true })
    await syncDirectory(dirname(path))
  }
}

async function read(): Promise<IsolationView | null> {
  const table = await readTable(TABLE)
  if (table === null) return null
  const comments = CHAINS.flatMap(name => table.chains.get(name)?.rules ?? []).map(({ comment }) => comment)
  const since = comments.find(comment => comment?.startsWith(SINCE))?.slice(SINCE.length) ?? null
  return {
    since,
    server: [...(table.sets.get('server4') ?? []), ...(table.sets.get('server6') ?? [])],
    allowed: [...(table.sets.get('allowed4') ?? []), ...(table.sets.get('allowed6') ?? [])],
    intact: isIntact(table),
    refused: refusedBy(table),
  }
}

function isIntact({ chains }: Table): boolean {
  return CHAINS.every(name => {
    const chain = chains.get(name)
    const expected = RULES[name].map(({ comment }) => comment)
    const found = chain?.rules.map(({ comment }) => (comment?.startsWith(SINCE) ? SINCE : comment)) ?? []
    return chain?.hook === name && chain.policy === 'drop' && found.join('\n') === expected.join('\n')
  })
}

const refusedBy = ({ chains }: Table) =>
  (chains.get('output')?.rules ?? [])
    .filter(({ comment }) => comment === OTHERS)
    .reduce((sum, { packets }) => sum + (packets ?? 0), 0)

const SINCE = 'loopback, isolated since '
const OTHERS = 'others'

type Line = { readonly rule: string; readonly comment: string }
const line = (comment: string, rule: string): Line => ({ rule, comment })

/**
 * No rule looks at connection states to let something through: what was established before is cut like what is new.
 * What the server sends is told from a connection that the server opens by the flags, because a connection that
 * is older than the rules would count as new.
 */
const RULES: Record<(typeof CHAINS)[number], readonly Line[]> = {
  input: [
    line(SINCE, 'iifname "lo" accept'),
    line('server', 'ip saddr @server4 tcp sport PORT tcp flags & (syn | ack) != syn accept'),
    line('server', 'ip6 saddr @server6 tcp sport PORT tcp flags & (syn | ack) != syn accept'),
    line('allowed', 'ip saddr @allowed4 accept'),
    line('allowed', 'ip6 saddr @allowed6 accept'),
    line('dhcp', 'meta nfproto ipv4 udp sport 67 udp dport 68 accept'),
    line('dhcpv6', 'meta nfproto ipv6 udp sport 547 udp dport 546 accept'),
    // RFC 4861, section 7.1: only a neighbour can send with a hop limit of 255.
    line(
      'neighbour discovery',
      'icmpv6 type { nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept',
    ),
    // A switch that snoops forwards a neighbour's solicitation only to those that reported the group.
    line('multicast listeners', 'ip6 saddr fe80::/10 icmpv6 type mld-listener-query accept'),
    // Or the management channel stalls behind a tunnel.
    line('path mtu', 'ct state related icmp type destination-unreachable icmp code frag-needed accept'),
    line('path mtu', 'ct state related icmpv6 type packet-too-big accept'),
  ],
  output: [
    line('loopback', 'oifname "lo" accept'),
    line('server', 'ip daddr @server4 tcp dport PORT accept'),
    line('server', 'ip6 daddr @server6 tcp dport PORT accept'),
    line('allowed', 'ip daddr @allowed4 accept'),
    line('allowed', 'ip6 daddr @allowed6 accept'),
    line('dhcp', 'meta nfproto ipv4 udp sport 68 udp dport 67 accept'),
    line('dhcpv6', 'meta nfproto ipv6 udp sport 546 udp dport 547 accept'),
    line(
      'neighbour discovery',
      'icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept',
    ),
    line('multicast listeners', 'icmpv6 type { mld-listener-report, mld2-listener-report } accept'),
    // Refused, not only dropped: what is established ends at once, and nothing here waits for an answer.
    line(OTHERS, 'meta l4proto tcp counter reject with tcp reset'),
    line(OTHERS, 'counter reject with icmpx type admin-prohibited'),
  ],
  forward: [],
}

/** Rules that replace the table as a whole, in one transaction. */
export function renderIsolation({ since, server, port, allowed }: IsolationRules): string {
  const sets = [
    set('server4', 4, server),
    set('server6', 6, server),
    set('allowed4', 4, allowed),
    set('allowed6', 6, allowed),
  ]
  const chains = CHAINS.map(name => {
    // After translation of addresses (-100), so that they are those where the packets really go.
    const head = `type filter hook ${name} priority -10; policy drop;`
    const rules = RULES[name].map(({ rule, comment }) => {
      const text = comment === SINCE ? SINCE + since : comment
      return `${rule.replace('PORT', String(port))} comment "${text}"\n`
    })
    return `chain ${name} {\n${head}\n${rules.join('')}}\n`
  })
  return `${dropTable(TABLE)}table inet ${TABLE} {\n${sets.join('')}${chains.join('')}}\n`
}

const MOST_ALLOWED = 50
const SHORTEST_ALLOWED = 16

/** The addresses in their normal form, in order; or why they are refused. */
export function readAllowed(value: unknown): { readonly allowed: string[] } | { readonly refused: string } {
  if (!Array.isArray(value ?? [])) throw new Error('parameters.allowAddresses: not a list')
  const texts: unknown[] = Array.isArray(value) ? value : []
  if (texts.length > MOST_ALLOWED) return { refused: `allowAddresses: over ${MOST_ALLOWED}` }
  const allowed = new Set<string>()
  for (const text of texts) {
    const range = typeof text === 'string' ? parseRange(text) : null
    if (range === null) throw new Error(`parameters.allowAddresses: ${text} is not an address`)
    if (range.prefix < SHORTEST_ALLOWED)
      return { refused: `allowAddresses: ${range.text} is wider than /${SHORTEST_ALLOWED}` }
    allowed.add(range.text)
  }
  return { allowed: [...allowed].sort() }
}

export const rangesOf = (texts: readonly string[]): Range[] =>
  outermost(texts.flatMap(text => parseRange(text) ?? []))
