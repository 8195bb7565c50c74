import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import type { Sandbox } from '../../sandbox.ts'
import { type Effects, ISOLATION } from '../../state/effects.ts'
import {
  type Check,
  type DeviceAction,
  type Execution,
  failed,
  type Outcome,
  outsideSandbox,
  type Verdict,
} from '../action.ts'
import { type Range, sameRanges } from '../addresses.ts'
import type { Channel } from '../channel.ts'
import { rangesOf, readAllowed } from '../network-parameters.ts'
import { failureOfNft } from './nft.ts'
import type { Blocks } from './nft-blocks.ts'
import { loadedAtBoot } from './nft-boot.ts'
import { type Isolation, type IsolationView, renderIsolation } from './nft-isolation.ts'
import { onLink } from './nft-links.ts'
import { otherAddresses, type Reached, tryToReach, wasSent } from './nft-probe.ts'

/** What the four network actions share. */
export interface Network {
  readonly isolation: Isolation
  readonly blocks: Blocks
  readonly channel: Channel
  readonly effects: Effects
  /** A confined agent must not change the network: the network is outside every sandbox. */
  readonly sandbox: Sandbox | null
  /** Milliseconds to wait for the server to answer through the new rules before lifting them. */
  readonly confirmWithin: number
}

export function isolateDevice(network: Network): DeviceAction {
  const { isolation, blocks, channel, effects, sandbox, confirmWithin } = network
  return {
    execute: execution => isolate(execution, null),
    resume: (execution, noted) => isolate(execution, isNoted(noted) ? noted : null),
    verify: check => verify(check),
  }

  async function isolate(execution: Execution, noted: Noted | null): Promise<Outcome> {
    if (sandbox) return outsideSandbox
    const read = readAllowed(execution.parameters['allowAddresses'])
    if ('refused' in read) return failed('UNSUPPORTED', read.refused)
    return isolation
      .inTurn(async () => {
        const before = noted ?? { before: await isolation.saved() }
        if (noted === null) await execution.note(before)
        return contain(execution, read.allowed, before.before)
      })
      .catch(failureOfNft)
  }

  async function contain(
    execution: Execution,
    allowed: readonly string[],
    before: string | null,
  ): Promise<Outcome> {
    const server = await channel.addresses()
    const inForce = await isolation.read()
    const now = new Date(execution.toServerTime(Date.now())).toISOString()
    const since = (inForce?.intact && inForce.since) || now
    const rules = { since, server, port: channel.port, allowed: rangesOf(allowed), onLink: onLink() }
    await isolation.put(renderIsolation(rules))

    const why = await channel.unreachable(confirmWithin)
    if (why !== null) {
      await isolation.put(before)
      const ended = before === null ? 'it was lifted' : 'the isolation before it is in force again'
      return failed(
        'TIMED_OUT',
        `isolated, the server was not reached in ${confirmWithin / 1000} s (${why}): ${ended}`,
      )
    }
    await effects.set(ISOLATION, execution.effectFor)
    return { completed: { allowed, since, server: server.map(({ text }) => text), port: channel.port } }
  }

  async function verify({ parameters }: Check): Promise<Verdict> {
    const requested = allowedIn(parameters)
    const view = await isolation.read()
    if (view === null) return { passed: false, evidence: { rules: 'there are none' } }
    const expected = renderIsolation({
      since: view.since ?? '',
      server: view.server,
      port: channel.port,
      allowed: rangesOf(requested),
      onLink: view.onLink,
    })
    const allowedNow = view.allowed.map(({ text }) => text)
    const rulesFile = (await isolation.saved()) === expected
    const unreachable = await channel.unreachable(CHANNEL_ANSWERS_WITHIN_MS)
    const others = await probe(await otherAddresses([...view.allowed, ...view.server, ...(await blocked())]))
    const allowed = await probe(requested.filter(isSingle).slice(0, MOST_PROBES))

    const held = view.intact && sameRanges(view.allowed, rangesOf(requested)) && rulesFile
    return {
      passed: held && unreachable === null && others.nobodyAnswered,
      evidence: {
        rules: view.intact ? 'in force' : 'not as the agent made them',
        rulesFile,
        loadedAtBoot: await loadedAtBoot(isolation.path),
        allowed: allowedNow,
        server: unreachable ?? 'answered',
        others: others.attempts,
        refusedByTheRules: others.refused,
        allowAddresses: allowed.attempts,
      },
    }
  }

  async function blocked(): Promise<readonly Range[]> {
    return (await blocks.read())?.blocked ?? []
  }

  async function probe(addresses: readonly string[]) {
    const before = refusedBy(await isolation.read())
    const attempts = await Promise.all(addresses.map(address => tryToReach(address)))
    const refused = refusedBy(await isolation.read()) - before
    return { refused, attempts: attempts.map(evidenceOf), nobodyAnswered: nobodyAnswered(attempts, refused) }
  }
}

const CHANNEL_ANSWERS_WITHIN_MS = 15_000
const MOST_PROBES = 8

/** The previous content of the rules file, restored if the new rules cut off the server. */
type Noted = { readonly before: string | null }
const isNoted = (value: Json): value is Noted =>
  isObject(value) && (value['before'] === null || typeof value['before'] === 'string')

/**
 * True if no attempt connected and every refusal came from our rules. A refusal the rules did not count came
 * from the remote side.
 */
export function nobodyAnswered(attempts: readonly Reached[], refusedByRules: number): boolean {
  const refusals = attempts.filter(attempt => !attempt.reached && attempt.why === 'ECONNREFUSED')
  return attempts.every(({ reached }) => !reached) && refusals.length <= refusedByRules
}

export const evidenceOf = (attempt: Reached) => ({
  address: attempt.address,
  result: attempt.reached ? attempt.how : attempt.why,
  sent: wasSent(attempt),
})

const refusedBy = (view: IsolationView | null) => view?.refused ?? 0

function allowedIn(parameters: JsonObject): string[] {
  const read = readAllowed(parameters['allowAddresses'])
  return 'allowed' in read ? read.allowed : []
}

const isSingle = (text: string) => !text.includes('/')
