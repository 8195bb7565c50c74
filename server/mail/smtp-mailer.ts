import { createTransport } from 'nodemailer'
import type { Mailer } from '#app/people/people-ports.ts'
import { type Sender, toMessage } from './message.ts'

/** Milliseconds for sending one message, and for each reply of the server. */
const longest = 45_000
const silence = 10_000

/** @param url `smtp://user:password@host:587`, `smtps://…` */
export function openSmtpMailer(url: string, from: Sender): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: silence,
    greetingTimeout: silence,
    socketTimeout: 2 * silence,
    dnsTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async letter => {
      try {
        const message = { ...toMessage(letter, from), signal: AbortSignal.timeout(longest) }
        const { response } = await transport.sendMail(message)
        return { accepted: plain(response) }
      } catch (error) {
        const said = plain(error instanceof Error ? error.message : String(error))
        return isRefusal(error) ? { refused: said } : { away: said }
      }
    },
    close: async () => transport.close(),
  }
}

/** Whether the server rejected the message or its address permanently. Other failures may be temporary. */
function isRefusal(error: unknown): boolean {
  const { code, responseCode } = Object(error) as { code?: unknown; responseCode?: unknown }
  const isAboutTheMessage = code === 'EENVELOPE' || code === 'EMESSAGE'
  return isAboutTheMessage && typeof responseCode === 'number' && responseCode >= 500
}

/** Converts the server's reply to one short line of well-formed text for display. */
const plain = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 200)
    .toWellFormed()
