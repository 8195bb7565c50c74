import { beforeEach, expect, test, vi } from 'vitest'
import { createIssuerOrigins } from './issuer-origins.ts'

const issuer = 'https://id.example/realms/one'
let answer: () => Promise<Response>
let asked: number
const fetchOf: typeof fetch = async () => {
  asked++
  return answer()
}
const endpoint = (token_endpoint: unknown, named = issuer) => Response.json({ issuer: named, token_endpoint })

beforeEach(() => {
  asked = 0
  answer = async () => endpoint('https://tokens.example/oauth2/token')
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

test('includes the origin of the token endpoint, which is looked up once in ten minutes', async () => {
  const origins = createIssuerOrigins(issuer, fetchOf)
  const both = ['https://id.example', 'https://tokens.example']
  expect(await Promise.all([origins(), origins()])).toEqual([both, both])
  expect(asked).toBe(1)
  answer = async () => endpoint('https://id.example/token')
  vi.advanceTimersByTime(600_000)
  expect(await origins()).toEqual(both)
  await vi.waitFor(async () => expect(await origins()).toEqual(['https://id.example']))
  expect(asked).toBe(2)
})

test.each([
  ['is another issuer', () => endpoint('https://tokens.example/token', 'https://evil.example')],
  ['has a token endpoint that is not a web address', () => endpoint('data:text/plain,tokens')],
  ['has no token endpoint', () => endpoint(undefined)],
  ['does not return JSON', () => new Response('<html>')],
])('includes only the issuer’s own origin if discovery %s', async (_, response) => {
  answer = async () => response()
  expect(await createIssuerOrigins(issuer, fetchOf)()).toEqual(['https://id.example'])
})

test('a page does not wait for a slow issuer, and discovery is repeated after an outage', async () => {
  answer = () => new Promise(() => {})
  const origins = createIssuerOrigins(issuer, fetchOf)
  const waiting = origins()
  await vi.advanceTimersByTimeAsync(1000)
  expect(await waiting).toEqual(['https://id.example'])

  answer = () => Promise.reject(new TypeError('fetch failed'))
  const others = createIssuerOrigins(issuer, fetchOf)
  expect(await others()).toEqual(['https://id.example'])
  answer = async () => endpoint('https://tokens.example/token')
  expect(await others()).toEqual(['https://id.example'])
  vi.advanceTimersByTime(10_000)
  expect(await others()).toEqual(['https://id.example', 'https://tokens.example'])
})
