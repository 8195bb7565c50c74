import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { createCallerLimits } from '../access/caller-limits.ts'
import { limitCallers } from './limit-callers.ts'

const mebibyte = 1024 * 1024

type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>

function open(execute: Execute) {
  const limits = createCallerLimits({
    memory: {
      atOnce: 99,
      waiting: 1,
      costPerCaller: 2 * mebibyte,
      costPerOrganization: 3 * mebibyte,
      costInAll: 3 * mebibyte,
      small: 1024,
    },
    unsent: 2 * mebibyte,
    unsentInAll: 5 * mebibyte,
  })
  let limited: Execute = execute
  limitCallers(limits, error => error as GraphQLError).onExecute?.({
    executeFn: execute,
    setExecuteFn: (given: Execute) => {
      limited = given
    },
  } as never)
  return async (id: string, context: object, organization = 'an organization') => {
    const caller = { organization, actor: { id } }
    return limited({ contextValue: { caller, requestId: 'a request', ...context } } as never)
  }
}

const isRefused = ({ errors }: ExecutionResult) => errors?.[0]?.extensions['code'] === 'LIMIT_EXCEEDED'

test('results that are being built share a budget of bytes, per caller and in total; small ones never wait', async () => {
  const running: (() => void)[] = []
  const run = open(() => new Promise(resolve => running.push(() => resolve({ data: {} }))))
  const bytes = 1.5 * mebibyte
  const [first, second] = [run('alice', { bytes }), run('alice', { bytes })]
  await Promise.resolve()
  const refused = await run('alice', { bytes })
  expect(isRefused(refused)).toBe(true)
  const [small, bob, carol] = [run('dave', { bytes: 1000 }), run('bob', { bytes }), run('carol', { bytes })]
  await expect.poll(() => running.length).toBe(3)
  for (const done of running.splice(0)) done()
  await Promise.all([first, small, bob])
  await expect.poll(() => running.length).toBe(2)
  for (const done of running.splice(0)) done()
  expect(await Promise.all([second, carol])).toEqual([{ data: {} }, { data: {} }])
})

test('unread answers are limited per caller, per organization and in total', async () => {
  const run = open(() => ({ data: { text: 'x'.repeat(1.5 * mebibyte) } }))
  const unread: (() => void)[] = []
  const whenSent = (done: () => void) => void unread.push(done)
  expect(isRefused(await run('alice', { whenSent }))).toBe(false)
  expect(isRefused(await run('alice', { whenSent }))).toBe(true)
  expect(isRefused(await run('bob', { whenSent }))).toBe(false)
  expect(isRefused(await run('carol', { whenSent }))).toBe(true)
  expect(isRefused(await run('otto', { whenSent }, 'another organization'))).toBe(false)
  for (const done of unread) done()
  expect(isRefused(await run('carol', { whenSent }))).toBe(false)
})
