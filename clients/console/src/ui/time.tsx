import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

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

const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const localTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
export const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone

const isToday = (instant: Date) => instant.toDateString() === new Date().toDateString()

/** In the viewer's time zone, with UTC on hover. */
export function Time({ at, date = false }: { readonly at: string; readonly date?: boolean }) {
  const instant = new Date(at)
  const text = isToday(instant) && !date ? localTime.format(instant) : local.format(instant)
  return (
    <time dateTime={at} title={`${at} (UTC)`}>
      {text}
    </time>
  )
}

export function Ago({ at }: { readonly at: string }) {
  const seconds = (useNow() - Date.parse(at)) / 1000
  return (
    <time dateTime={at} title={`${local.format(new Date(at))} ${zone}\n${at} (UTC)`}>
      {seconds < 1 ? 'now' : `${short(seconds)} ago`}
    </time>
  )
}

/** The time left until an instant. */
export function Countdown({ to, prefix = '' }: { readonly to: string; readonly prefix?: string }) {
  const seconds = (Date.parse(to) - useNow()) / 1000
  return (
    <time dateTime={to} title={`${local.format(new Date(to))} ${zone}\n${to} (UTC)`}>
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
