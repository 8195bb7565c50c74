import { join } from 'node:path'
import type { ContainmentState } from '#protocol/state.ts'
import { messageOf } from '../../failures.ts'
import { blockedAddress, ISOLATION, openEffects } from '../../state/effects.ts'
import { parseRange, type Range, sameRanges } from '../addresses.ts'
import { openChannel } from '../channel.ts'
import type { Platform, PlatformParts } from '../platform.ts'
import { blockIp } from './block-ip.ts'
import { isolateDevice, type Network } from './isolate-device.ts'
import { NftRefused } from './nft.ts'
import { blocksInForce, openBlocks } from './nft-blocks.ts'
import { openIsolation, renderIsolation } from './nft-isolation.ts'
import { onLink } from './nft-links.ts'
import { type Watch, watchRules } from './nft-watch.ts'
import { quarantineFile } from './quarantine-file.ts'
import { protectedFiles } from './quarantine-protected.ts'
import { unblockIp } from './unblock-ip.ts'
import { unisolateDevice } from './unisolate-device.ts'
import { openVault } from './vault.ts'

const CONFIRM_WITHIN_MS = 60_000

export type ContainmentParts = Omit<PlatformParts, 'uploader'>

/** Opens containment on Linux. Before returning, ends expired effects and restores active rules. */
export async function openContainment(parts: ContainmentParts): Promise<Platform> {
  const { directory, server, sandbox, log } = parts
  let watch: Watch | null = null
  const onHeld = () => watch?.wake()
  const isolation = openIsolation(directory, onHeld)
  const blocks = openBlocks(directory, onHeld)
  const vault = await openVault(join(directory, 'vault'))
  const channel = openChannel({
    server,
    ask: parts.askServer,
    known: async () => (await isolation.read())?.server ?? [],
    onAddresses: server => {
      // Not awaited: an isolation that already holds its turn may have opened this connection.
      if (sandbox === null)
        follow({ server }).catch(error => log('isolation not updated', { error: messageOf(error) }))
    },
  })
  const effects = await openEffects({
    path: join(directory, 'effects.ndjson'),
    end: endEffect,
    ...(parts.clock && { clock: parts.clock }),
    log,
  })
  if (sandbox === null) {
    await effects.start()
    await putBack('isolation', () => isolation.inTurn(isolation.restore))
    await putBack('blocks', () => blocks.inTurn(blocks.restore))
  }
  /** Names of the rule sets that could not be restored. Each failure is reported only once. */
  const lost = new Set<string>()
  if (sandbox === null && parts.watches !== false) watch = watchRules({ isNeeded, look, log })

  const network: Network = {
    isolation,
    blocks,
    channel,
    effects,
    sandbox,
    confirmWithin: parts.confirmWithin ?? CONFIRM_WITHIN_MS,
  }
  const isProtected = protectedFiles(directory, sandbox)
  return {
    actions: new Map([
      ['ISOLATE_DEVICE', isolateDevice(network)],
      ['UNISOLATE_DEVICE', unisolateDevice(network)],
      ['BLOCK_IP', blockIp(network)],
      ['UNBLOCK_IP', unblockIp(network)],
      ['QUARANTINE_FILE', quarantineFile({ vault, isProtected, sandbox })],
    ]),
    lookup: channel.lookup,
    read,
    async close() {
      await watch?.close()
      await effects.close()
    },
  }

  function isNeeded(): boolean {
    return isolation.isHeld() || blocks.isHeld()
  }

  async function look(): Promise<void> {
    for (const [name, table] of Object.entries({ isolation, blocks })) {
      const wasPutBack = await table.inTurn(table.hold).catch(error => {
        if (!lost.has(name)) parts.onChanged()
        lost.add(name)
        throw error
      })
      if (!wasPutBack) continue
      lost.delete(name)
      log('rules restored after a change by another program', { rules: name })
      parts.onChanged()
    }
    if (isolation.isHeld()) await follow({ onLink: onLink() })
  }

  async function endEffect(target: string): Promise<void> {
    const turn = target === ISOLATION ? isolation.inTurn : blocks.inTurn
    await turn(async () => {
      // A later action may have run first and replaced the timer.
      if (!effects.isDue(target)) return
      const address = parseRange(blockedAddress(target) ?? '')
      if (target === ISOLATION) await isolation.put(null)
      else if (address !== null) await blocks.remove(address)
      await effects.set(target, null)
      log('effect ended', { target })
    })
    parts.onChanged()
  }

  /** Updates the active isolation when the server's address or the device's own subnets change. */
  function follow(moved: { readonly server: readonly Range[] } | { readonly onLink: readonly Range[] }) {
    return isolation.inTurn(async () => {
      if ((await isolation.saved()) === null) return
      const view = await isolation.read()
      if (!view?.intact || view.since === null) return
      const now = { ...view, ...moved }
      if (sameRanges(view.server, now.server) && sameRanges(view.onLink, now.onLink)) return
      const { server, allowed, onLink } = now
      await isolation.put(renderIsolation({ since: view.since, server, port: channel.port, allowed, onLink }))
      const texts = (ranges: readonly Range[]) => ranges.map(({ text }) => text)
      log('isolation updated', { server: texts(server), onLink: texts(onLink) })
    })
  }

  // An agent without its rules is better than no agent, so a failed restore is only logged.
  async function putBack(what: string, restore: () => Promise<void>): Promise<void> {
    await restore().catch(error => log(`${what} not restored`, { error: messageOf(error) }))
  }

  async function read(): Promise<ContainmentState> {
    const [isolationState, blockedAddresses, quarantined] = await Promise.all([
      readIsolation(),
      readBlocks(),
      vault.list(),
    ])
    const files = quarantined.map(({ originalPath, sha256, quarantinedAt }) => ({
      originalPath,
      sha256,
      quarantinedAt,
    }))
    return {
      ...isolationState,
      blockedAddresses: blockedAddresses && newest(blockedAddresses),
      quarantinedFiles: newest(files),
    }
  }

  async function readIsolation(): Promise<Pick<ContainmentState, 'isolated' | 'isolatedSince'>> {
    try {
      const view = await isolation.read()
      const isolated = view?.intact ?? false
      return { isolated, isolatedSince: isolated ? (view?.since ?? null) : null }
    } catch (error) {
      // Without the right to read the rules, this agent can't have set any either. So if there is no saved
      // file, the device is not isolated.
      const unknown = !(error instanceof NftRefused) || (await isolation.saved()) !== null
      return { isolated: unknown ? null : false, isolatedSince: null }
    }
  }

  async function readBlocks(): Promise<string[] | null> {
    const saved = await blocks.saved()
    try {
      return blocksInForce(await blocks.read(), saved)
    } catch (error) {
      return error instanceof NftRefused && saved.length === 0 ? [] : null
    }
  }
}

/** Removes every network rule this agent set, and the saved state of those rules. */
export async function liftRules(directory: string): Promise<void> {
  const isolation = openIsolation(directory)
  if ((await isolation.saved()) !== null) await isolation.put(null)
  const blocks = openBlocks(directory)
  for (const block of await blocks.saved()) await blocks.remove(block)
}

/** Maximum JSON bytes for each list. Two full lists still fit in one state message. */
const MOST_BYTES = 96 * 1024

function newest<T>(list: readonly T[]): T[] {
  let bytes = 0
  const from = list.findLastIndex(item => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1
    return bytes > MOST_BYTES
  })
  return list.slice(from + 1)
}
