import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createContext } from '../../schema/context.ts'
import { buildSchema } from '../../schema/schema.ts'
import { createAuthentication } from '../access/authentication.ts'
import { openTestApi } from '../api-tests/api-test-kit.ts'
import { warmUp } from './warm-up.ts'

const issuer = 'https://issuer.example'

test('the warm-up uses the query engine and the committer, fetches the keys of the issuer, and writes nothing', async () => {
  const asked: string[] = []
  const authenticate = createAuthentication({
    issuer,
    audience: 'defend',
    orgClaim: ['org'],
    rolesClaim: ['roles'],
    organizations: null,
    fetch: async url => {
      asked.push(String(url))
      return Response.json({ issuer, jwks_uri: `${issuer}/keys`, keys: [] })
    },
  })
  const api = await openTestApi()
  const count = async () => api.pool.query('SELECT count(*)::int AS events FROM audit_event')
  const before = await count()
  const parts = {
    schema: buildSchema(),
    contextOf: (caller: Parameters<typeof createContext>[1]) => createContext(api.services, caller),
  }
  await warmUp({ ...parts, app: api.services.app, authenticate })
  expect(await count()).toEqual(before)
  expect(asked).toContain(`${issuer}/keys`)
  expect(await api.pool.query('SELECT id FROM organization')).toEqual([])
  expect(api.errors).toEqual([])
  await api.close()
})

test('the warm-up rejects with the error of a failed query, also if the issuer is away', async () => {
  const authenticate = () => Promise.reject(new Error('the issuer is away'))
  const api = await openTestApi()
  const parts = {
    schema: buildSchema(),
    contextOf: (caller: Parameters<typeof createContext>[1]) =>
      createContext({ ...api.services, lists: {} as never }, { ...caller, organization: randomUUID() }),
  }
  await expect(warmUp({ ...parts, app: api.services.app, authenticate })).rejects.toThrow()
  await api.close()
})
