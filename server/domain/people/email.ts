/** Characters that have no width or only reorder text. They let different spellings look alike. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu

/**
 * The form in which e-mail addresses are compared: trimmed, NFKC, without zero-width characters, case folded. So one
 * person can't pose as two with another spelling of the same address.
 */
export const emailKey = (email: string): string =>
  foldCase(email.normalize('NFKC').replace(invisible, '')).normalize('NFKC').trim()

/** Upper case first, because it unifies ß and SS, ſ and S, and both forms of sigma. */
const foldCase = (text: string): string => text.toUpperCase().toLowerCase()
