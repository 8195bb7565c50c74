import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Result } from '#protocol/result.ts'
import { startDevice } from '../../clients/agent/device.ts'
import { type Enrolment, enrol } from '../../clients/agent/enrol.ts'
import { asClient, type Identity, readIdentity, writeIdentity } from '../../clients/agent/link/identity.ts'
import { createUploader } from '../../clients/agent/link/upload.ts'
import { openDurableMap } from '../../clients/agent/state/durable-map.ts'
import type { Entry } from '../../clients/agent/state/journal.ts'
import { openRecordingHost } from './recording-host.ts'

/** The input of the program, as JSON in its only argument. */
export interface AgentsInput {
  /** The address of the service that the agents know. */
  readonly server: { readonly host: string; readonly port: number }
  /** An enrolment token for all of them. */
  readonly token: string
  readonly hostnames: readonly string[]
  /** The directory of identities, journals and outboxes. A fault may fill its disk. */
  readonly directory: string
  /** The directory of the records of executions, which no fault touches. */
  readonly records: string
}

export interface AgentsReady {
  readonly msg: 'ready'
  /** In the order of the host names. */
  readonly deviceIds: readonly string[]
}

const input = JSON.parse(process.argv[2] ?? '') as AgentsInput
const devices = await Promise.all(input.hostnames.map(start))
const ready: AgentsReady = { msg: 'ready', deviceIds: devices.map(({ deviceId }) => deviceId) }
process.stdout.write(`${JSON.stringify(ready)}\n`)
process.once('SIGTERM', async () => {
  await Promise.all(devices.map(({ device }) => device.close()))
  process.exit(0)
})

/** A real agent with simulated actions. Like the real program, it keeps its identity, journal and outbox on disk. */
async function start(hostname: string) {
  const home = join(input.directory, hostname)
  await mkdir(home, { recursive: true, mode: 0o700 })
  const about = { hostname, platform: 'LINUX', agentVersion: 'chaos' } as const
  const identity = (await readIdentity(home)) ?? (await enrolInto(home, about))
  let current = identity
  const host = openRecordingHost({
    path: join(input.records, `${hostname}.ndjson`),
    deviceId: identity.deviceId,
    uploader: createUploader({ client: () => asClient(current), chunkBytes: 32_768, firstPauseMs: 100 }),
  })
  const device = startDevice({
    identity,
    saveIdentity: async renewed => {
      await writeIdentity(home, renewed)
      current = renewed
    },
    journal: await openDurableMap<Entry>(join(home, 'journal.ndjson')),
    unsent: await openDurableMap<Result>(join(home, 'outbox.ndjson')),
    actions: host.actions,
    allows: () => true,
    readState: async now => ({
      at: new Date(now).toISOString(),
      ...about,
      ipAddresses: null,
      containment: host.containment(),
    }),
    onConnected: () => {},
    onRefused: report('the device was refused'),
    log: (message, details) => {
      if (details && 'error' in details) report(`${hostname}: ${message}`)(JSON.stringify(details))
    },
  })
  return { device, deviceId: identity.deviceId }
}

async function enrolInto(home: string, about: Omit<Enrolment, 'server' | 'token'>): Promise<Identity> {
  const identity = await enrol({ server: input.server, token: input.token, ...about })
  await writeIdentity(home, identity)
  return identity
}

function report(what: string) {
  return (error: unknown) => void process.stderr.write(`${new Date().toISOString()} ${what}: ${error}\n`)
}
