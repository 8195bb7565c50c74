/** Whether PostgreSQL's jsonb and the ledger's canonical form can represent the text. */
export const isSafeText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

const lineBreak = /[\r\n]/
/** Also refuses line breaks, because names and addresses appear in log lines, mail headers and CSV cells. */
export const isSafeName = (text: string): boolean => isSafeText(text) && !lineBreak.test(text)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const isUuid = (text: string): boolean => uuid.test(text)

const sha256 = /^[0-9a-f]{64}$/i
export const isSha256 = (text: string): boolean => sha256.test(text)

/** The number of code points, not of UTF-16 units. */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length++
  return length
}
