import { pack } from 'tar-stream'

/** A tar archive of text files. */
export async function tarOf(files: Readonly<Record<string, string>>): Promise<Blob> {
  const archive = pack()
  for (const [name, text] of Object.entries(files)) archive.entry({ name }, text)
  archive.finalize()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for await (const chunk of archive) chunks.push(chunk as Uint8Array<ArrayBuffer>)
  return new Blob(chunks)
}
