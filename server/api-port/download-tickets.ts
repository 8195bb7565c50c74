import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Caller } from '#domain/people/actor.ts'

/** The caller to whom a ticket was issued, for the ledger. */
export type TicketHolder = Pick<Caller, 'organization' | 'actor'>

export interface DownloadTickets {
  /** A URL at which this caller may read the artifact for a minute. */
  urlFor(artifact: string, holder: TicketHolder): string
  /** The ticket's holder; null if the ticket is invalid, expired or for another artifact. */
  holderOf(artifact: string, ticket: string | null): TicketHolder | null
}

interface Claims extends TicketHolder {
  readonly artifact: string
  /** Milliseconds since 1970. */
  readonly until: number
}

/** Milliseconds. */
const lifetime = 60_000

export const artifactPath = (path: string): string | null =>
  /^\/artifacts\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? null

/** Tickets for download links, because browsers cannot send a token with a link. A MAC authenticates each ticket. */
export function createDownloadTickets(key: Buffer, now: () => number): DownloadTickets {
  const authenticate = (claims: string) => createHmac('sha256', key).update(claims).digest()
  return {
    urlFor(artifact, { organization, actor }) {
      const claims: Claims = { artifact, organization, actor, until: now() + lifetime }
      const text = Buffer.from(JSON.stringify(claims)).toString('base64url')
      return `/artifacts/${artifact}?ticket=${text}.${authenticate(text).toString('base64url')}`
    },
    holderOf(artifact, ticket) {
      const [text = '', code = ''] = (ticket ?? '').split('.')
      const actual = Buffer.from(code, 'base64url')
      const expected = authenticate(text)
      if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null
      const claims: Claims = JSON.parse(Buffer.from(text, 'base64url').toString())
      if (claims.artifact !== artifact || claims.until <= now()) return null
      return { organization: claims.organization, actor: claims.actor }
    },
  }
}
