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

/** A daily window of local time. If `from` is later than `to`, it runs over midnight and belongs to the day it begins. */
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
/** Excludes offsets, which Intl accepts too, because they ignore daylight saving. */
const zoneName = /^[A-Za-z][A-Za-z0-9_+/-]*$/
/** Legacy Java names that Intl accepts but IANA does not have. BST, for example, would mean Dhaka. */
const notIana =
  /^(?:ACT|AET|AGT|ART|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|IET|IST|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST|SystemV\/.*)$/i

export function parseActiveHours(hours: ActiveHours): ActiveHours | Refused {
  const { timeZone, days, from, to } = hours
  if (!isTimeZone(timeZone))
    return invalid('timeZone must be a name in the IANA time zone database', 'activeHours', 'timeZone')
  if (days.length === 0) return invalid('days must not be empty', 'activeHours', 'days')
  if (!time.test(from)) return invalid('from must be a time HH:MM', 'activeHours', 'from')
  if (!time.test(to)) return invalid('to must be a time HH:MM', 'activeHours', 'to')
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
