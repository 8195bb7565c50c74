import { expect, test } from 'vitest'
import { isRefused } from '#domain/refusal.ts'
import { type ActiveHours, isWithin, parseActiveHours, type Weekday, weekdays } from './active-hours.ts'

const hours = (timeZone: string, days: string, window: string): ActiveHours => {
  const [from = '', to = ''] = window.split('–')
  const wanted = days === 'daily' ? [...weekdays] : (days.split(' ') as Weekday[])
  return { timeZone, days: wanted, from, to }
}

// The comment behind each case is the local time. 2026-11-24 is a Tuesday.
test.each([
  // [from, to): `from` is inside, `to` is outside.
  ['UTC', 'daily', '09:00–17:00', '2026-11-24T08:59:59.999Z', false],
  ['UTC', 'daily', '09:00–17:00', '2026-11-24T09:00:00.000Z', true],
  ['UTC', 'daily', '09:00–17:00', '2026-11-24T16:59:59.999Z', true],
  ['UTC', 'daily', '09:00–17:00', '2026-11-24T17:00:00.000Z', false],
  // The local time and the local day count.
  ['Asia/Tokyo', 'WEDNESDAY', '03:00–04:00', '2026-11-24T18:30:00.000Z', true], // Wednesday 03:30
  ['Asia/Tokyo', 'TUESDAY', '03:00–04:00', '2026-11-24T18:30:00.000Z', false],
  ['America/Los_Angeles', 'MONDAY', '16:00–17:00', '2026-11-24T00:30:00.000Z', true], // Monday 16:30
  ['Asia/Kathmandu', 'daily', '05:45–05:46', '2026-11-24T00:00:00.000Z', true], // 05:45
  ['Pacific/Kiritimati', 'WEDNESDAY', '00:00–01:00', '2026-11-24T10:30:00.000Z', true], // Wednesday 00:30
  ['Etc/GMT+12', 'MONDAY', '23:00–23:59', '2026-11-24T11:30:00.000Z', true], // Monday 23:30
  // Over midnight a window belongs to the day it began.
  ['UTC', 'TUESDAY', '22:00–06:00', '2026-11-24T21:59:00.000Z', false],
  ['UTC', 'TUESDAY', '22:00–06:00', '2026-11-24T22:00:00.000Z', true],
  ['UTC', 'TUESDAY', '22:00–06:00', '2026-11-25T05:59:59.999Z', true],
  ['UTC', 'TUESDAY', '22:00–06:00', '2026-11-25T06:00:00.000Z', false],
  ['UTC', 'TUESDAY', '22:00–06:00', '2026-11-24T05:00:00.000Z', false], // 05:00: in Monday's window
  ['UTC', 'SUNDAY', '22:00–06:00', '2026-11-23T01:00:00.000Z', true], // Monday 01:00
  ['UTC', 'MONDAY', '22:00–06:00', '2026-11-23T01:00:00.000Z', false],
  ['UTC', 'TUESDAY', '22:00–00:00', '2026-11-24T23:59:00.000Z', true],
  ['UTC', 'TUESDAY', '22:00–00:00', '2026-11-25T00:00:00.000Z', false],
  // from = to: all day.
  ['UTC', 'TUESDAY', '08:00–08:00', '2026-11-24T00:00:00.000Z', true],
  ['UTC', 'TUESDAY', '08:00–08:00', '2026-11-24T23:59:59.999Z', true],
  ['UTC', 'TUESDAY', '08:00–08:00', '2026-11-25T00:00:00.000Z', false],
  // Spring forward in Berlin, 2026-03-29: 02:00 becomes 03:00 at 01:00Z.
  ['Europe/Berlin', 'daily', '02:00–03:00', '2026-03-29T00:59:59.999Z', false], // 01:59
  ['Europe/Berlin', 'daily', '02:00–03:00', '2026-03-29T01:00:00.000Z', false], // 03:00: the window does not exist on this day
  ['Europe/Berlin', 'daily', '03:00–04:00', '2026-03-29T01:30:00.000Z', true], // 03:30
  ['Europe/Berlin', 'SATURDAY', '22:00–06:00', '2026-03-29T03:59:00.000Z', true], // Sunday 05:59
  ['Europe/Berlin', 'SATURDAY', '22:00–06:00', '2026-03-29T04:00:00.000Z', false], // Sunday 06:00
  // Fall back in Berlin, 2026-10-25: 03:00 becomes 02:00 at 01:00Z; that hour occurs twice.
  ['Europe/Berlin', 'daily', '02:00–03:00', '2026-10-25T00:30:00.000Z', true], // 02:30, summer
  ['Europe/Berlin', 'daily', '02:00–03:00', '2026-10-25T01:30:00.000Z', true], // 02:30, winter
  ['Europe/Berlin', 'daily', '02:00–03:00', '2026-10-25T02:00:00.000Z', false], // 03:00
  ['Europe/Berlin', 'SATURDAY', '22:00–06:00', '2026-10-25T04:59:00.000Z', true], // Sunday 05:59
  // The same office hours are an hour apart in UTC.
  ['America/New_York', 'daily', '09:00–17:00', '2026-03-07T13:59:00.000Z', false], // 08:59, winter
  ['America/New_York', 'daily', '09:00–17:00', '2026-03-09T13:00:00.000Z', true], // 09:00, summer
  ['Australia/Lord_Howe', 'daily', '01:45–02:15', '2026-04-04T15:20:00.000Z', true], // 01:50 for the second time: the clock falls back by half an hour
  // Southern hemisphere, and a zone without daylight saving.
  ['America/Santiago', 'daily', '12:00–13:00', '2026-07-01T16:30:00.000Z', true], // 12:30, winter
  ['America/Santiago', 'daily', '12:00–13:00', '2026-12-01T15:30:00.000Z', true], // 12:30, summer
  ['Asia/Kolkata', 'daily', '12:00–13:00', '2026-07-01T06:30:00.000Z', true], // 12:00
])('%s %s %s at %s: %s', (timeZone, days, window, at, expected) => {
  expect(isWithin(hours(timeZone, days, window), Date.parse(at))).toBe(expected)
})

test.each([
  ['timeZone', hours('Mars/Olympus', 'daily', '09:00–17:00')],
  ['timeZone', hours('+01:00', 'daily', '09:00–17:00')],
  ['timeZone', hours('', 'daily', '09:00–17:00')],
  ['days', { ...hours('UTC', 'daily', '09:00–17:00'), days: [] }],
  ['from', hours('UTC', 'daily', '9:00–17:00')],
  ['from', hours('UTC', 'daily', '24:00–17:00')],
  ['to', hours('UTC', 'daily', '09:00–17:60')],
])('refuses active hours with an invalid %s', (field, changed) => {
  expect(parseActiveHours(changed)).toMatchObject({
    refused: { code: 'INVALID_INPUT', path: ['activeHours', field] },
  })
})

test('stores each day once, in the order of the week', () => {
  const unsorted = {
    ...hours('UTC', 'daily', '09:00–17:00'),
    days: ['SUNDAY', 'MONDAY', 'SUNDAY'] as Weekday[],
  }
  expect(parseActiveHours(unsorted)).toMatchObject({ days: ['MONDAY', 'SUNDAY'] })
})

test('accepts the names and links of the IANA database, but not the abbreviations of ICU', {
  timeout: 60_000,
}, () => {
  const accepts = (timeZone: string) =>
    !isRefused(parseActiveHours({ timeZone, days: ['MONDAY'], from: '08:00', to: '18:00' }))
  const iana = [
    'Europe/Berlin',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'America/Argentina/Buenos_Aires',
    'US/Pacific',
  ]
  const short = [
    'UTC',
    'GMT',
    'EST',
    'MST',
    'HST',
    'CET',
    'EET',
    'MET',
    'WET',
    'UCT',
    'PRC',
    'ROC',
    'ROK',
    'GB',
    'NZ',
  ]
  for (const name of [...iana, ...short, 'Etc/GMT+5', 'EST5EDT', 'Zulu'])
    expect(accepts(name), name).toBe(true)
  for (const name of [
    'BST',
    'bst',
    'AST',
    'NST',
    'SST',
    'ECT',
    'PRT',
    'PST',
    'IST',
    'JST',
    'CST',
    'SystemV/PST8',
    'Nowhere',
  ])
    expect(accepts(name), name).toBe(false)
  // Tries all names of three letters.
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const accepted = letters.flatMap(a => letters.flatMap(b => letters.map(c => a + b + c))).filter(accepts)
  expect(accepted).toEqual([
    'CET',
    'EET',
    'EST',
    'GMT',
    'HST',
    'MET',
    'MST',
    'PRC',
    'ROC',
    'ROK',
    'UCT',
    'UTC',
    'WET',
  ])
})
