/** One thing that `doctor` looked at. */
export interface Finding {
  /** What was examined, such as `PostgreSQL`. */
  readonly subject: string
  /** `warn`: works today, needs attention. `fail`: the service cannot work, or data is at risk. */
  readonly state: 'ok' | 'warn' | 'fail'
  readonly detail: string
  /** What the operator should do; absent when there is nothing to do. */
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
