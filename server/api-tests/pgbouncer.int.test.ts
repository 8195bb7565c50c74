import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { migrate } from '../../prisma/migrate.ts'
import { hasPgbouncer, startPgbouncer } from '../testing/pgbouncer.ts'
import { openTestApi } from './api-test-kit.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close()
})
function keep<Part extends { close(): Promise<void> }>(part: Part): Part {
  opened.push(part)
  return part
}

const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) { __typename
  ... on SubmitActionPayload { action { id } } ... on UserError { code message } } }`
const list =
  '{ actions(first: 100) { totalCount edges { node { status device { hostname } submittedAt } } } }'

// To run these tests: apt-get install pgbouncer
describe.skipIf(!hasPgbouncer()).each([
  ['session', 40],
  ['transaction', 3],
] as const)('through PgBouncer in %s mode with %i connections', (mode, connections) => {
  test('the service writes and reads under concurrency', async () => {
    const bouncer = keep(await startPgbouncer(inject('appUrl'), mode, connections))
    const api = keep(await openTestApi({}, async url => bouncer.through(url)))
    const external = api.newOrganization()
    const organization = await api.organizationOf(external)
    const device = await api.device(organization)
    const analyst = api.person(external, 'alice', 'ANALYST')
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        i % 2 === 0
          ? analyst.ask(list)
          : analyst.ask(submit, {
              input: {
                deviceId: device.id,
                action: { killProcess: { pid: 4000 + i, processName: 'xmrig' } },
                justification: 'It mines on the file server.',
              },
            }),
      ),
    )
    expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([])
    const { data } = await analyst.ask('{ actions { totalCount } verifyLedger { intact } }')
    expect(data).toMatchObject({ actions: { totalCount: 30 }, verifyLedger: { intact: true } })
    const [row] = await api.pool.query<{ timezone: string }>(`SELECT current_setting('timezone') AS timezone`)
    expect(row).toEqual({ timezone: 'UTC' })
    expect(api.errors).toEqual([])
  })

  test('two processes concurrently migrate an empty database', async () => {
    const superuser = new URL(inject('ownerUrl'))
    superuser.username = 'postgres'
    const client = new pg.Client({ connectionString: superuser.href })
    await client.connect()
    const name = `empty_${randomUUID().replaceAll('-', '')}`
    await client.query(`CREATE DATABASE ${name} OWNER defend_owner`)
    const bouncer = keep(await startPgbouncer(inject('appUrl'), mode, connections))
    const ownerUrl = bouncer.through(`postgresql://defend_owner@localhost/${name}`)
    const run = () => migrate(ownerUrl, { appRole: 'defend_app', log() {} })
    const [one = [], other = []] = await Promise.all([run(), run()])
    expect(new Set([...one, ...other]).size).toBe(one.length + other.length)
    expect(await run()).toEqual([])
    await opened.pop()?.close()
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await client.end()
  })
})
