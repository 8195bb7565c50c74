import type { Letter, Mailer } from '#app/people/people-ports.ts'
import { type Ledger, type Transaction, Unavailable } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { type Delivery, type ResetStep, receiveDelivery, stepReset } from '#domain/action/password-reset.ts'
import { server } from '#domain/people/actor.ts'
import type { PersonRecord } from '#domain/people/person.ts'
import { retry } from '#flow/retry.ts'
import { within } from '#flow/within.ts'

interface Ports {
  readonly ledger: Ledger
  readonly mailer: Pick<Mailer, 'send'>
  readonly onError: (error: unknown) => void
}

/** A password reset with a due step. */
export interface DueReset {
  readonly organization: string
  readonly action: string
  readonly person: string
  readonly submitterMayAct: boolean
}

export interface PasswordResets {
  /** Takes the next step. Resolves after the commit; the message is sent afterwards. */
  step(due: DueReset): Promise<void>
  /** Waits up to `drainTime` for messages being sent. The next process resends the others. */
  close(): Promise<void>
}

/** Maximum messages sent concurrently. */
const maxSending = 20
/** Milliseconds until a reset is tried again that found no free slot. */
const slotRetryDelay = 500
/** Milliseconds that `close` waits. */
const drainTime = 5_000
/** Milliseconds between two attempts to commit an outcome, and the longest time to try. */
const commitRetryDelay = 1_000
const commitRetryTime = 45_000

/** Executes password resets: flags the person and sends them an e-mail. */
export function openPasswordResets({ ledger, mailer, onError }: Ports): PasswordResets {
  const inFlight = new Set<Promise<void>>()
  /** Number of messages being sent or about to be sent. */
  let reserved = 0

  /** Leases the message to this process, which then sends it. Other processes leave it alone until the lease ends. */
  const take = (
    { organization, action: id, person: personId, submitterMayAct }: DueReset,
    hasRoom: boolean,
  ) =>
    ledger.commit<Letter | null>({
      organization,
      reads: { action: [id], person: [personId], resetMail: [id] },
      decide: transaction => {
        const action = transaction.action(id)
        if (!action) return null
        const person = transaction.find('person', personId)
        const mail = transaction.find('resetMail', id)
        const step = stepReset(action, { person, mail, submitterMayAct }, transaction.now)
        if (step.send && !hasRoom) {
          transaction.updateUnlogged(action, transaction.now + slotRetryDelay)
          return null
        }
        record(transaction, action, person, step)
        return step.send && person ? letterTo(person, action) : null
      },
    })

  async function send(organization: string, letter: Letter): Promise<void> {
    const delivery = await mailer.send(letter).catch((error): Delivery => ({ away: String(error) }))
    const giveUpAt = performance.now() + commitRetryTime
    // If the outcome were not committed, the message would be sent again.
    return retry(() => receive(organization, letter.id, delivery), {
      pauseAfter: (_failures, error) =>
        error instanceof Unavailable && performance.now() <= giveUpAt ? commitRetryDelay : null,
    })
  }

  const receive = (organization: string, id: string, delivery: Delivery) =>
    ledger.commit({
      organization,
      reads: { action: [id], resetMail: [id] },
      decide: transaction => {
        const action = transaction.action(id)
        const mail = transaction.find('resetMail', id)
        if (!action || !mail) return
        record(
          transaction,
          action,
          null,
          receiveDelivery(action, mail, delivery, transaction.settings, transaction.now),
        )
      },
    })

  return {
    step: async due => {
      const hasRoom = reserved < maxSending
      if (hasRoom) reserved++
      const free = () => {
        if (hasRoom) reserved--
      }
      const letter = await take(due, hasRoom).catch(error => {
        free()
        throw error
      })
      if (!letter) return free()
      const sending = send(due.organization, letter)
        .catch(onError)
        .finally(() => {
          free()
          inFlight.delete(sending)
        })
      inFlight.add(sending)
    },
    close: async () => {
      await within(drainTime, Promise.all(inFlight))
    },
  }
}

function record(
  transaction: Transaction,
  action: Action,
  before: PersonRecord | null,
  step: ResetStep,
): void {
  for (const { event, actor } of step.events) transaction.apply(action.id, event, actor)
  if (step.mail) transaction.put('resetMail', step.mail)
  if (step.person && before) {
    const { id, passwordResetRequiredSince } = step.person
    transaction.put('person', step.person)
    const data = {
      what: 'person',
      before: { id, passwordResetRequiredSince: before.passwordResetRequiredSince },
      after: { id, passwordResetRequiredSince },
    }
    transaction.append({ kind: 'PERSON_CHANGED', data }, server)
  }
  const now = transaction.action(action.id)
  if (step.notBefore !== undefined && now) transaction.updateUnlogged(now, step.notBefore)
}

/** Contains no link, because people who follow links in such mails are easy targets for phishing. */
const letterTo = ({ name, email }: PersonRecord, action: Action): Letter => ({
  id: action.id,
  to: { name, address: email },
  subject: 'Please set a new password',
  text: `Hello ${name},

your organization's security team asks you to set a new password now. Sign in as usual and change your password there. Your account stays flagged until you do.

This message deliberately contains no link. If you did not expect it, contact your security team. Reference: ${action.id}
`,
})
