import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startIdentityProvider } from '../embedded/identity-provider.ts'
import { startRedis } from '../redis/test-redis.ts'
import { createDatabase } from '../testing/database.ts'
import { freePort } from '../testing/free-port.ts'
import {
  type Call,
  callAs,
  createEnrollmentToken,
  type RunningService,
  startProcess,
} from './running-service.ts'
import { enrollStockDevice, type StockDevice } from './stock-device.ts'

/** Several processes of the service with one database, one Redis and one set of keys. */
export type Cluster = Awaited<ReturnType<typeof openCluster>>

export async function openCluster() {
  const directory = await mkdtemp(join(tmpdir(), 'defend-cluster-'))
  const redisPort = await freePort()
  const [database, redis, identity] = await Promise.all([
    createDatabase(),
    startRedis(redisPort),
    startIdentityProvider({ port: 0, dataDirectory: directory }),
  ])
  const started: RunningService[] = []
  const as = (person: string, service: RunningService): Call =>
    callAs(
      () => service.api,
      () => identity.token(person),
    )
  return {
    identity,
    as,
    /** Starts a process. Its name is the name of its data directory. */
    start: async (name: string, extra: NodeJS.ProcessEnv = {}): Promise<RunningService> => {
      const service = await startProcess({
        OIDC_ISSUER: identity.issuer,
        OIDC_AUDIENCE: identity.audience,
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        REDIS_URL: `redis://127.0.0.1:${redisPort}`,
        DEFEND_DATA_DIR: join(directory, name),
        DEFEND_KEYS_DIR: join(directory, 'keys'),
        DEFEND_API_PORT: '0',
        DEFEND_DEVICE_PORT: '0',
        DEFEND_DEVICE_HOST: '127.0.0.1',
        ...extra,
      })
      started.push(service)
      return service
    },
    /** Enrols devices with these host names at a process and connects them to it. */
    connect: async (service: RunningService, names: readonly string[]): Promise<StockDevice[]> => {
      const token = await createEnrollmentToken(as('ada', service), names.length)
      const devices = await Promise.all(names.map(name => enrollStockDevice(service.device, token, name)))
      await Promise.all(devices.map(device => device.connect()))
      return devices
    },
    close: async () => {
      await Promise.all(started.map(service => service.stop()))
      await Promise.all([database.close(), redis.close(), identity.close()])
      await rm(directory, { recursive: true, force: true })
    },
  }
}
