/** Anything that holds connections, timers or files. */
export interface Part {
  close(): Promise<void>
}

/** Registers a part to be closed with the others, and returns it. */
export type Keep = <T extends Part>(part: T) => T

/** Collects what a process opens, so that everything is closed in the reverse order of its opening. */
export function createParts(onError: (error: unknown) => void): {
  readonly keep: Keep
  close(): Promise<void>
} {
  const opened: Part[] = []
  return {
    keep: part => {
      opened.push(part)
      return part
    },
    close: async () => {
      for (const part of opened.splice(0).reverse()) await part.close().catch(onError)
    },
  }
}
