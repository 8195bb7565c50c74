import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A benchmark program in a separate process, so that it does not share a thread with the program under test. */
export interface Part<Ready> {
  readonly ready: Ready
  readonly pid: number
  /** Must not be called again before the previous answer has arrived. */
  ask<Answer>(question: unknown): Promise<Answer>
  /** Sets the listener for notifications, which the part sends without being asked. */
  onNotification(listener: (notification: never) => void): void
  close(): Promise<void>
}

export async function startPart<Ready = null>(name: string, input: object = {}): Promise<Part<Ready>> {
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const ended = exited.then(([code]) => {
    throw new Error(`${name} exited with ${code}`)
  })
  ended.catch(() => {})
  let answered: (answer: unknown) => void = () => {}
  let onNotification: (notification: never) => void = () => {}
  child.on('message', (message: Message) => {
    if ('notification' in message) onNotification(message.notification as never)
    else answered(message.answer)
  })
  const ask = async <Answer>(question: unknown): Promise<Answer> => {
    const answer = new Promise<unknown>(resolve => {
      answered = resolve
    })
    child.send(question as object)
    return (await Promise.race([answer, ended])) as Answer
  }
  return {
    ready: await ask<Ready>(input),
    pid: child.pid ?? 0,
    ask,
    onNotification: listener => {
      onNotification = listener
    },
    close: async () => {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

type Message = { readonly answer: unknown } | { readonly notification: unknown }

/** Sends a notification from the child to the parent. */
export const notify = (notification: unknown): void => void process.send?.({ notification })

interface Opened {
  readonly ready: unknown
  answer?(question: never): Promise<unknown>
  close(): Promise<void> | void
}

/** The child's side. The first message opens the part, and later messages are questions. It exits with its parent. */
export function runPart<Input>(open: (input: Input) => Promise<Opened>): void {
  let opened: Opened | undefined
  async function reply(message: unknown): Promise<unknown> {
    if (opened) return opened.answer?.(message as never)
    opened = await open(message as Input)
    return opened.ready
  }
  process.on('message', message => {
    reply(message).then(
      answer => process.send?.({ answer: answer ?? null }),
      error => {
        process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
        process.exit(1)
      },
    )
  })
  process.once('disconnect', async () => {
    await opened?.close()
    process.exit(0)
  })
  // Ctrl-C signals the whole process group, but the parent closes its parts in order.
  process.on('SIGINT', () => {})
}
