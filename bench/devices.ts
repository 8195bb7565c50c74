import type { DevicesCount, DevicesReady } from './parts/devices.ts'
import { startPart } from './parts/part.ts'
import { globalId, type ServiceUnderLoad } from './service-under-load.ts'

export interface ConnectedDevices {
  readonly pid: number
  /** Global ids, in the order of the host names. */
  readonly ids: readonly string[]
  /** Resolves when the device has learned that the action's completion is committed. Rejects after 30 s. */
  completed(action: string): Promise<void>
  /** Counts the commands received so far and the signatures verified. */
  count(): Promise<DevicesCount>
  close(): Promise<void>
}

const timeout = 30_000

/** Starts devices in a separate process. Resolves when all are connected over mutual TLS. */
export async function startDevices(stage: ServiceUnderLoad, count: number): Promise<ConnectedDevices> {
  const [host = '', port] = stage.service.device.split(':')
  const token = await stage.enrollmentToken(count)
  const part = await startPart<DevicesReady>('devices', {
    server: { host, port: Number(port) },
    token,
    count,
  })
  const early = new Set<string>()
  const waiting = new Map<string, { since: number; resolve(): void; reject(error: Error): void }>()
  part.onNotification((actions: readonly string[]) => {
    for (const action of actions) {
      const waiter = waiting.get(action)
      if (waiter) waiter.resolve()
      else early.add(action)
      waiting.delete(action)
    }
  })
  const overdue = setInterval(() => {
    for (const [action, { since, reject }] of waiting)
      if (performance.now() - since > timeout) reject(new Error(`action ${action} was not completed in time`))
  }, 1000)
  return {
    pid: part.pid,
    ids: part.ready.ids.map(id => globalId('Device', id)),
    completed: action =>
      new Promise((resolve, reject) => {
        if (early.delete(action)) resolve()
        else waiting.set(action, { since: performance.now(), resolve, reject })
      }),
    count: () => part.ask<DevicesCount>({}),
    close: async () => {
      clearInterval(overdue)
      await part.close()
    },
  }
}
