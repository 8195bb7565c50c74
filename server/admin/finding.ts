/** The result of one check of `doctor`. */
export interface Finding {
  /** The checked part, for example `PostgreSQL`. */
  readonly subject: string
  /** `warn`: works today, needs attention. `fail`: the service cannot work, or data is at risk. */
  readonly state: 'ok' | 'warn' | 'fail'
  readonly detail: string
  /** Advice for the operator; absent if there is nothing to do. */
  readonly advice?: string
}

export const ok = (subject: string, detail: string): Finding => ({ subject, state: 'ok', detail })

export const warn = (subject: string, detail: string, advice: string): Finding => ({
  subject,
  state: 'warn',
  detail,
  advice,
})

export const fail = (subject: string, detail: string, advice: string): Finding => ({
  subject,
  state: 'fail',
  detail,
  advice,
})
