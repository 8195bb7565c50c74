/** The progress of one event's delivery. */
export interface DeliveryState {
  /** Failed attempts so far. */
  readonly attempts: number
  /** When the first attempt after the last success failed, in milliseconds since 1970; null: no attempt has failed. */
  readonly failingSince: number | null
}

/** A receiver's HTTP status, or why there was no answer. */
export type WebhookAnswer = { readonly status: number } | { readonly error: string }

export type DeliveryStep =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'retry'; readonly at: number; readonly state: DeliveryState }
  | { readonly kind: 'disable'; readonly reason: string; readonly state: DeliveryState }

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const delays = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour]
const patience = 3 * 24 * hour

/** Milliseconds between the `attempts`th failed attempt and the next one. */
export const retryDelay = (attempts: number): number => delays[attempts - 1] ?? hour

export const isAccepted = (answer: WebhookAnswer): boolean =>
  'status' in answer && answer.status >= 200 && answer.status < 300

/** The step after an attempt. Three days of failures, or one 410 Gone, disable the webhook. */
export function afterAttempt(state: DeliveryState, answer: WebhookAnswer, now: number): DeliveryStep {
  if (isAccepted(answer)) return { kind: 'accepted' }
  const failed = { attempts: state.attempts + 1, failingSince: state.failingSince ?? now }
  if ('status' in answer && answer.status === 410)
    return { kind: 'disable', reason: 'The receiver answered 410 Gone.', state: failed }
  if (now - failed.failingSince >= patience)
    return { kind: 'disable', reason: 'No delivery succeeded for three days.', state: failed }
  return { kind: 'retry', at: now + retryDelay(failed.attempts), state: failed }
}
