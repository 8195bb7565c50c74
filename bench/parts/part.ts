import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A benchmark program in a separate process, so that its CPU time does not slow the program under test. */
export interface Part<Ready> {
  readonly ready: Ready
  readonly pid: number
  /** Call again only after the previous answer. */
  ask<Answer>(question: unknown): Promise<Answer>
  /** Sets the receiver of what the part tells without being asked. */
  onTold(listener: (told: never) => void): void
  close(): Promise<void>
}

export async function startPart<Ready = null>(name: string, input: object = {}): Promise<Part<Ready>> {
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const ended = exited.then(([code]) => {
    throw new Error(`${name} ended with ${code}`)
  })
  ended.catch(() => {})
  let answered: (answer: unknown) => void = () => {}
  let onTold: (told: never) => void = () => {}
  child.on('message', (message: Message) => {
    if ('told' in message) onTold(message.told as never)
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
    onTold: listener => {
      onTold = listener
    },
    close: async () => {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

type Message = { readonly answer: unknown } | { readonly told: unknown }

/** The child's side of `onTold`. */
export const tell = (told: unknown): void => void process.send?.({ told })

interface Opened {
  readonly ready: unknown
  answer?(question: never): Promise<unknown>
  close(): Promise<void> | void
}

/** The child's side: the first message opens the part, later ones are questions, and it exits with its parent. */
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
  // Ctrl-C reaches the whole process group, but the parent ends its parts in order.
  process.on('SIGINT', () => {})
}
