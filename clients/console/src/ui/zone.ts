import { regionalLocale } from '../language/language.ts'
import { usePreference } from './preference.ts'

/** The browser's time zone. */
export const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The time zone in which the console shows times, and how to choose another; null chooses the browser's. */
export function useZone(): [string, (zone: string | null) => void] {
  const [chosen, choose] = usePreference('zone')
  return [isZone(chosen) ? chosen : ownZone, choose]
}

function isZone(zone: string | null): zone is string {
  if (zone === null) return false
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: zone })
    return true
  } catch {
    return false
  }
}

interface Formats {
  readonly full: Intl.DateTimeFormat
  readonly time: Intl.DateTimeFormat
  readonly day: Intl.DateTimeFormat
}
const formats = new Map<string, Formats>()

/** Formatters are expensive, so each language and zone has its own once. */
export function formatsOf(timeZone: string): Formats {
  const locale = regionalLocale()
  const key = `${locale} ${timeZone}`
  const known = formats.get(key)
  if (known) return known
  const made = {
    full: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone }),
    time: new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone }),
  }
  formats.set(key, made)
  return made
}
