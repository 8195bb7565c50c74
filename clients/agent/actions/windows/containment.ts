import { readFile, rm } from 'node:fs/promises'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { isObject, type Json } from '#protocol/json.ts'
import type { ContainmentState } from '#protocol/state.ts'
import { messageOf } from '../../failures.ts'
import {
  blockedAddress,
  blockOf,
  type DeviceClock,
  type Effects,
  ISOLATION,
  openEffects,
} from '../../state/effects.ts'
import { replaceFile } from '../../state/files.ts'
import { createTurns, type Turns } from '../../turns.ts'
import { type DeviceAction, type Execution, failed, type Outcome, outsideSandbox } from '../action.ts'
import { protection } from '../addresses.ts'
import { type Channel, openChannel } from '../channel.ts'
import { rangesOf, readAddress, readAllowed } from '../network-parameters.ts'
import type { Platform, PlatformParts } from '../platform.ts'
import type { RunCommand } from './command.ts'
import {
  block,
  type IsolationPolicy,
  isolate,
  readFirewall,
  unblock,
  unblockAll,
  unisolate,
  verifyBlock,
  verifyIsolated,
  verifyNotIsolated,
} from './firewall.ts'
import { outcomeOf, verdictOf } from './powershell.ts'
import { listQuarantined, quarantineFile } from './quarantine.ts'

const CONFIRM_WITHIN_MS = 60_000
/** A boot is identified by its time. A wall clock jump larger than this looks like another boot. */
const BOOT_EXACTNESS_MS = 600_000

const windowsClock: DeviceClock = {
  wall: Date.now,
  sinceBoot: () => uptime() * 1000,
  boot: () => String(Math.round((Date.now() - uptime() * 1000) / BOOT_EXACTNESS_MS)),
}

/**
 * Containment on Windows: Windows Defender Firewall, which keeps its rules across boots, and the file vault.
 */
export async function openWindowsContainment(
  parts: PlatformParts & { readonly run: RunCommand },
): Promise<Platform> {
  const { directory, server, sandbox, log, run } = parts
  const backup = backupIn(directory)
  const vault = join(directory, 'vault')
  const inTurn = createTurns()
  const policies = openPolicies(directory)
  const channel = openChannel({
    server,
    ask: parts.askServer,
    known: async () => rangesOf((await policies.read())?.server ?? []),
    onAddresses: addresses =>
      void followServer(addresses.map(({ text }) => text)).catch(error =>
        log('isolation not updated', { error: messageOf(error) }),
      ),
  })
  const effects = await openEffects({
    path: join(directory, 'effects.ndjson'),
    clock: parts.clock ?? windowsClock,
    log,
    end: target =>
      inTurn(async () => {
        // A later action may have run first and replaced the timer.
        if (!effects.isDue(target)) return
        const address = blockedAddress(target)
        const ended = await outcomeOf(run, target === ISOLATION ? unisolate(backup) : unblock(address ?? ''))
        if ('failed' in ended) throw new Error(ended.failed.message)
        if (target === ISOLATION) await policies.write(null)
        await effects.set(target, null)
        log('effect ended', { target })
        parts.onChanged()
      }),
  })
  if (sandbox === null) await effects.start()
  const network = {
    run,
    backup,
    policies,
    channel,
    effects,
    inTurn,
    sandbox: sandbox !== null,
    confirmWithin: parts.confirmWithin ?? CONFIRM_WITHIN_MS,
  }
  const files = quarantineFile({ run, vault, directory })
  const sandboxedFiles: DeviceAction = {
    ...files,
    execute: execution =>
      sandbox !== null && !sandbox(String(execution.parameters['path']))
        ? Promise.resolve(failed('PERMISSION_DENIED', 'outside of the directory of --confine'))
        : files.execute(execution),
  }
  return {
    actions: new Map([...networkActions(network), ['QUARANTINE_FILE', sandboxedFiles]]),
    lookup: channel.lookup,
    read: () => readContainment(run, backup, vault),
    close: () => effects.close(),
  }

  /** Not awaited by the connection, which may belong to an isolation that already holds the turn. */
  function followServer(addresses: readonly string[]): Promise<void> {
    return inTurn(async () => {
      const policy = await policies.read()
      if (policy === null || policy.server.join() === addresses.join()) return
      const moved = { ...policy, server: addresses }
      const outcome = await outcomeOf(run, isolate(moved))
      if ('failed' in outcome) throw new Error(outcome.failed.message)
      await policies.write(moved)
      log('isolation updated', { to: addresses })
    })
  }
}

/** Removes the agent's firewall rules, before uninstalling. */
export async function liftWindowsRules(directory: string, run: RunCommand): Promise<void> {
  for (const lift of [unisolate(backupIn(directory)), unblockAll()]) {
    const lifted = await outcomeOf(run, lift)
    if ('failed' in lifted) throw new Error(lifted.failed.message)
  }
  await openPolicies(directory).write(null)
}

const backupIn = (directory: string) => join(directory, 'firewall-before-isolation.wfw')

/** The addresses the active isolation allows, so that a device without DNS still finds its server. */
interface Policies {
  read(): Promise<IsolationPolicy | null>
  write(policy: IsolationPolicy | null): Promise<void>
}

function openPolicies(directory: string): Policies {
  const path = join(directory, 'isolation.json')
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      return text === null ? null : JSON.parse(text)
    },
    write: policy =>
      policy === null ? rm(path, { force: true }) : replaceFile(path, JSON.stringify(policy)),
  }
}

interface WindowsNetwork {
  readonly run: RunCommand
  readonly backup: string
  readonly policies: Policies
  readonly channel: Channel
  readonly effects: Effects
  readonly inTurn: Turns
  readonly sandbox: boolean
  readonly confirmWithin: number
}

export function networkActions(network: WindowsNetwork): [string, DeviceAction][] {
  const { run, backup, policies, channel, effects, inTurn, sandbox, confirmWithin } = network
  const change = (work: (execution: Execution) => Promise<Outcome>) => {
    const act = async (execution: Execution) => (sandbox ? outsideSandbox : inTurn(() => work(execution)))
    return { execute: act, resume: act }
  }
  /** Sets the timer only after the new state was reached. */
  const timed = async (outcome: Outcome, target: string, seconds: number | null): Promise<Outcome> => {
    if ('completed' in outcome) await effects.set(target, seconds)
    return outcome
  }
  return [
    [
      'ISOLATE_DEVICE',
      {
        ...change(async ({ parameters, effectFor }) => {
          const read = readAllowed(parameters['allowAddresses'])
          if ('refused' in read) return failed('UNSUPPORTED', read.refused)
          const server = (await channel.addresses()).map(({ text }) => text)
          const policy = { backup, server, port: channel.port, allowed: read.allowed }
          const before = await policies.read()
          await policies.write(policy)
          const outcome = await outcomeOf(run, isolate(policy))
          const why = 'completed' in outcome ? await channel.unreachable(confirmWithin) : null
          if (why === null) return timed(outcome, ISOLATION, effectFor)
          // Restores the previous isolation, if there was one.
          await policies.write(before)
          await outcomeOf(run, before === null ? unisolate(backup) : isolate(before))
          return failed('TIMED_OUT', `isolated, the server was not reached (${why}): it was lifted`)
        }),
        verify: () => verdictOf(run, verifyIsolated(backup)),
      },
    ],
    [
      'UNISOLATE_DEVICE',
      {
        ...change(async () => {
          const outcome = await outcomeOf(run, unisolate(backup))
          if ('completed' in outcome) await policies.write(null)
          return timed(outcome, ISOLATION, null)
        }),
        verify: () => verdictOf(run, verifyNotIsolated(backup)),
      },
    ],
    [
      'BLOCK_IP',
      {
        ...change(async ({ parameters, effectFor }) => {
          const range = readAddress(parameters)
          const refusal = protection(range, await channel.addresses())
          if (refusal !== null) return failed('PROTECTED_TARGET', refusal)
          return timed(await outcomeOf(run, block(range.text)), blockOf(range.text), effectFor)
        }),
        verify: ({ parameters }) => verdictOf(run, verifyBlock(readAddress(parameters).text, true)),
      },
    ],
    [
      'UNBLOCK_IP',
      {
        ...change(async ({ parameters }) => {
          const { text } = readAddress(parameters)
          return timed(await outcomeOf(run, unblock(text)), blockOf(text), null)
        }),
        verify: ({ parameters }) => verdictOf(run, verifyBlock(readAddress(parameters).text, false)),
      },
    ],
  ]
}

async function readContainment(run: RunCommand, backup: string, vault: string): Promise<ContainmentState> {
  const firewall = await completedOf(outcomeOf(run, readFirewall(backup)))
  const files = await completedOf(outcomeOf(run, listQuarantined(vault)))
  const { isolated, isolatedSince, blockedAddresses } = isObject(firewall)
    ? (firewall as { [key: string]: Json })
    : {}
  return {
    isolated: typeof isolated === 'boolean' ? isolated : null,
    isolatedSince: isolated === true && typeof isolatedSince === 'string' ? isolatedSince : null,
    blockedAddresses: Array.isArray(blockedAddresses) ? blockedAddresses.map(String) : null,
    quarantinedFiles: Array.isArray(files)
      ? files.filter(isObject).map(file => ({
          originalPath: String(file['originalPath']),
          sha256: String(file['sha256']),
          quarantinedAt: String(file['quarantinedAt']),
        }))
      : null,
  }
}

/** Null: unknown. */
async function completedOf(outcome: Promise<Outcome>): Promise<Json> {
  const known = await outcome.catch(() => null)
  return known !== null && 'completed' in known ? known.completed : null
}
