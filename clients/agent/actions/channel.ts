import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { messageOf } from '../failures.ts'
import { parseRange, type Range } from './addresses.ts'

/** The management channel to the server, which rules must allow and probes test. */
export interface Channel {
  readonly port: number
  /** Addresses the enrolled name resolves to. If resolution fails, the last known addresses. */
  addresses(): Promise<readonly Range[]>
  /**
   * Resolves to null once the server answers a fresh connection, or to the reason why it did not within
   * `within` milliseconds.
   */
  unreachable(within: number): Promise<string | null>
  /**
   * For the agent's own connections. Falls back to known addresses, so a device without DNS still finds its
   * server.
   */
  readonly lookup: LookupFunction
}

export interface ChannelParts {
  readonly server: { readonly host: string; readonly port: number }
  /** Rejects if the server did not respond. */
  readonly ask: (signal: AbortSignal) => Promise<void>
  /** Server addresses that the active rules allow. */
  readonly known: () => Promise<readonly Range[]>
  /** Called at each connection, so that active rules can follow a moved server. */
  readonly onAddresses: (addresses: readonly Range[]) => void
}

const RESOLVE_TIMEOUT_MS = 5_000
const ASK_AGAIN_MS = 1_000

export function openChannel({ server, ask, known, onAddresses }: ChannelParts): Channel {
  let last: readonly Range[] = []

  return {
    port: server.port,
    addresses,
    async unreachable(within) {
      const deadline = AbortSignal.timeout(within)
      const late = new Promise<never>((_resolve, reject) =>
        deadline.addEventListener('abort', () => reject(new Error('no response in time')), { once: true }),
      )
      late.catch(() => {})
      for (let why = 'no response in time'; ; await delay(ASK_AGAIN_MS)) {
        if (deadline.aborted) return why
        try {
          await Promise.race([ask(deadline), late])
          return null
        } catch (error) {
          if (!deadline.aborted) why = messageOf(error)
        }
      }
    },
    lookup(_hostname, { all }, callback) {
      addresses().then(
        ranges => {
          onAddresses(ranges)
          const found = ranges.map(({ text, family }) => ({ address: text, family }))
          const [first] = found
          if (first === undefined) callback(new Error(`${server.host}: no address`), '')
          else if (all) callback(null, found)
          else callback(null, first.address, first.family)
        },
        error => callback(error, ''),
      )
    },
  }

  async function addresses(): Promise<readonly Range[]> {
    const resolved = await resolve(server.host).catch(() => [])
    if (resolved.length > 0) last = resolved
    else if (last.length === 0) last = await known()
    if (last.length === 0) throw new Error(`${server.host}: the name cannot be resolved`)
    return last
  }
}

async function resolve(host: string): Promise<Range[]> {
  if (isIP(host)) return rangesOf([host])
  const timeout = new AbortController()
  const late = delay(RESOLVE_TIMEOUT_MS, [], { signal: timeout.signal }).catch(() => [])
  const found = lookup(host, { all: true }).then(list => list.map(({ address }) => address))
  found.catch(() => {})
  try {
    return rangesOf(await Promise.race([found, late]))
  } finally {
    timeout.abort()
  }
}

const rangesOf = (texts: readonly string[]) => texts.flatMap(text => parseRange(text) ?? [])
