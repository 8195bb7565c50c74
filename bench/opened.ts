interface Closable {
  close(): Promise<void> | void
}

export type Keep = <T extends Closable>(part: T) => T

/** Runs `work` and then closes everything passed to `keep`, in reverse order, even after an error or Ctrl-C. */
export async function whileOpen<T>(interrupted: AbortSignal, work: (keep: Keep) => Promise<T>): Promise<T> {
  const opened: Closable[] = []
  const interruption = new Promise<never>((_, reject) => {
    interrupted.addEventListener('abort', () => reject(interrupted.reason), { once: true })
  })
  try {
    interrupted.throwIfAborted()
    return await Promise.race([
      interruption,
      work(part => {
        opened.push(part)
        return part
      }),
    ])
  } finally {
    for (const part of opened.reverse()) await part.close()
  }
}
