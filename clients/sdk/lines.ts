/** Text or bytes, complete or in chunks, such as a string, a file stream or a response body. */
export type TextSource = string | AsyncIterable<string | Uint8Array> | ReadableStream<Uint8Array>

async function* piecesOf(source: TextSource): AsyncGenerator<string | Uint8Array> {
  if (typeof source === 'string') yield source
  else if ('getReader' in source) {
    // Streams are not iterable in Safari.
    const reader = source.getReader()
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
    } finally {
      await reader.cancel()
    }
  } else yield* source
}

/** The non-empty lines, regardless of how the source is split into chunks. */
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
