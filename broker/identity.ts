import type { DeviceApplication, DeviceIdentity } from '#app/application.ts'
import { Unavailable } from '#app/ports.ts'
import type { Log } from './log.ts'
import { type ConnectRefusal, connack } from './permissions.ts'
import { createTakeovers } from './takeovers.ts'

export interface Identity {
  /**
   * Looks up the device of a certificate at each CONNECT: a resumed TLS session checks no chain, and a revoked
   * certificate still verifies.
   */
  lookUp(device: string): Promise<DeviceIdentity | ConnectRefusal>
  /** Null if the device may connect. `replaces`: it already has a connection, so this one counts as a takeover. */
  refusalOf(who: DeviceIdentity, replaces: boolean): ConnectRefusal | null
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
    refusalOf(who, replaces) {
      if (takeovers.refuses(who.device)) return tooMany
      if (!replaces || takeovers.allows(who.device)) return null
      log.warn(who, 'a device took over from itself too often (a cloned image?); it is refused for a minute')
      return tooMany
    },
  }
}
