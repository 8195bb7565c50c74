import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '#domain/people/actor.ts'
import { createDatabase } from '../../testing/database.ts'
import { claimsOf } from '../../testing/seed.ts'
import { openPool } from '../pool/pool.ts'
import { openCallers } from './callers.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let pool: ReturnType<typeof openPool>
beforeAll(async () => {
  database = await createDatabase()
  pool = openPool(database.appUrl)
})
afterAll(async () => {
  await pool.close()
  await database.close()
})

function people() {
  const callers = openCallers({ pool, newId: randomUUID, fresh: 0 })
  const organization = `org-${randomUUID()}`
  return {
    see: (subject: string, email: string): Promise<Caller> =>
      callers.see({ ...claimsOf(organization, subject, ['ANALYST']), email }),
    samePerson: async ({ organization, actor }: Caller) =>
      [...(await callers.samePerson(organization, actor.id))].sort(),
  }
}
const idsOf = (...callers: Caller[]) => callers.map(({ actor }) => actor.id).sort()

test('two analysts whose email addresses differ only in spelling are one person', async () => {
  const { see, samePerson } = people()
  const bob = await see('bob', 'bob@example.org')
  const again = await see('again', ' BOB\u200b@Example.org')
  await see('other', 'other@example.org')
  expect(await samePerson(bob)).toEqual(idsOf(bob, again))
  expect([...again.samePerson].sort()).toEqual(idsOf(bob, again))
})

test("an analyst's former email address still identifies the person", async () => {
  const { see, samePerson } = people()
  const bob = await see('bob', 'bob@example.org')
  await see('bob', 'robert@example.org')
  const second = await see('second', 'bob@example.org')
  expect(await samePerson(bob)).toEqual(idsOf(bob, second))
  expect(await samePerson(second)).toEqual(idsOf(bob, second))
})

test('the same-person relation is transitive', async () => {
  const { see, samePerson } = people()
  const a = await see('a', 'one@example.org')
  const b = await see('b', 'one@example.org')
  await see('b', 'two@example.org')
  const c = await see('c', 'two@example.org')
  for (const analyst of [a, b, c]) expect(await samePerson(analyst)).toEqual(idsOf(a, b, c))
})

test('analysts of different organizations are never the same person', async () => {
  const [here, there] = [people(), people()]
  const bob = await here.see('bob', 'bob@example.org')
  await there.see('bob', 'bob@example.org')
  expect(await here.samePerson(bob)).toEqual(idsOf(bob))
})
