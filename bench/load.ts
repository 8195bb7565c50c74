import { setTimeout as delay } from 'node:timers/promises'
import { type Pace, paceOf, wallClock } from './figures.ts'

/** One request: its scheduled time (ms since 1970) and its outcome. */
export interface Sent<T> {
  readonly scheduled: number
  readonly outcome: T
}

type Send<T> = (index: number) => Promise<T>

/** Closed loop: each caller sends its next request as soon as it has the response to the last one. */
export async function inFlight<T>(callers: number, seconds: number, send: Send<T>): Promise<Sent<T>[]> {
  const sent: Sent<T>[] = []
  const end = wallClock() + seconds * 1000
  let next = 0
  const caller = async () => {
    for (let scheduled = wallClock(); scheduled < end; scheduled = wallClock())
      sent.push({ scheduled, outcome: await send(next++) })
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return sent
}

/** Closed loop of a fixed number of requests. */
export async function countInFlight(callers: number, count: number, send: Send<unknown>): Promise<void> {
  let next = 0
  const caller = async () => {
    while (next < count) await send(next++)
  }
  await Promise.all(Array.from({ length: callers }, caller))
}

/**
 * Open loop: sends a request every 1/rate seconds, even if earlier ones have no response yet. A server that stalls is
 * charged for all requests that were due during the stall (no coordinated omission).
 */
export async function atRate<T>(rate: number, seconds: number, send: Send<T>): Promise<Sent<T>[]> {
  const start = wallClock()
  const sent: Promise<Sent<T>>[] = []
  const count = rate * seconds
  while (sent.length < count) {
    const due = Math.min(count, ((wallClock() - start) * rate) / 1000)
    while (sent.length < due) {
      const scheduled = start + (sent.length * 1000) / rate
      sent.push(send(sent.length).then(outcome => ({ scheduled, outcome })))
    }
    await delay(1)
  }
  return Promise.all(sent)
}

/** The pace of a closed loop, measured from each request to its response. */
export async function paceInFlight(callers: number, seconds: number, send: Send<unknown>): Promise<Pace> {
  const latencies: number[] = []
  const start = wallClock()
  await inFlight(callers, seconds, async index => {
    const sentAt = wallClock()
    await send(index)
    latencies.push(wallClock() - sentAt)
  })
  return paceOf(latencies, wallClock() - start)
}
