import type { Calls, ListOptions } from '../calls.ts'
import * as documents from '../generated/documents.ts'
import { mapped } from '../subscription.ts'

export interface DeviceListOptions extends ListOptions {
  readonly filter?: documents.DeviceFilter
}

export const createDevices = ({ query, mutate, list, follow }: Calls) => ({
  /** Ordered by host name. */
  list: ({ filter, ...options }: DeviceListOptions = {}) =>
    list(documents.Devices, page => ({ ...page, filter: filter ?? null }), options),

  /** One device with its queue; null if there is none. */
  get: async (id: string) => (await query(documents.Device, { id })).device,

  /** Refuses the device's certificate from now on, and cancels what it has not started. */
  revoke: (deviceId: string) => mutate(documents.RevokeDevice, { deviceId }),

  /** Adds and removes labels, on all of the devices or on none. */
  label: (input: documents.LabelDevicesInput) => mutate(documents.LabelDevices, { input }),

  /** Each time a device connects, disconnects or reports. Changes during a lost connection are not repeated. */
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
  /** The token is shown once. */
  create: (input: documents.CreateEnrollmentTokenInput = {}) =>
    mutate(documents.CreateEnrollmentToken, { input }),
  revoke: (id: string) => mutate(documents.RevokeEnrollmentToken, { id }),
})
