import { MAX_OUTPUT_BYTES } from '#protocol/topics.ts'

/** Bytes to keep of each end. One stream alone may fill a whole result. */
const KEPT_BYTES = MAX_OUTPUT_BYTES / 2
const CUT = '\n[… left out …]\n'

/** The first and last bytes of a stream, in constant memory. */
export interface BothEnds {
  write(chunk: Buffer): void
  ends(): Ends
}
export interface Ends {
  readonly first: Buffer
  readonly last: Buffer
  /** Length of the whole stream. Bytes missing from the two ends were between them. */
  readonly bytes: number
}

export function keepBothEnds(): BothEnds {
  let first = Buffer.alloc(0)
  let last: Buffer[] = []
  let lastBytes = 0
  let bytes = 0

  return {
    write(chunk) {
      bytes += chunk.length
      const fits = chunk.subarray(0, KEPT_BYTES - first.length)
      if (fits.length > 0) first = Buffer.concat([first, fits])
      const rest = chunk.subarray(fits.length)
      if (rest.length === 0) return
      // Copy, so that a small tail does not keep a large chunk in memory.
      last.push(Buffer.from(rest.subarray(-KEPT_BYTES)))
      lastBytes += Math.min(rest.length, KEPT_BYTES)
      if (lastBytes < 2 * KEPT_BYTES) return
      last = [Buffer.concat(last).subarray(-KEPT_BYTES)]
      lastBytes = KEPT_BYTES
    },
    ends: () => ({ first, last: Buffer.concat(last).subarray(-KEPT_BYTES), bytes }),
  }
}

/**
 * Texts that together take at most `budget` bytes of JSON. The shorter text leaves its share to the longer
 * one.
 */
export function fitOutput(
  stdout: Ends,
  stderr: Ends,
  budget: number,
): { readonly stdout: string; readonly stderr: string } {
  const half = Math.floor(budget / 2)
  const sizes = [stdout, stderr].map(ends => (isWhole(ends) ? jsonBytes(wholeText(ends)) : Infinity))
  const [out = Infinity, error = Infinity] = sizes
  return {
    stdout: cutTo(stdout, Math.max(half, budget - error)),
    stderr: cutTo(stderr, Math.max(half, budget - out)),
  }
}

function cutTo(ends: Ends, budget: number): string {
  const { first, last } = isWhole(ends)
    ? { first: wholeText(ends), last: wholeText(ends) }
    : { first: beginningText(ends.first), last: endText(ends.last) }
  if (isWhole(ends) && jsonBytes(first) <= budget) return first
  const each = Math.floor((budget - jsonBytes(CUT)) / 2)
  const beginning = takeWhile([...first], each).join('')
  const end = takeWhile([...last].reverse(), each)
    .reverse()
    .join('')
  return beginning + CUT + end
}

const isWhole = ({ first, last, bytes }: Ends) => first.length + last.length === bytes

const wholeText = ({ first, last }: Ends) => safe(decoder().decode(Buffer.concat([first, last])))

// Not flushed: drops a character that the cut split.
const beginningText = (bytes: Buffer) => safe(decoder().decode(bytes, { stream: true }))

function endText(bytes: Buffer): string {
  let start = 0
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1
  return safe(decoder().decode(bytes.subarray(start)))
}

/** Replaces invalid UTF-8 by U+FFFD. */
const decoder = () => new TextDecoder('utf-8', { ignoreBOM: true })

/** PostgreSQL's jsonb can't store NUL. */
const safe = (text: string) => text.replaceAll('\0', '\ufffd')

const jsonBytes = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2

function takeWhile(characters: string[], budget: number): string[] {
  let left = budget
  const end = characters.findIndex(character => {
    left -= jsonBytes(character)
    return left < 0
  })
  return end === -1 ? characters : characters.slice(0, end)
}
