import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { submitAction } from '#app/action/submit-action.ts'
import { isRefused } from '#domain/refusal.ts'
import { migrate } from '../../prisma/migrate.ts'
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts'
import { openCallers } from '../../server/postgres/callers/callers.ts'
import { openCommitter } from '../../server/postgres/commit/group-commit.ts'
import { openPool } from '../../server/postgres/pool/pool.ts'
import { seedDevice, seedOrganization } from '../../server/testing/seed.ts'
import { paceInFlight } from '../load.ts'
import { runPart } from './part.ts'

interface Question {
  readonly seconds: number
  readonly callers: number
}

/** Enough devices that none reaches its limit of open actions: nothing executes the actions here. */
const devices = 400

/** Floor of every write: the submission use case on real PostgreSQL, without HTTP or MQTT. */
runPart(async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'defend-bench-'))
  const log = () => {}
  const postgres = await startEmbeddedPostgres({ dataDirectory, log })
  await migrate(postgres.ownerUrl, { appRole: 'defend_app', log })
  const pool = openPool(postgres.appUrl)
  const ledger = openCommitter({ url: postgres.appUrl, clock: { now: Date.now }, onCommitted: () => {} })
  const organization = await seedOrganization(pool)
  const alice = await organization.person('alice', 'ANALYST')
  const seeded = Array.from({ length: devices }, () => seedDevice(ledger, organization.id))
  const ids = (await Promise.all(seeded)).map(({ id }) => id)
  const directory = openCallers({ pool, newId: randomUUID })
  const submit = submitAction({ ledger, directory, newId: randomUUID, serverAddresses: () => [] })

  return {
    ready: null,
    answer: ({ seconds, callers }: Question) =>
      paceInFlight(callers, seconds, async index => {
        const outcome = await submit(alice, {
          device: ids[index % devices] ?? '',
          action: { killProcess: { pid: 2 + index, processName: 'xmrig' } },
          justification: 'It is a measurement of the committer',
        })
        if (isRefused(outcome)) throw new Error(JSON.stringify(outcome))
      }),
    close: async () => {
      await ledger.close()
      await pool.close()
      await postgres.close()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
})
