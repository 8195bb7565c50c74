import { type Ledger, type Letter, type Mailer, type Transaction, Unavailable } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { type Delivery, type ResetStep, receiveDelivery, stepReset } from '#domain/action/password-reset.ts'
import { server } from '#domain/people/actor.ts'
import type { PersonRecord } from '#domain/people/person.ts'
import { within } from '#flow/within.ts'

interface Ports {
  readonly ledger: Ledger
  readonly mailer: Pick<Mailer, 'send'>
  readonly onError: (error: unknown) => void
}

/** A due password reset, with facts from outside its organization's transaction. */
export interface DueReset {
  readonly organization: string
  readonly action: string
  readonly person: string
  readonly submitterMayAct: boolean
}

export interface PasswordResets {
  /** Takes the next step. Resolves once committed; the message is sent afterwards. */
  step(due: DueReset): Promise<void>
  /** Waits briefly for messages being sent. The next sweep resends the rest. */
  close(): Promise<void>
}

/** Messages sent concurrently. */
const atOnce = 20
/** Milliseconds. */
const whileFull = 500
const drainTime = 5_000
const commitAgainAfter = 1_000
const commitAgainFor = 45_000

/** Executes password resets: flags the person and sends them an e-mail. */
export function openPasswordResets({ ledger, mailer, onError }: Ports): PasswordResets {
  const underWay = new Set<Promise<void>>()
  /** Messages being sent or about to be. */
  let reserved = 0

  /** The process that commits the lease sends the message; no other process does before the lease ends. */
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
          transaction.updateUnlogged(action, transaction.now + whileFull)
          return null
        }
        record(transaction, action, person, step)
        return step.send && person ? letterTo(person, action) : null
      },
    })

  async function send(organization: string, letter: Letter): Promise<void> {
    const delivery = await mailer.send(letter).catch((error): Delivery => ({ away: String(error) }))
    const giveUpAt = performance.now() + commitAgainFor
    for (;;) {
      try {
        return await receive(organization, letter.id, delivery)
      } catch (error) {
        // If this were dropped, the message would be sent again.
        if (!(error instanceof Unavailable) || performance.now() > giveUpAt) throw error
        await new Promise(resolve => setTimeout(resolve, commitAgainAfter))
      }
    }
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
      const hasRoom = reserved < atOnce
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
          underWay.delete(sending)
        })
      underWay.add(sending)
    },
    close: async () => {
      await within(drainTime, Promise.all(underWay))
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

/** Contains no link: teaching people to follow links in such mails helps phishing. */
const letterTo = ({ name, email }: PersonRecord, action: Action): Letter => ({
  id: action.id,
  to: { name, address: email },
  subject: 'Please set a new password',
  text: `Hello ${name},

your organization's security team asks you to set a new password, now and before anything else: sign in where you always do and change it there. Until then your account is marked.

This message has no link on purpose. If you did not expect it, ask your security team; the reference is ${action.id}.
`,
})
