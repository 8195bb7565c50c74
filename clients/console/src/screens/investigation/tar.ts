const block = 512

/** A tar archive (ustar) of text files. */
export function tarOf(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const now = Math.floor(Date.now() / 1000)
  const parts = Object.entries(files).flatMap(([name, text]) => {
    const content = encoder.encode(text)
    const padding = (block - (content.length % block)) % block
    return [headerOf(name, content.length, now), content, new Uint8Array(padding)]
  })
  parts.push(new Uint8Array(2 * block))
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function headerOf(name: string, size: number, modified: number): Uint8Array {
  const header = new Uint8Array(block)
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at)
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0')
  put(name, 0)
  put(octal(0o644, 8), 100)
  put(octal(0, 8), 108)
  put(octal(0, 8), 116)
  put(octal(size, 12), 124)
  put(octal(modified, 12), 136)
  // The checksum counts itself as spaces.
  put(' '.repeat(8), 148)
  put('0', 156)
  put('ustar\u000000', 257)
  put(
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    ),
    148,
  )
  header[154] = 0
  return header
}
