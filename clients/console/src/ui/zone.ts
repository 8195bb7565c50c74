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

/** Formatters are expensive, so each zone has its own once. */
export function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone)
  if (known) return known
  const made = {
    full: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium', timeZone }),
    time: new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', timeZone }),
    day: new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeZone }),
  }
  formats.set(timeZone, made)
  return made
}
