/** The tasks that look for due work. Timers and the sweep run them; running one twice is harmless. */
export interface DueWork {
  add(task: () => Promise<void>): void
  /** Runs all tasks side by side; rejects if one does. */
  run(): Promise<void>
}

export function createDueWork(): DueWork {
  const tasks: (() => Promise<void>)[] = []
  return {
    add: task => void tasks.push(task),
    run: async () => void (await Promise.all(tasks.map(task => task()))),
  }
}
