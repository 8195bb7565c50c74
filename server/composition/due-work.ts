/** The tasks that find and run due work. Timers and the sweep run them; they are idempotent. */
export interface DueWork {
  add(task: () => Promise<void>): void
  /** Runs all tasks concurrently; rejects if one rejects. */
  run(): Promise<void>
}

export function createDueWork(): DueWork {
  const tasks: (() => Promise<void>)[] = []
  return {
    add: task => void tasks.push(task),
    run: async () => void (await Promise.all(tasks.map(task => task()))),
  }
}
