import type { Mailer } from '#app/people/people-ports.ts'
import { openFileMailer } from './file-mailer.ts'
import { openSmtpMailer } from './smtp-mailer.ts'

interface MailSettings {
  /** Null: each message is written to a file. */
  readonly smtpUrl: string | null
  readonly from: string
}

/** @param directory for messages if there is no SMTP server */
export const openMailer = ({ smtpUrl, from }: MailSettings, directory: string): Mailer =>
  smtpUrl === null ? openFileMailer(directory, from) : openSmtpMailer(smtpUrl, from)
