/** Text or bytes, whole or in pieces: a string, a file stream, a fetch body. */
export type TextSource = string | AsyncIterable<string | Uint8Array> | ReadableStream<Uint8Array>

async function* piecesOf(source: TextSource): AsyncGenerator<string | Uint8Array> {
  if (typeof source === 'string') yield source
  else if ('getReader' in source) {
    // Safari's streams are not iterable.
    const reader = source.getReader()
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
    } finally {
      await reader.cancel()
    }
  } else yield* source
}

/** The lines that are not empty, regardless of how the source is cut into pieces. */
export async function* linesOf(source: TextSource): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const piece of piecesOf(source)) {
    const lines = (
      rest + (typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }))
    ).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield line
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield rest
}
