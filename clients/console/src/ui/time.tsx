import { t } from '@lingui/core/macro'
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
      {seconds < 1 ? t`now` : t`${short(seconds)} ago`}
    </time>
  )
}

interface CountdownProps {
  readonly to: string
  /** Puts the time into a sentence. */
  readonly within?: (time: string) => string
}

/** The time left until an instant. */
export function Countdown({ to, within = time => time }: CountdownProps) {
  const seconds = (Date.parse(to) - useNow()) / 1000
  return (
    <time dateTime={to} title={useBoth(to)}>
      {seconds <= 0 ? t`due` : within(precise(seconds))}
    </time>
  )
}

function short(seconds: number): string {
  const whole = Math.floor(seconds)
  if (seconds < 60) return t`${whole} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return t`${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return t`${hours} h`
  const days = Math.floor(hours / 24)
  return t`${days} d`
}

function precise(seconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  if (seconds >= 86_400) {
    const days = Math.floor(seconds / 86_400)
    const hours = Math.floor((seconds % 86_400) / 3600)
    return t`${days} d ${hours} h`
  }
  if (seconds >= 3600)
    return `${Math.floor(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}
