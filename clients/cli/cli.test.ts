import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { duration } from './action-options.ts'
import { configFolder } from './config-folder.ts'
import { createPrinter, printable } from './print.ts'
import { createProgressBar, progressLine } from './progress-bar.ts'
import { deviceQuery, globalId } from './resolve.ts'
import type { Terminal } from './terminal.ts'

describe('what is printed', () => {
  test('a terminal obeys none of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }),
    )
    expect(printable('a\tb\u{e0001}')).toBe('a\\u0009b\\u{e0001}')
    expect(printable('Grüße, 世界 🦊')).toBe('Grüße, 世界 🦊')
  })

  function printed(isJson: boolean) {
    const said = { out: '', err: '' }
    const terminal = { out: (text: string) => (said.out += text), err: (text: string) => (said.err += text) }
    return { said, printer: createPrinter(terminal as unknown as Terminal, isJson) }
  }
  const columns = [
    { title: 'NAME', of: ({ name }: { name: string }) => name },
    { title: 'OK', of: () => true },
  ]

  test('tables for people', () => {
    const { said, printer } = printed(false)
    printer.table([{ name: 'ä' }, { name: 'long name' }], columns, 'None.')
    expect(said.out).toBe('NAME       OK\nä          yes\nlong name  yes\n')
    printer.table([], columns, 'None.')
    expect(said.err).toBe('None.\n')
  })

  test('a line of JSON each for programs, which says the same when it is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        const { said, printer } = printed(true)
        printer.table([{ name }], columns, 'None.')
        expect(said.out.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        expect(JSON.parse(said.out)).toEqual({ name })
      }),
    )
  })
})

test('durations', () => {
  expect(['90', '90s', '15m', '2h', '7d'].map(duration)).toEqual([90, 90, 900, 7200, 604_800])
  for (const bad of ['', 'h', '-1', '1.5h', '1w', '12345678901'])
    expect(() => duration(bad)).toThrow('duration')
})

test('which devices', () => {
  expect(deviceQuery('online, platform=linux,name=web')).toEqual({
    online: true,
    platform: 'LINUX',
    hostnameContains: 'web',
  })
  expect(deviceQuery('offline,not-isolated')).toEqual({ online: false, isolated: false })
  for (const bad of ['', 'on', 'platform=amiga', 'name=']) expect(() => deviceQuery(bad)).toThrow('--where')
})

test('ids as people have them', () => {
  const uuid = '3F0C1E9A-6F4B-4A53-9D0E-1B2C3D4E5F60'
  expect(atob(globalId('Device', uuid))).toBe(`Device:${uuid.toLowerCase()}`)
  expect(globalId('Device', 'RGV2aWNl')).toBe('RGV2aWNl')
})

test('progress', () => {
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
    '[###############...............]  5/10 ended, 1 failed, 1 cancelled, 1 await approval  RUNNING',
  )
})

test('where each system wants settings', () => {
  expect(configFolder({ HOME: '/home/a' }, 'linux')).toBe('/home/a/.config/defend')
  expect(configFolder({ HOME: '/home/a', XDG_CONFIG_HOME: '/x' }, 'linux')).toBe('/x/defend')
  expect(configFolder({ HOME: '/Users/a' }, 'darwin')).toBe('/Users/a/Library/Application Support/defend')
  expect(configFolder({ APPDATA: '/roaming' }, 'win32')).toBe('/roaming/defend')
})

test('a bar is written over where that can be, else it is a line at each change', () => {
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
  const shown = (canRedraw: boolean) => {
    let err = ''
    const bar = createProgressBar({ canRedraw, err: (text: string) => (err += text) } as unknown as Terminal)
    bar.show(bulk)
    bar.show(bulk)
    bar.show({ ...bulk, state: 'FINISHED' })
    bar.end()
    return err
  }
  const [running, finished] = [progressLine(bulk), progressLine({ ...bulk, state: 'FINISHED' })]
  expect(shown(false)).toBe(`${running}\n${finished}\n`)
  expect(shown(true)).toBe(`\r\u001b[K${running}\r\u001b[K${finished}\n`)
})
