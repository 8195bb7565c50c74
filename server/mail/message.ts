import type { Letter } from '#app/people/people-ports.ts'

/** For example `defend@example.org` or `Defend <defend@example.org>`. */
export type Sender = string

/** The Message-ID is derived from the letter's id, so mail programs recognize a message that was sent twice. */
export const toMessage = ({ id, to, subject, text }: Letter, from: Sender) => ({
  from,
  to,
  subject,
  text,
  messageId: `<${id}@${domainOf(from)}>`,
  headers: { 'Auto-Submitted': 'auto-generated' },
})

const domainOf = (sender: Sender): string => /@([^\s<>@]+)>?$/.exec(sender)?.[1] ?? 'localhost'
