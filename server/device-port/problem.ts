import { STATUS_CODES } from 'node:http'

export interface Answer {
  readonly status: number
  readonly type: 'application/json' | 'application/problem+json'
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
}

export const answer = (status: number, body: object): Answer => ({
  status,
  type: 'application/json',
  headers: {},
  body,
})

/** RFC 9457 problem details. `detail` is for people and reveals no internals. */
export const problem = (status: number, detail: string, headers: Record<string, string> = {}): Answer => ({
  status,
  type: 'application/problem+json',
  headers,
  body: { type: 'about:blank', title: STATUS_CODES[status], status, detail },
})
