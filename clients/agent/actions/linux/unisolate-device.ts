import { ISOLATION } from '../../state/effects.ts'
import { type DeviceAction, type Outcome, outsideSandbox, type Verdict } from '../action.ts'
import type { Network } from './isolate-device.ts'
import { failureOfNft } from './nft.ts'

/** Not an error if the device is not isolated. */
export function unisolateDevice({ isolation, effects, sandbox }: Network): DeviceAction {
  return { execute: unisolate, resume: unisolate, verify }

  async function unisolate(): Promise<Outcome> {
    if (sandbox) return outsideSandbox
    return isolation
      .inTurn(async () => {
        await isolation.put(null)
        await effects.set(ISOLATION, null)
        return { completed: {} }
      })
      .catch(failureOfNft)
  }

  async function verify(): Promise<Verdict> {
    const rules = (await isolation.read()) !== null
    const rulesFile = (await isolation.saved()) !== null
    return { passed: !rules && !rulesFile, evidence: { rules, rulesFile } }
  }
}
