import { invalid, type Refused } from '#domain/refusal.ts'

export const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const
export type Weekday = (typeof weekdays)[number]

/** A window of the local wall clock. `from` later than `to` runs over midnight, and belongs to the day it began. */
export interface ActiveHours {
  /** IANA name. */
  readonly timeZone: string
  readonly days: readonly Weekday[]
  /** HH:MM, inclusive. */
  readonly from: string
  /** HH:MM, exclusive. */
  readonly to: string
}

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$/
/** A name, because Intl also takes offsets, which know no daylight saving. */
const zoneName = /^[A-Za-z][A-Za-z0-9_+/-]*$/
/** Names that ICU, and so Intl, takes from old Java, although IANA has none of them: BST would be Dhaka. */
const notIana =
  /^(?:ACT|AET|AGT|ART|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|IET|IST|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST|SystemV\/.*)$/i

export function parseActiveHours(hours: ActiveHours): ActiveHours | Refused {
  const { timeZone, days, from, to } = hours
  if (!isTimeZone(timeZone))
    return invalid('timeZone is not a name in the IANA time zone database', 'activeHours', 'timeZone')
  if (days.length === 0) return invalid('names no day', 'activeHours', 'days')
  if (!time.test(from)) return invalid('is no time HH:MM', 'activeHours', 'from')
  if (!time.test(to)) return invalid('is no time HH:MM', 'activeHours', 'to')
  return { timeZone, days: weekdays.filter(day => days.includes(day)), from, to }
}

function isTimeZone(name: string): boolean {
  if (!zoneName.test(name) || notIana.test(name)) return false
  try {
    wallClock(name, 0)
    return true
  } catch {
    return false
  }
}

/** The local wall-clock time at an instant. */
function wallClock(timeZone: string, now: number): { readonly day: Weekday; readonly time: string } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]))
  const day = parts.get('weekday')?.toUpperCase() as Weekday
  return { day, time: `${parts.get('hour')}:${parts.get('minute')}` }
}

const dayBefore = (day: Weekday): Weekday => weekdays.at(weekdays.indexOf(day) - 1) ?? day

export function isWithin({ timeZone, days, from, to }: ActiveHours, now: number): boolean {
  const { day, time } = wallClock(timeZone, now)
  if (from === to) return days.includes(day)
  if (from < to) return days.includes(day) && from <= time && time < to
  return (days.includes(day) && from <= time) || (days.includes(dayBefore(day)) && time < to)
}
