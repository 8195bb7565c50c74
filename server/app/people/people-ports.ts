import type { Delivery } from '#domain/action/password-reset.ts'

/** Lookups of people, and of enrolment tokens in any organization. */
export interface Directory {
  /**
   * The analysts of the organization who count as the same person as this one, including itself: two analysts who
   * share an e-mail address, or once did, are the same person. The relation is transitive.
   */
  samePerson(organization: string, analyst: string): Promise<ReadonlySet<string>>
  /** Whether this is an analyst of the organization. */
  isAnalyst(organization: string, analyst: string): Promise<boolean>
  /** Whether at least two different people who are administrators were seen in the last 90 days. */
  hasSecondAdministrator(organization: string): Promise<boolean>
  enrollmentToken(secretHash: string): Promise<{ readonly organization: string; readonly id: string } | null>
}

/** An e-mail to one person. */
export interface Letter {
  /** A UUID for the Message-ID header. Sending a message again with the same id creates a recognisable duplicate. */
  readonly id: string
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Settles within 45 s. `away` does not rule out that the message was sent. */
  send(letter: Letter): Promise<Delivery>
  close(): Promise<void>
}
