import type { DeviceApplication, DeviceIdentity } from '#app/application.ts'
import { Unavailable } from '#app/ports.ts'
import type { Log } from './log.ts'
import { type ConnectRefusal, connack } from './permissions.ts'
import { createTakeovers } from './takeovers.ts'

export interface Identity {
  /**
   * Looks up the device of a certificate. Needed at each CONNECT, because a resumed TLS session skips the check of the
   * certificate chain, and a revoked certificate still passes that check.
   */
  lookUp(device: string): Promise<DeviceIdentity | ConnectRefusal>
  /**
   * Null if the device may connect.
   * @param replaces true if the device already has a connection, so that this one counts as a takeover
   */
  refusalOf(identity: DeviceIdentity, replaces: boolean): ConnectRefusal | null
}

export const isRefusal = (found: DeviceIdentity | ConnectRefusal): found is ConnectRefusal =>
  'returnCode' in found

export function createIdentity(options: {
  readonly app: Pick<DeviceApplication, 'identify'>
  readonly log: Log
  readonly now: () => number
}): Identity {
  const { app, log } = options
  const takeovers = createTakeovers(options.now)
  const notAuthorized = (reason: string) => ({ returnCode: connack.notAuthorized, reason })
  const tooMany = notAuthorized('too many takeovers in a minute')

  return {
    async lookUp(device) {
      try {
        return (await app.identify(device)) ?? notAuthorized('unknown or revoked')
      } catch (error) {
        if (!(error instanceof Unavailable))
          log.error({ device, err: error }, 'a device could not be looked up')
        return { returnCode: connack.serverUnavailable, reason: 'the device could not be looked up' }
      }
    },
    refusalOf(identity, replaces) {
      if (takeovers.refuses(identity.device)) return tooMany
      if (!replaces || takeovers.allows(identity.device)) return null
      log.warn(
        identity,
        'a device replaced its own connection too often (a cloned image?); refused for a minute',
      )
      return tooMany
    },
  }
}
