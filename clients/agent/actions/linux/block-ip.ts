import { blockOf } from '../../state/effects.ts'
import {
  type Check,
  type DeviceAction,
  type Execution,
  failed,
  type Outcome,
  outsideSandbox,
  type Verdict,
} from '../action.ts'
import { protection, sampleOf } from '../addresses.ts'
import { readAddress } from '../network-parameters.ts'
import { evidenceOf, type Network, nobodyAnswered } from './isolate-device.ts'
import { failureOfNft } from './nft.ts'
import { blocksInForce } from './nft-blocks.ts'
import { tryToReach } from './nft-probe.ts'

/** Blocking an address that is already blocked keeps one block; the later action sets its expiry. */
export function blockIp({ blocks, channel, effects, sandbox }: Network): DeviceAction {
  return { execute: block, resume: block, verify }

  async function block({ parameters, effectFor }: Execution): Promise<Outcome> {
    if (sandbox) return outsideSandbox
    const range = readAddress(parameters)
    const refusal = protection(range, await channel.addresses())
    if (refusal !== null) return failed('PROTECTED_TARGET', refusal)
    return blocks
      .inTurn(async () => {
        await blocks.add(range)
        await effects.set(blockOf(range.text), effectFor)
        return { completed: { address: range.text } }
      })
      .catch(failureOfNft)
  }

  async function verify({ parameters }: Check): Promise<Verdict> {
    const range = readAddress(parameters)
    const saved = await blocks.saved()
    const view = await blocks.read()
    const inForce = blocksInForce(view, saved).includes(range.text)
    const rulesFile = saved.some(({ text }) => text === range.text)
    const attempt = await tryToReach(sampleOf(range))
    const refused = ((await blocks.read())?.refused ?? 0) - (view?.refused ?? 0)
    return {
      passed: inForce && rulesFile && nobodyAnswered([attempt], refused),
      evidence: { inForce, rulesFile, attempt: evidenceOf(attempt), refusedByTheRules: refused },
    }
  }
}
