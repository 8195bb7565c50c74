import { t } from '@lingui/core/macro'
import type { ActionType, EffectParametersFragment } from '../../../generated/documents.ts'
import type { Values } from '../submit/fields.ts'

/** An action for the Submit screen, with its fields filled in. */
export interface Prepared {
  readonly type: ActionType
  readonly values: Values
}

/** The action that ends the effect of an isolation or a block; null for other actions. */
export function undoOf(parameters: EffectParametersFragment): Prepared | null {
  switch (parameters.__typename) {
    case 'IsolateDeviceParameters':
      return { type: 'UNISOLATE_DEVICE', values: {} }
    case 'BlockIpParameters':
      return { type: 'UNBLOCK_IP', values: { address: parameters.address } }
    default:
      return null
  }
}

/** The same isolation or block once more; null for other actions. */
export function againOf(parameters: EffectParametersFragment): Prepared | null {
  switch (parameters.__typename) {
    case 'IsolateDeviceParameters':
      return { type: 'ISOLATE_DEVICE', values: { allowAddresses: parameters.allowAddresses.join('\n') } }
    case 'BlockIpParameters':
      return { type: 'BLOCK_IP', values: { address: parameters.address } }
    default:
      return null
  }
}

/** `Isolated` or `Blocks 203.0.113.7`. */
export const effectWord = (parameters: EffectParametersFragment): string =>
  parameters.__typename === 'BlockIpParameters' ? t`Blocks ${parameters.address}` : t`Isolated`

/** `Not isolated` or `Does not block 203.0.113.7`. */
export const missingWord = (parameters: EffectParametersFragment): string =>
  parameters.__typename === 'BlockIpParameters' ? t`Does not block ${parameters.address}` : t`Not isolated`
