/** An object that holds connections, timers or files until it is closed. */
export interface Part {
  close(): Promise<void>
}

/** Registers a part to be closed with the others, and returns it. */
export type Keep = <T extends Part>(part: T) => T

/** Collects the parts of a process, to close them in the reverse order of their opening. */
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
