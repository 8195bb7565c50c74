import { plural, t } from '@lingui/core/macro'
import type { ParametersFragment } from '../../../generated/documents.ts'

interface Subject {
  readonly parameters: ParametersFragment
  readonly device?: { readonly labels?: readonly string[]; readonly hostname: string } | null
  /** Devices of the bulk; 1 for a single action. */
  readonly devices?: number
}

/** A block with a shorter prefix than these is destructive, because it effectively isolates the device. */
const widest = { v4: 24, v6: 48 }
const manyDevices = 50

/** Risks that an approver in a hurry must not miss. */
export function warningsOf({ parameters, device, devices = 1 }: Subject): string[] {
  const warnings: string[] = []
  if (parameters.__typename === 'BlockIpParameters' && isWide(parameters.address))
    warnings.push(
      t`${parameters.address} is a wide block. It cuts the device off from a large part of the network.`,
    )
  const server = device?.labels?.find(label => /\bserver\b/.test(label))
  if (device && server)
    warnings.push(t`${device.hostname} is labelled “${server}”. Other people depend on it.`)
  if (devices > manyDevices)
    warnings.push(t`This changes ${plural(devices, { one: '# device', other: '# devices' })}.`)
  return warnings
}

export function isWide(address: string): boolean {
  const [host = '', prefix] = address.split('/')
  if (prefix === undefined) return false
  return Number(prefix) < (host.includes(':') ? widest.v6 : widest.v4)
}
