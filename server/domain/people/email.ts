/** Marks that take no width or only reorder text: they make two spellings of one address look alike. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu

/**
 * The form in which e-mail addresses are compared, so that one person can't pass for two by spelling theirs anew:
 * trimmed, NFKC, without zero-width characters, case folded.
 */
export const emailKey = (email: string): string =>
  foldCase(email.normalize('NFKC').replace(invisible, '')).normalize('NFKC').trim()

/** Upper case first: it makes one of ß and SS, of ſ and S, and of both forms of sigma. */
const foldCase = (text: string): string => text.toUpperCase().toLowerCase()
