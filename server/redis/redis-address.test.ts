import { expect, test } from 'vitest'
import { readRedisAddress } from './redis-address.ts'

const none = { credentials: {} }

test.each([
  ['redis://u:p@host:6380/1', { kind: 'server', url: 'redis://u:p@host:6380/1', ...none }],
  ['rediss://[::1]', { kind: 'server', url: 'rediss://[::1]', ...none }],
  ['/run/redis/redis.sock', { kind: 'server', url: '/run/redis/redis.sock', ...none }],
  ['/run/redis.sock?db=2', { kind: 'server', url: '/run/redis.sock?db=2', ...none }],
  ['unix:///run/a%20b/redis.sock?db=2', { kind: 'server', url: '/run/a b/redis.sock?db=2', ...none }],
  [
    'unix://u:p%40ss@/run/redis.sock',
    { kind: 'server', url: '/run/redis.sock', credentials: { username: 'u', password: 'p@ss' } },
  ],
  [
    'redis+sentinel://:s%2Fcret@one,two:26380,[::1]:26381/main/3?sentinelPassword=other',
    {
      kind: 'sentinel',
      sentinels: [
        { host: 'one', port: 26379 },
        { host: 'two', port: 26380 },
        { host: '::1', port: 26381 },
      ],
      name: 'main',
      db: 3,
      tls: false,
      credentials: { password: 's/cret' },
      sentinelCredentials: { password: 'other' },
    },
  ],
  [
    'rediss+cluster://one,two:7001',
    {
      kind: 'cluster',
      nodes: [
        { host: 'one', port: 6379 },
        { host: 'two', port: 7001 },
      ],
      tls: true,
      ...none,
    },
  ],
])('%s', (url, address) => {
  expect(readRedisAddress(url)).toEqual({ ok: address })
})

test('an error message never contains a password', () => {
  for (const url of ['redis+cluster://:hunter2@one,,two', 'http://:hunter2@r', 'unix://:hunter2@host/x'])
    expect(readRedisAddress(url)).toEqual({ fault: expect.not.stringContaining('hunter2') })
})
