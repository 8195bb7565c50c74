import type { ServerResponse } from 'node:http'

/** An OpenC2 Response; `status` is one of the Language's status codes. */
export interface OpenC2Response {
  readonly status: 102 | 200 | 400 | 401 | 403 | 404 | 500 | 501 | 503
  readonly status_text?: string
  readonly results?: Readonly<Record<string, unknown>>
}

export const badCommand = (text: string): OpenC2Response => ({ status: 400, status_text: text })
export const notSupported = (text: string): OpenC2Response => ({ status: 501, status_text: text })
export const notFound = (text: string): OpenC2Response => ({ status: 404, status_text: text })

/** Converts the code of a refusal or error to an OpenC2 status. */
export function responseOfCode(code: string, text: string): OpenC2Response {
  switch (code) {
    case 'UNSUPPORTED_PLATFORM':
      return notSupported(text)
    case 'NOT_FOUND':
      return notFound(text)
    case 'FORBIDDEN':
    case 'SELF_APPROVAL':
      return { status: 403, status_text: text }
    case 'LIMIT_EXCEEDED':
    case 'UNAVAILABLE':
      return { status: 503, status_text: text }
    case 'INTERNAL':
      return { status: 500, status_text: text }
    default:
      return badCommand(text)
  }
}

/** 400 and 401 are also HTTP statuses; all other statuses are only in the body. */
export function answerOpenC2(
  response: ServerResponse,
  answer: OpenC2Response,
  headers: Readonly<Record<string, string>> = {},
): void {
  const { status } = answer
  response.writeHead(status === 400 || status === 401 ? status : 200, {
    'content-type': 'application/openc2-rsp+json;version=1.0',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(JSON.stringify(answer))
}
