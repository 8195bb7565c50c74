import { createInterface } from 'node:readline'
import { messageOf } from '../failures.ts'

/** The fixture's side of a `Worker`: answers each line of JSON with the handler's result. */
export function answerRequests(handle: (request: Record<string, unknown>) => unknown): void {
  createInterface({ input: process.stdin }).on('line', async text => {
    const { id, ...request } = JSON.parse(text)
    const line = await Promise.resolve()
      .then(() => handle(request))
      .then(
        answer => ({ id, answer: answer ?? null }),
        error => ({ id, error: messageOf(error) }),
      )
    process.stdout.write(`${JSON.stringify(line)}\n`)
  })
}
