/**
 * Bytes of a value as JSON, or infinity once they exceed the limit. A part that occurs several times, such as a column
 * under several aliases, is measured once and counted each time.
 */
export function jsonSize(value: unknown, limit: number): number {
  const known = new WeakMap<object, number>()

  function sizeOf(part: unknown): number {
    switch (typeof part) {
      case 'string':
        return sizeOfText(part)
      case 'number':
        return 8
      case 'boolean':
        return 5
      case 'object':
        return part === null ? 4 : sizeOfObject(part)
      default:
        return 0
    }
  }

  function sizeOfObject(part: object): number {
    const before = known.get(part)
    if (before !== undefined) return before
    let size = 2
    if (Array.isArray(part)) for (const item of part) size = add(size, 1 + sizeOf(item))
    else
      for (const name in part)
        size = add(size, name.length + 4 + sizeOf((part as Readonly<Record<string, unknown>>)[name]))
    known.set(part, size)
    return size
  }

  const add = (size: number, more: number) => {
    if (size + more > limit) throw tooLarge
    return size + more
  }

  try {
    return sizeOf(value)
  } catch (error) {
    if (error === tooLarge) return Number.POSITIVE_INFINITY
    throw error
  }
}

const tooLarge = new Error('too large')

/** Short texts hardly contain characters that JSON escapes, and are not worth encoding twice. */
const short = 256
const sizeOfText = (text: string): number =>
  text.length <= short ? text.length + 2 : Buffer.byteLength(JSON.stringify(text))
