import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { configFolder } from './config-folder.ts'
import { deviceFilter } from './devices.ts'
import { globalId, isAbbreviated, isAbbreviationOf } from './ids.ts'
import { duration, instant, oneOf } from './options.ts'
import { type Column, createPrinter } from './print.ts'
import { cut, printable, width } from './printable.ts'
import { run } from './program.ts'
import { createProgressBar, progressLine } from './progress-bar.ts'
import type { Terminal } from './terminal.ts'

describe('printed text', () => {
  // The timeout only stops a test that hangs, because the machine may be busy.
  test('contains no control characters and no characters that hide or reorder text', {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(printable(text)).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
        )
      }),
    )
    expect(printable('a\tb\u{e0001}')).toBe('a\\u0009b\\u{e0001}')
    expect(printable('Grüße, 世界 🦊')).toBe('Grüße, 世界 🦊')
  })

  test.each([
    ['202a', '\u202a'],
    ['202e', '\u202e'],
    ['2066', '\u2066'],
    ['2069', '\u2069'],
    ['200b', '\u200b'],
    ['200d', '\u200d'],
    ['feff', '\ufeff'],
    ['00ad', '\u00ad'],
    ['3164', '\u3164'],
    ['00a0', '\u00a0'],
    ['2003', '\u2003'],
  ])('shows U+%s as an escape', (code, character) => {
    expect(printable(`invoice${character}fdp.exe`)).toBe(`invoice\\u${code}fdp.exe`)
  })

  test('is measured and truncated in terminal cells', () => {
    expect([width('abc'), width('世界'), width('e\u0301')]).toEqual([3, 4, 1])
    expect(cut('世界abc', 5)).toBe('世界…')
    expect(cut('abc', 3)).toBe('abc')
  })
})

describe('a table', () => {
  interface Row {
    readonly id: string
    readonly name: string
    readonly status: string
  }
  function printed(isJson: boolean, screen: { columns?: number; hasColor?: boolean } = {}) {
    const output = { out: '', err: '' }
    const terminal = {
      columns: screen.columns ?? null,
      hasColor: screen.hasColor ?? false,
      out: (text: string) => (output.out += text),
      err: (text: string) => (output.err += text),
    }
    return { output, printer: createPrinter(terminal as unknown as Terminal, isJson) }
  }
  const columns: Column<Row>[] = [
    { title: 'ID', of: ({ id }) => id, kind: 'id' },
    { title: 'NAME', of: ({ name }) => name },
    { title: 'STATUS', of: ({ status }) => status, kind: 'state' },
  ]
  const rows: Row[] = [
    { id: '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60', name: 'ä', status: 'FAILED TIMED_OUT' },
    { id: '3f0c1e9b-6f4b-4a53-9d0e-1b2c3d4e5f61', name: 'a very long name', status: 'QUEUED' },
  ]

  test('has full ids and no colours if it is not printed to a terminal', () => {
    const { output, printer } = printed(false)
    printer.table(rows, columns, 'None.')
    expect(output.out).toBe(
      `${'ID'.padEnd(36)}  NAME              STATUS\n` +
        `${rows[0]?.id}  ä                 FAILED TIMED_OUT\n` +
        `${rows[1]?.id}  a very long name  QUEUED\n`,
    )
    printer.table([], columns, 'None.')
    expect(output.err).toBe('None.\n')
  })

  test('fits the terminal; ids are abbreviated to their last digits as far as they stay unique, and states are never truncated', () => {
    const { output, printer } = printed(false, { columns: 40 })
    printer.table(rows, columns, 'None.')
    const lines = output.out.trimEnd().split('\n')
    expect(lines).toEqual([
      'ID        NAME          STATUS',
      '3d4e5f60  ä             FAILED TIMED_OUT',
      '3d4e5f61  a very long…  QUEUED',
    ])
    const alike = printed(false, { columns: 80 })
    const twin = { id: '3f0c1e9a-6f4b-4a53-8d0e-1b2d3d4e5f60', name: 'x', status: 'QUEUED' }
    alike.printer.table([...rows, twin], columns, 'None.')
    expect(alike.output.out).toContain('c3d4e5f60  ä')
  })

  test('has colours on a terminal that supports them', () => {
    const { output, printer } = printed(false, { columns: 80, hasColor: true })
    printer.table(rows, columns, 'None.')
    expect(output.out).toContain('\u001b[31mFAILED TIMED_OUT\u001b[0m')
    expect(output.out).toContain('\u001b[1mID\u001b[0m')
  })

  test('is one line of JSON per item for programs, which parses to the same value', {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        const { output, printer } = printed(true, { hasColor: true, columns: 20 })
        const row = { id: '1', name, status: 'FAILED' }
        printer.table([row], columns, 'None.')
        expect(output.out.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        expect(JSON.parse(output.out)).toEqual(row)
      }),
    )
  })
})

describe('an option value', () => {
  test('can be a duration', () => {
    expect(['90', '90s', '15m', '2h', '7d'].map(duration)).toEqual([90, 90, 900, 7200, 604_800])
    for (const bad of ['', 'h', '-1', '1.5h', '1w', '12345678901'])
      expect(() => duration(bad)).toThrow('duration')
  })

  test('can be a timestamp or a time ago', () => {
    expect(instant('2026-11-26')).toBe('2026-11-26T00:00:00.000Z')
    expect(instant('2026-11-26T09:30+01:00')).toBe('2026-11-26T08:30:00.000Z')
    const hour = Date.now() - Date.parse(instant('1h'))
    expect(hour).toBeGreaterThanOrEqual(3_600_000)
    expect(hour).toBeLessThan(3_660_000)
    // JavaScript parses "7" as July 2001 and 31 June as 1 July.
    for (const bad of ['7', '', '2026', 'July 2001', '2026-06-31', '2026-13-01', '2026-11-26T09:30', '7 d'])
      expect(() => instant(bad)).toThrow('Expected 30m, 24h or 7d')
  })

  test('can be one of several names, in any case', () => {
    const parse = oneOf(['KILL_PROCESS', 'BLOCK_IP'])
    expect(['kill-process', 'Block_IP'].map(parse)).toEqual(['KILL_PROCESS', 'BLOCK_IP'])
    expect(() => parse('explode')).toThrow('Expected one of KILL_PROCESS, BLOCK_IP')
  })
})

describe('a device filter', () => {
  test('combines terms', () => {
    expect(deviceFilter('online, platform=linux,name=web')).toEqual({
      online: true,
      platform: 'LINUX',
      hostnameContains: 'web',
    })
    expect(deviceFilter('offline,not-isolated')).toEqual({ online: false, isolated: false })
  })

  test('requires every label', () => {
    expect(deviceFilter('label=pci,label=web,drifted,host=web-7,ip=192.0.2.7')).toEqual({
      labels: ['pci', 'web'],
      drifted: true,
      hostname: 'web-7',
      ipAddress: '192.0.2.7',
    })
  })

  test.each([
    '',
    'on',
    'platform=amiga',
    'name=',
    'name=a=b',
    'online=yes',
    'online,',
    'online,offline',
    'name=a,name=b',
    'isolated,not-isolated',
    'platform=linux,platform=linux',
  ])('refuses %j', bad => {
    expect(() => deviceFilter(bad)).toThrow('--where')
  })
})

describe('a usage error', () => {
  async function runCommand(...args: string[]) {
    const output = { out: '', err: '' }
    const terminal = {
      env: {},
      columns: null,
      hasColor: false,
      isInteractive: false,
      out: (text: string) => {
        output.out += text
        return undefined
      },
      err: (text: string) => {
        output.err += text
      },
      signal: new AbortController().signal,
    }
    return { code: await run(args, terminal as unknown as Terminal), ...output }
  }

  test.each([
    ['--limit must not be repeated', ['history', '-n', '1', '--limit', '2']],
    ['--platform must not be repeated', ['devices', '--platform', 'linux', '--platform', 'windows']],
    ['--device must not be repeated', ['history', '-d', 'a', '-d', 'b']],
    ['--device must not be empty', ['history', '--device', '']],
    ['--name must not be empty', ['devices', '--name', ' ']],
    ['--digest must not be empty', ['approve', 'x', '--digest', '']],
    ['must not be used together', ['devices', '--online', '--offline']],
    ['Expected 30m, 24h or 7d', ['history', '--since', '7']],
    ['Expected 30m, 24h or 7d', ['audit', 'export', '--from', 'yesterday']],
    ['at least 1', ['history', '-n', '0']],
    ['Expected one of', ['history', '--type', 'explode']],
    [
      '"name=a=b" is not a valid term',
      ['bulk', 'isolate', '--where', 'name=a=b', '-b', 'It was seen by EDR'],
    ],
    ['Missing command', []],
  ])('contains "%s"', async (message, args) => {
    const { code, out, err } = await runCommand(...args, '--json', '--token', 't')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    const failure = JSON.parse(err)
    expect(failure).toMatchObject({ exitCode: 2, error: { code: 'USAGE' } })
    expect(failure.error.message).toContain(message)
  })

  test('escapes characters of the command line that hide or reorder text', async () => {
    const { code, err } = await runCommand('history', '--type', 'kill\u202e')
    expect(code).toBe(2)
    expect(err).toContain('kill\\u202e')
  })

  test('is text for people', async () => {
    const { err } = await runCommand('devices', '--online', '--offline')
    expect(err).toBe('--online and --offline must not be used together.\n')
  })
})

test('raw ids become global ids, and eight or more digits count as an abbreviated id', () => {
  const uuid = '3F0C1E9A-6F4B-4A53-9D0E-1B2C3D4E5F60'
  expect(atob(globalId('Device', uuid))).toBe(`Device:${uuid.toLowerCase()}`)
  expect(globalId('Device', 'RGV2aWNl')).toBe('RGV2aWNl')
  expect(['3f0c1e9a', '3f0c1e9a-6f4b', '3F0C1E9A-'].map(isAbbreviated)).toEqual([true, true, true])
  expect(['9d0e1b2c', '1b2c3d4e5f60'].map(isAbbreviated)).toEqual([true, true])
  expect(
    ['3F0C1E9A-6f', '3d4e5f60', '3d4e5f61'].map(part => isAbbreviationOf(part, uuid.toLowerCase())),
  ).toEqual([true, true, false])
  expect(['3f0c1e9', 'web-7', uuid, 'RGV2aWNl'].map(isAbbreviated)).toEqual([false, false, false, false])
})

test('a progress line counts the actions that have ended', () => {
  const progress = {
    pendingApproval: 1,
    queued: 4,
    executing: 0,
    completed: 3,
    failed: 1,
    cancelled: 1,
    verified: 0,
  }
  const bulk = { progress, total: 10, state: 'RUNNING' } as Parameters<typeof progressLine>[0]
  expect(progressLine(bulk)).toBe(
    '[###############...............]  5/10 ended, 1 failed, 1 cancelled, 1 waiting for approval  RUNNING',
  )
})

test('the config folder follows the conventions of each system', () => {
  expect(configFolder({ HOME: '/home/a' }, 'linux')).toBe('/home/a/.config/defend')
  expect(configFolder({ HOME: '/home/a', XDG_CONFIG_HOME: '/x' }, 'linux')).toBe('/x/defend')
  expect(configFolder({ HOME: '/Users/a' }, 'darwin')).toBe('/Users/a/Library/Application Support/defend')
  expect(configFolder({ APPDATA: '/roaming' }, 'win32')).toBe('/roaming/defend')
})

test('a progress bar is redrawn in place, or printed as one line per change', () => {
  const progress = {
    pendingApproval: 0,
    queued: 1,
    executing: 0,
    completed: 0,
    failed: 0,
    cancelled: 0,
    verified: 0,
  }
  const bulk = { progress, total: 1, state: 'RUNNING' } as Parameters<typeof progressLine>[0]
  const progressOutput = (canRedraw: boolean) => {
    let err = ''
    const bar = createProgressBar({ canRedraw, err: (text: string) => (err += text) } as unknown as Terminal)
    bar.show(bulk)
    bar.show(bulk)
    bar.show({ ...bulk, state: 'FINISHED' })
    bar.end()
    return err
  }
  const [running, finished] = [progressLine(bulk), progressLine({ ...bulk, state: 'FINISHED' })]
  expect(progressOutput(false)).toBe(`${running}\n${finished}\n`)
  expect(progressOutput(true)).toBe(`\r\u001b[K${running}\r\u001b[K${finished}\n`)
})
