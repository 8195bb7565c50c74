/** One event with its details. */
export type Log = (message: string, details?: object) => void

/** JSON lines on standard error: standard output is for what other programs wait for. */
export const logToStderr: Log = (message, details = {}) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), msg: message, ...details })}\n`)
}

export const printLine = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`)
