import { expect, test } from 'vitest'
import { parseArguments, parseServer } from './arguments.ts'

test('parses every command', () => {
  expect(parseArguments(['enroll', '--server', 'soc.example:8443', '--token', 't', '--dir', 'd'])).toEqual({
    command: 'enroll',
    server: { host: 'soc.example', port: 8443 },
    token: 't',
    dir: 'd',
  })
  expect(
    parseArguments(['run', '--dir', 'd', '--allow', 'KILL_PROCESS, BLOCK_IP', '--confine=/tmp']),
  ).toEqual({
    command: 'run',
    dir: 'd',
    allow: new Set(['KILL_PROCESS', 'BLOCK_IP']),
    confine: '/tmp',
    websocket: false,
  })
  expect(parseArguments(['run', '--dir', 'd'])).toMatchObject({ allow: null, confine: null })
  expect(parseArguments(['run', '--websocket', '--dir', 'd'])).toMatchObject({ dir: 'd', websocket: true })
})

test.each([
  ['soc.example', { host: 'soc.example', port: 443 }],
  ['192.0.2.1:1', { host: '192.0.2.1', port: 1 }],
  ['[2001:db8::1]:65535', { host: '2001:db8::1', port: 65535 }],
])('accepts the server address %s', (text, server) => expect(parseServer(text)).toEqual(server))

test.each(['', ':443', 'a:0', 'a:65536', 'a:b', '2001:db8::1:443', 'https://a:443', 'a b:443'])(
  'rejects the server address "%s"',
  text => {
    expect(() => parseServer(text)).toThrow('--server')
  },
)

test.each([
  [[], 'missing command'],
  [['start'], 'start'],
  [['run'], '--dir'],
  [['run', '--dir', ''], '--dir'],
  [['run', '--dir', 'd', 'more'], 'more'],
  [['run', '--dir', 'd', '--token', 't'], '--token'],
  [['run', '--dir', 'd', '--allow', 'KILL'], '--allow must not contain KILL'],
  [['run', '--dir', 'd', '--allow', ''], '--allow'],
  [['enroll', '--server', 'a:1', '--dir', 'd'], '--token'],
])('the error for %j names the argument', (args, fault) => {
  expect(() => parseArguments(args)).toThrow(fault)
})
