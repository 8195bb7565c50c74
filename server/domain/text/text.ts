/** Text that PostgreSQL's jsonb, the ledger's canonical form and a log line can all carry. */
export const isSafeText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

const lineBreak = /[\r\n]/
/** Names and addresses go into one line of a log, a mail's header, a CSV cell. */
export const isSafeName = (text: string): boolean => isSafeText(text) && !lineBreak.test(text)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const isUuid = (text: string): boolean => uuid.test(text)

const sha256 = /^[0-9a-f]{64}$/i
export const isSha256 = (text: string): boolean => sha256.test(text)

/** How many characters a person would count: code points, not UTF-16 units. */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length++
  return length
}
