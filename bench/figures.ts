/** The quantile of the values for a share between 0 and 1. NaN for an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export interface Pace {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

export const paceOf = (latencies: readonly number[], milliseconds: number): Pace => ({
  perSecond: (latencies.length * 1000) / milliseconds,
  p50: quantile(latencies, 0.5),
  p99: quantile(latencies, 0.99),
})

export const rounded = (value: number): string => Math.round(value).toLocaleString('en')
export const ms = (value: number): string => (value < 100 ? value.toFixed(2) : rounded(value))
export const ratio = (value: number): string => value.toFixed(2)

/** Fractional milliseconds since 1970, comparable with PostgreSQL's clock on the same machine. */
export const wallClock = (): number => performance.timeOrigin + performance.now()

/** Milliseconds of a monotonic clock that all processes on this machine share. */
export const sharedClock = (): number => Number(process.hrtime.bigint()) / 1e6
