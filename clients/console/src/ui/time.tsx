import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { formatsOf, useZone } from './zone.ts'

const Now = createContext(Date.now())

/** One clock for all relative times. It ticks every second while the page is visible. */
export function Clock({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now())
    }, 1000)
    return () => clearInterval(timer)
  }, [])
  return <Now value={now}>{children}</Now>
}

export const useNow = (): number => useContext(Now)

interface TimeProps {
  readonly at: string
  /** Shows the date of today too. */
  readonly date?: boolean
}

/** In the chosen time zone, with UTC on hover. */
export function Time({ at, date = false }: TimeProps) {
  const [zone] = useZone()
  const { full, time, day } = formatsOf(zone)
  const instant = new Date(at)
  const isToday = day.format(instant) === day.format(new Date())
  return (
    <time dateTime={at} title={`${at} (UTC)`}>
      {isToday && !date ? time.format(instant) : full.format(instant)}
    </time>
  )
}

/** For titles: the instant in the chosen zone and in UTC. */
function useBoth(at: string): string {
  const [zone] = useZone()
  return `${formatsOf(zone).full.format(new Date(at))} ${zone}\n${at} (UTC)`
}

export function Ago({ at }: { readonly at: string }) {
  const seconds = (useNow() - Date.parse(at)) / 1000
  return (
    <time dateTime={at} title={useBoth(at)}>
      {seconds < 1 ? 'now' : `${short(seconds)} ago`}
    </time>
  )
}

/** The time left until an instant. */
export function Countdown({ to, prefix = '' }: { readonly to: string; readonly prefix?: string }) {
  const seconds = (Date.parse(to) - useNow()) / 1000
  return (
    <time dateTime={to} title={useBoth(to)}>
      {seconds <= 0 ? 'due' : `${prefix}${precise(seconds)}`}
    </time>
  )
}

function short(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`
  return `${Math.floor(seconds / 86_400)} d`
}

function precise(seconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  if (seconds >= 86_400) return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`
  if (seconds >= 3600)
    return `${Math.floor(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}
