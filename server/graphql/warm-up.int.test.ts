import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createContext } from '../../schema/context.ts'
import { buildSchema } from '../../schema/schema.ts'
import { openTestApi } from '../api-tests/api-test-kit.ts'
import { warmUp } from './warm-up.ts'

test('the warm-up uses the query engine and the committer, and writes nothing', async () => {
  const api = await openTestApi()
  const count = async () => api.pool.query('SELECT count(*)::int AS events FROM audit_event')
  const before = await count()
  const parts = {
    schema: buildSchema(),
    contextOf: (caller: Parameters<typeof createContext>[1]) => createContext(api.services, caller),
  }
  await warmUp({ ...parts, app: api.services.app })
  expect(await count()).toEqual(before)
  expect(await api.pool.query('SELECT id FROM organization')).toEqual([])
  expect(api.errors).toEqual([])
  await api.close()
})

test('the warm-up rejects with the error of a failed query', async () => {
  const api = await openTestApi()
  const parts = {
    schema: buildSchema(),
    contextOf: (caller: Parameters<typeof createContext>[1]) =>
      createContext({ ...api.services, lists: {} as never }, { ...caller, organization: randomUUID() }),
  }
  await expect(warmUp({ ...parts, app: api.services.app })).rejects.toThrow()
  await api.close()
})
