import type { Mailer } from '#app/ports.ts'
import { openFileMailer } from './file-mailer.ts'
import { openSmtpMailer } from './smtp-mailer.ts'

interface MailSettings {
  /** Null: a file for each message. */
  readonly smtpUrl: string | null
  readonly from: string
}

/** @param directory for the files */
export const openMailer = ({ smtpUrl, from }: MailSettings, directory: string): Mailer =>
  smtpUrl === null ? openFileMailer(directory, from) : openSmtpMailer(smtpUrl, from)
