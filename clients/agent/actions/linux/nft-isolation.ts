import { join } from 'node:path'
import type { Range } from '../addresses.ts'
import { dropTable, set, type Table } from './nft.ts'
import { type HeldTable, openHeldTable } from './nft-table.ts'

const TABLE = 'defend_isolation'
const CHAINS = ['input', 'output', 'forward'] as const

export interface IsolationRules {
  /** GraphQL DateTime text. */
  readonly since: string
  readonly server: readonly Range[]
  readonly port: number
  /** Allowed ranges, without ranges that lie inside a wider one. */
  readonly allowed: readonly Range[]
  /** The device's own subnets, which hold its DHCP server and its neighbours. */
  readonly onLink: readonly Range[]
}

/** The isolation the kernel enforces. */
export interface IsolationView {
  readonly since: string | null
  readonly server: readonly Range[]
  readonly allowed: readonly Range[]
  readonly onLink: readonly Range[]
  /** True if every chain drops by default and the table holds exactly the agent's rules. */
  readonly intact: boolean
  /** Packets to other hosts refused since the rules were loaded. */
  readonly refused: number
}

/** The table `inet defend_isolation`, and the file that loads it at the next boot. */
export interface Isolation extends Omit<HeldTable, 'read'> {
  /** Null if the kernel has no such table. */
  read(): Promise<IsolationView | null>
}

export function openIsolation(directory: string, onHeld?: () => void): Isolation {
  const held = openHeldTable(TABLE, join(directory, 'isolation.nft'), onHeld)
  return {
    ...held,
    async read() {
      const found = await held.read()
      return found && viewOf(found.table, found.untouched)
    },
  }
}

function viewOf(table: Table, untouched: boolean): IsolationView {
  const comments = CHAINS.flatMap(name => table.chains.get(name)?.rules ?? []).map(({ comment }) => comment)
  const since = comments.find(comment => comment?.startsWith(SINCE))?.slice(SINCE.length) ?? null
  const setOf = (name: string) => [
    ...(table.sets.get(`${name}4`) ?? []),
    ...(table.sets.get(`${name}6`) ?? []),
  ]
  return {
    since,
    server: setOf('server'),
    allowed: setOf('allowed'),
    onLink: setOf('link'),
    intact: untouched && isIntact(table),
    refused: refusedBy(table),
  }
}

function isIntact({ chains, dormant }: Table): boolean {
  if (dormant) return false
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

const SOLICITATIONS =
  'icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255'

type Line = { readonly rule: string; readonly comment: string }
const line = (comment: string, rule: string): Line => ({ rule, comment })

/**
 * No rule accepts packets by connection state, so established connections are cut like new ones.
 * TCP flags separate the server's replies from connections the server opens. Connection tracking can't: it
 * would treat a connection older than the rules as new.
 */
const RULES: Record<(typeof CHAINS)[number], readonly Line[]> = {
  input: [
    line(SINCE, 'iifname "lo" accept'),
    line('server', 'ip saddr @server4 tcp sport PORT tcp flags & (syn | ack) != syn accept'),
    line('server', 'ip6 saddr @server6 tcp sport PORT tcp flags & (syn | ack) != syn accept'),
    line('allowed', 'ip saddr @allowed4 accept'),
    line('allowed', 'ip6 saddr @allowed6 accept'),
    line('dhcp', 'ip daddr 255.255.255.255 udp sport 67 udp dport 68 accept'),
    line('dhcp', 'ip saddr @link4 udp sport 67 udp dport 68 accept'),
    line('dhcpv6', 'ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept'),
    // RFC 4861, section 7.1: a hop limit of 255 proves that the sender is a neighbour.
    line(
      'neighbour discovery',
      'icmpv6 type { nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept',
    ),
    // A switch with MLD snooping forwards neighbour solicitations only to hosts that joined the multicast
    // group.
    line('multicast listeners', 'ip6 saddr fe80::/10 icmpv6 type mld-listener-query accept'),
    // Without path MTU discovery the management channel stalls behind a tunnel.
    line('path mtu', 'ct state related icmp type destination-unreachable icmp code frag-needed accept'),
    line('path mtu', 'ct state related icmpv6 type packet-too-big accept'),
  ],
  output: [
    line('loopback', 'oifname "lo" accept'),
    line('server', 'ip daddr @server4 tcp dport PORT accept'),
    line('server', 'ip6 daddr @server6 tcp dport PORT accept'),
    line('allowed', 'ip daddr @allowed4 accept'),
    line('allowed', 'ip6 daddr @allowed6 accept'),
    // Traffic accepted below must stay on the link. Otherwise port 67 or neighbour discovery could carry a
    // tunnel.
    line('dhcp', 'ip daddr 255.255.255.255 udp sport 68 udp dport 67 accept'),
    line('dhcp', 'ip daddr @link4 udp sport 68 udp dport 67 accept'),
    line('dhcpv6', 'ip6 daddr { fe80::/10, ff02::/16 } udp sport 546 udp dport 547 accept'),
    line('neighbour discovery', `ip6 daddr { fe80::/10, ff02::/16 } ${SOLICITATIONS} accept`),
    line('neighbour discovery', `ip6 daddr @link6 ${SOLICITATIONS} accept`),
    line(
      'multicast listeners',
      'ip6 daddr ff00::/8 ip6 hoplimit 1 icmpv6 type { mld-listener-report, mld2-listener-report } accept',
    ),
    // Reject instead of drop: established connections end at once, and local programs don't wait for a
    // timeout.
    line(OTHERS, 'meta l4proto tcp counter reject with tcp reset'),
    line(OTHERS, 'counter reject with icmpx type admin-prohibited'),
  ],
  forward: [],
}

/** Renders rules that replace the whole table in one transaction. */
export function renderIsolation({ since, server, port, allowed, onLink }: IsolationRules): string {
  const sets = [
    set('server4', 4, server),
    set('server6', 6, server),
    set('allowed4', 4, allowed),
    set('allowed6', 6, allowed),
    set('link4', 4, onLink),
    set('link6', 6, onLink),
  ]
  const chains = CHAINS.map(name => {
    // Runs after address translation (-100), so rules see the real destination addresses.
    const head = `type filter hook ${name} priority -10; policy drop;`
    const rules = RULES[name].map(({ rule, comment }) => {
      const text = comment === SINCE ? SINCE + since : comment
      return `${rule.replace('PORT', String(port))} comment "${text}"\n`
    })
    return `chain ${name} {\n${head}\n${rules.join('')}}\n`
  })
  return `${dropTable(TABLE)}table inet ${TABLE} {\n${sets.join('')}${chains.join('')}}\n`
}
