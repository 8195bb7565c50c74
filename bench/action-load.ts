import { type ConnectedDevices, startDevices } from './devices.ts'
import { openConnections } from './http-connections.ts'
import type { Keep } from './opened.ts'
import { analysts, type ServiceUnderLoad } from './service-under-load.ts'
import { submission, submittedIn } from './submission.ts'

/** The service runs at most 16 operations of a caller at once and queues 64 more, so the load needs several callers. */
const callers = 8
const connectionsPerCaller = 16

export interface ActionLoad {
  readonly devices: ConnectedDevices
  /** Submits an action and resolves with its raw id when it is completed. `index` picks the device and the caller. */
  complete(index: number): Promise<string>
}

/** Connects devices, and signs in analysts that submit actions to them. */
export async function prepareLoad(stage: ServiceUnderLoad, devices: number, keep: Keep): Promise<ActionLoad> {
  const connected = keep(await startDevices(stage, devices))
  const tokens = await Promise.all(analysts.slice(0, callers).map(({ id }) => stage.identity.token(id)))
  const connections = tokens.map(token =>
    keep(openConnections(stage.service.api, connectionsPerCaller, token)),
  )
  let pid = 1
  return {
    devices: connected,
    complete: async index => {
      const device = connected.ids[index % connected.ids.length] ?? ''
      const answer = await connections[index % callers]?.post(submission(device, ++pid))
      const id = submittedIn(answer ?? '')
      await connected.completed(id)
      return id
    },
  }
}
