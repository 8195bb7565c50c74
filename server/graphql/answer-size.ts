/**
 * Approximate bytes of a value as JSON; infinity if they exceed the limit. An object that occurs several times (for
 * example under several aliases) is measured once but counted each time.
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

/** Up to this length, the characters are counted, because encoding the text would cost more than the error matters. */
const short = 256
const sizeOfText = (text: string): number =>
  text.length <= short ? text.length + 2 : Buffer.byteLength(JSON.stringify(text))
