/** Writes one event with its details. */
export type Log = (message: string, details?: object) => void

/** Logs JSON lines to standard error. Standard output is reserved for output that other programs parse. */
export const logToStderr: Log = (message, details = {}) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), msg: message, ...details })}\n`)
}

export const printLine = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`)
