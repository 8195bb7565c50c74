import { type Logger, pino } from 'pino'

export type Log = Logger

/** Logs to standard error, one line of JSON per entry. Standard output is reserved for the ready line. */
export const openLog = (level: string): Log =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
