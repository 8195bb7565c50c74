import type { Calls, ListOptions } from '../calls.ts'
import * as documents from '../generated/documents.ts'
import { mapped } from '../subscription.ts'

export interface DeviceListOptions extends ListOptions {
  readonly filter?: documents.DeviceFilter
}

export const createDevices = ({ query, mutate, list, follow }: Calls) => ({
  /** The devices, sorted by host name. */
  list: ({ filter, ...options }: DeviceListOptions = {}) =>
    list(documents.Devices, page => ({ ...page, filter: filter ?? null }), options),

  /** A device with its queue; null if there is none. */
  get: async (id: string) => (await query(documents.Device, { id })).device,

  /** Revokes the device's certificate, closes its connection and ends its open actions. */
  revoke: (deviceId: string) => mutate(documents.RevokeDevice, { deviceId }),

  /** Adds and removes labels, on all or none of the devices. */
  label: (input: documents.LabelDevicesInput) => mutate(documents.LabelDevices, { input }),

  /** Delivers a device each time it connects, disconnects or reports. Changes during a lost connection are missed. */
  watch: ({ deviceId, signal }: { readonly deviceId?: string; readonly signal?: AbortSignal } = {}) =>
    mapped(
      follow<documents.WatchDevicesSubscription>({
        text: documents.WatchDevices,
        variables: { deviceId: deviceId ?? null },
        isEndless: true,
        signal,
      }),
      ({ device }) => device,
    ),
})

export const createEnrollmentTokens = ({ query, mutate }: Calls) => ({
  list: async () => (await query(documents.EnrollmentTokens, {})).enrollmentTokens,
  /** Creates a token, which is shown only once. */
  create: (input: documents.CreateEnrollmentTokenInput = {}) =>
    mutate(documents.CreateEnrollmentToken, { input }),
  revoke: (id: string) => mutate(documents.RevokeEnrollmentToken, { id }),
})
