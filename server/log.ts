import { type Logger, pino } from 'pino'

export type Log = Logger

/** To standard error, a line of JSON each: standard output is for the ready line alone. */
export const openLog = (level: string): Log =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
