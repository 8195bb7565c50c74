import { expect, test } from 'vitest'
import { completionsOf, parseCommand, type Surroundings } from './commands.ts'
import { secondsOf, tokensOf } from './tokens.ts'

const around: Surroundings = {
  scripts: [{ id: 's1', name: 'list users' }],
  processes: [{ pid: 4242, name: 'lsass-dump' }],
  blockedAddresses: ['203.0.113.9'],
}
const commandOf = (line: string) => {
  const parsed = parseCommand(line, around)
  return parsed.kind === 'command' ? parsed.command : parsed
}
const messageOf = (line: string) => {
  const parsed = parseCommand(line, around)
  return parsed.kind === 'fault' ? parsed.message : parsed.kind
}

test('quotes keep spaces, and the justification follows two dashes', () => {
  expect(tokensOf(`quarantine "C:\\Program Files\\a b.exe" -- Seen -- twice`)).toEqual({
    words: ['quarantine', 'C:\\Program Files\\a b.exe'],
    justification: 'Seen -- twice',
  })
  expect(['90s', '30m', '8h', '7d', '1w', 'x'].map(secondsOf)).toEqual([
    90,
    1800,
    28_800,
    604_800,
    null,
    null,
  ])
})

test('a line becomes the input of the action', () => {
  expect(commandOf('kill 4242 lsass-dump -- It reads credentials')).toEqual({
    type: 'KILL_PROCESS',
    action: { killProcess: { pid: 4242, processName: 'lsass-dump', startedAt: null } },
    effectFor: null,
    justification: 'It reads credentials',
  })
  expect(commandOf('block 203.0.113.7 --for 8h')).toMatchObject({
    action: { blockIp: { address: '203.0.113.7' } },
    effectFor: 28_800,
    justification: '',
  })
  expect(commandOf('isolate 192.0.2.1 192.0.2.2')).toMatchObject({
    action: { isolateDevice: { allowAddresses: ['192.0.2.1', '192.0.2.2'] } },
  })
  expect(commandOf('script "list users" -a b')).toMatchObject({
    action: { runScript: { scriptId: 's1', arguments: ['-a', 'b'] } },
  })
  expect(commandOf('forensics event_logs')).toMatchObject({
    action: { collectForensics: { include: ['EVENT_LOGS'] } },
  })
})

test('a mistake is named', () => {
  expect(messageOf('constructor')).toContain('Unknown command “constructor”')
  expect(messageOf('kill now')).toBe('pid: Must be a whole number, 1 or more. Usage: kill PID [NAME]')
  expect(messageOf('quarantine agent.bin')).toContain('Must be an absolute path')
  expect(messageOf('block 203.0.113.7 --for soon')).toContain('--for needs a duration')
  expect(messageOf('kill 7 --for 8h')).toBe('kill has no end. Leave out --for.')
  expect(messageOf('script nothing')).toContain('No registered script has the name “nothing”')
  expect(messageOf('help')).toBe('help')
})

test('commands, processes, scripts and addresses are completed', () => {
  expect(completionsOf('i', around)).toEqual(['isolate'])
  expect(completionsOf('kill ', around)).toEqual(['kill 4242 lsass-dump'])
  expect(completionsOf('script li', around)).toEqual([])
  expect(completionsOf('script "li', around)).toEqual(['script "list users"'])
  expect(completionsOf('unblock 203', around)).toEqual(['unblock 203.0.113.9'])
  expect(completionsOf('kill 4242 lsass-dump', around)).toEqual([])
})
