import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Mailer } from '#app/people/people-ports.ts'
import { type Sender, toMessage } from './message.ts'

/** Used without a mail server: writes each message to a file `<id>.eml`, which mail programs can open. */
export function openFileMailer(directory: string, from: Sender): Mailer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    send: async letter => {
      const { message } = await composer.sendMail(toMessage(letter, from))
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const path = join(directory, `${letter.id}.eml`)
      await writeWhole(path, message as Buffer)
      return { accepted: `written to ${letter.id}.eml` }
    },
    close: async () => composer.close(),
  }
}

/** Writes the file completely or not at all. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}
