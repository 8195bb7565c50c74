import { blockOf } from '../../state/effects.ts'
import {
  type Check,
  type DeviceAction,
  type Execution,
  type Outcome,
  outsideSandbox,
  type Verdict,
} from '../action.ts'
import { covers, type Range } from '../addresses.ts'
import { readAddress } from '../network-parameters.ts'
import type { Network } from './isolate-device.ts'
import { failureOfNft } from './nft.ts'

/**
 * Removes exactly this block. A wider block that covers it stays. Not an error if the address is not blocked.
 */
export function unblockIp({ blocks, effects, sandbox }: Network): DeviceAction {
  return { execute: unblock, resume: unblock, verify }

  async function unblock({ parameters }: Execution): Promise<Outcome> {
    if (sandbox) return outsideSandbox
    const range = readAddress(parameters)
    return blocks
      .inTurn(async () => {
        await blocks.remove(range)
        await effects.set(blockOf(range.text), null)
        return { completed: { address: range.text, stillBlockedBy: around(range, await blocks.saved()) } }
      })
      .catch(failureOfNft)
  }

  async function verify({ parameters }: Check): Promise<Verdict> {
    const range = readAddress(parameters)
    const saved = await blocks.saved()
    const stillBlockedBy = around(range, saved)
    const enforced = (await blocks.read())?.blocked ?? []
    const rulesFile = saved.some(({ text }) => text === range.text)
    const inForce = around(range, enforced).filter(text => !stillBlockedBy.includes(text))
    return {
      passed: !rulesFile && inForce.length === 0,
      evidence: { inForce, rulesFile, stillBlockedBy },
    }
  }
}

const around = (range: Range, blocks: readonly Range[]) =>
  blocks.filter(wider => covers(wider, range)).map(({ text }) => text)
