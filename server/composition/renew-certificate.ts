import type { DevicePort } from '../device-port/device-port.ts'
import type { Keys } from '../pki/open-keys.ts'

interface Options {
  readonly keys: Pick<Keys, 'tls' | 'renewServerCertificate'>
  readonly port: Pick<DevicePort, 'renewCertificate'>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly log: { info(message: string): void }
}

/** A task that renews the device port's certificate after two thirds of its validity. Open connections continue. */
export function renewCertificateInTime({ keys, port, now, log }: Options): () => Promise<void> {
  let { renewAt } = keys.tls
  return async () => {
    if (now() < renewAt) return
    const renewed = await keys.renewServerCertificate()
    port.renewCertificate(renewed)
    renewAt = renewed.renewAt
    log.info("the device port's certificate was renewed")
  }
}
